"""What was passed to children's social care is chased until it says that it has it (3.1)."""

import logging

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.council.current import council
from familyhubs.database.actor import acting_as
from familyhubs.notifications.outbox import notify_address
from familyhubs.refusals import Refused
from hubs.permissions import is_away

from .. import clocks
from ..models import Concern
from .concerns import may_read, note_on_timeline, tell
from .telling import already_told, deputy_of, safeguarding_leads
from .triage import said

logger = logging.getLogger(__name__)


@transaction.atomic
def acknowledge_concern(concern, *, reference, by):
    """They have it, under this reference: nothing is chased any more."""
    concern = Concern.objects.lock(concern)
    if concern.passed_on_at is None:
        raise Refused(_("This concern was not passed to children’s social care."))
    if concern.acknowledged_at is not None:
        raise Refused(_("It is written down already that they have it."))
    concern.social_care_reference = said(
        reference, _("Enter the reference that children’s social care gave")
    )
    concern.acknowledged_at, concern.acknowledged_by = timezone.now(), by
    concern.save()
    log.record("concern.acknowledged", by=by, about=concern, family_id=concern.family_id)
    note_on_timeline(concern, _("Safeguarding concern %(reference)s: social care has it"), by=by)
    return concern


def chase_acknowledgements(*, by, now=None):
    """No answer in time: whoever passed it on, then every lead, then the mailbox; each once."""
    now = now or timezone.now()
    if not clocks.may_remind(now):
        return
    with acting_as(by):
        late = Concern.objects.unacknowledged().filter(acknowledge_due_at__lt=now)
        waiting = list(late.order_by("acknowledge_due_at", "id").values_list("pk", flat=True))
    for pk in waiting:
        try:
            chase(pk, by=by, now=now)
        except Exception:  # One that fails never stops the others.
            logger.exception("A concern could not be chased", extra={"concern": str(pk)})


def chase(pk, *, by, now):
    """Send what is due on every rung reached, each message once."""
    with acting_as(by):
        rows = Concern.objects.unacknowledged().filter(pk=pk, acknowledge_due_at__lt=now)
        rows = rows.select_for_update(of=("self",)).select_related("decided_by__organisation")
        concern = rows.first()
        if concern is None:
            return
        days = clocks.days_overdue(concern.acknowledge_due_at, now)
        leads_after, _service, mailbox_after = council().escalation_days
        first = first_chased(concern)
        leads = [lead for lead in safeguarding_leads() if may_read(concern, lead)]
        people = {first} if first else set(leads)
        if days >= leads_after:
            people |= {*leads}
        if not people:
            logger.error("Nobody can be told of a concern", extra={"concern": str(pk)})
        for person in people:
            tell(concern, person, "concern_unacknowledged", by=by)
        if days >= mailbox_after and council().watched_email:
            tell_the_mailbox(concern, by=by)


def first_chased(concern):
    """Whoever passed it on, or their deputy while they are away; None where neither can read it."""
    worker = concern.decided_by
    asked = [worker] if not is_away(worker) else []
    asked += [deputy for deputy in [deputy_of(worker)] if deputy]
    able = (user for user in asked if user.may_sign_in and may_read(concern, user))
    return next(able, None)


def tell_the_mailbox(concern, *, by):
    """A reference and nothing else: what it is about stands behind the sign-in."""
    key = f"concern-mailbox:{concern.pk}"
    if not already_told([key]):
        words = {"words": concern.reference, "about": concern}
        notify_address(council().watched_email, key=key, kind="mailbox_waiting", by=by, **words)
