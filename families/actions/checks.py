"""The nightly check of access: what it found is kept, logged and told to administrators."""

import logging

from django.utils import timezone

from familyhubs.accounts.models import User
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.outbox import notify
from hubs.models import Membership, Role

from .. import checking
from ..models import AccessCheck

logger = logging.getLogger(__name__)


def check_access():
    """Compute access two ways and say where they differ; a different sample every night."""
    with acting_as(SystemActor.CLOCK):
        found = checking.check_access(seed=timezone.localdate().toordinal())
        kept = AccessCheck.objects.create(
            users=found.users,
            pairs=found.pairs,
            differences=[[str(user), str(family)] for user, family in found.differences],
        )
        if found.differences:
            _tell(kept)
    for user, family in found.differences:
        facts = {"user_id": str(user), "family_id": str(family)}
        logger.error("Access differs between its two wordings", extra=facts)
    return found


def _tell(kept):
    """Every administrator; whoever reads it finds the ids in the log, and no name anywhere."""
    holders = Membership.objects.current().filter(role=Role.ADMINISTRATOR).values("user")
    for person in User.objects.filter(pk__in=holders).select_related("organisation"):
        notify(
            person,
            key=f"access-differs:{kept.pk}:{person.pk}",
            kind="access_differs",
            by=SystemActor.CLOCK,
            about=kept,
            count=len(kept.differences),
        )
