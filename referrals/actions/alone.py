"""A young person's own request: parents may know when they and a worker agree (R063)."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from families.actions import note_event, open_to_parents
from families.models import EntryKind, Sensitivity
from familyhubs.audit import log
from familyhubs.refusals import Refused

from ..models import AskedAlone, Referral
from ..permissions import can_open_alone
from .decided import said


@transaction.atomic
def agree_parents_may_know(referral, *, words, by):
    """The young person and this worker agree who may know; from now on it is like any other."""
    referral = Referral.objects.lock(referral)
    if not referral.is_alone:
        raise Refused(_("Parents may know of this request already."))
    if not can_open_alone(by, referral):
        raise Refused(_("Only whoever decides on it, or leads the work, can agree this."))
    words = said(words, _("Enter what they said, and who may know"))
    AskedAlone.objects.filter(referral=referral).update(
        opened_at=timezone.now(), opened_by=by, opened_words=words
    )
    log.record("referral.parents_may_know", by=by, about=referral, family_id=referral.family_id)
    family = referral.family
    if family is None or others_alone(referral):
        return
    open_to_parents(family, reason=referral.reference, by=by)
    note_event(
        family,
        kind=EntryKind.DECISION,
        summary=_("The young person agrees that parents or carers may know of %(reference)s")
        % {"reference": referral.reference},
        by=by,
        sensitivity=Sensitivity.TEAM,
        source_id=referral.pk,
    )


def others_alone(referral):
    """Whether something else they sent alone stands in the same record."""
    rows = Referral.objects.filter(family=referral.family, asker=referral.asker)
    return rows.exclude(pk=referral.pk).filter(alone__opened_at=None).exists()
