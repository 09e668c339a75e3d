"""Warning notes: begun, looked at again, ended; their owner is reminded by the clock."""

import logging

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs.escalation import Rung

from ..models import EntryKind, Family, Sensitivity, WarningNote, WarningReason
from .notes import note_event, refuse_unagreed
from .telling import who_answers
from .timing import words

logger = logging.getLogger(__name__)


@transaction.atomic
def warn(
    family,
    *,
    person,
    what_to_do,
    why,
    is_disclosed,
    review_on,
    by,
    why_not_disclosed="",
    key=None,
):
    """From now on everybody who may meet them is told what to do; `person` None: the address."""
    family = Family.objects.lock(family)
    refuse_unagreed(by)
    if key and (known := WarningNote.objects.filter(pk=key, family=family).first()):
        return known
    if person and not family.members.filter(person=person).exists():
        raise Refused(_("Select somebody who is in this family"))
    _refuse_past(review_on)
    told = "" if is_disclosed else words(why_not_disclosed, _("Enter why they are not told"), 300)
    warning = WarningNote.objects.create(
        family=family,
        person=person,
        what_to_do=words(what_to_do, _("Enter what to do"), 300),
        owner=by,
        review_on=review_on,
        is_disclosed=is_disclosed,
        **({"id": key} if key else {}),
    )
    why = words(why, _("Enter why"), 2000)
    WarningReason.objects.create(family=family, warning=warning, why=why, why_not_disclosed=told)
    record("warning.begun", by=by, about=warning, family_id=family.pk)
    _note(warning, _("A warning note began"), by)
    return warning


@transaction.atomic
def keep_warning(warning, *, review_on, is_disclosed, by, why_not_disclosed=""):
    """Looked at again and still so: until the next review, whoever looked owns it."""
    warning = _in_force(warning, by)
    _refuse_past(review_on)
    told = "" if is_disclosed else words(why_not_disclosed, _("Enter why they are not told"), 300)
    warning.review_on, warning.is_disclosed, warning.owner = review_on, is_disclosed, by
    warning.save(update_fields=["review_on", "is_disclosed", "owner", "updated_at"])
    reason = WarningReason.objects.lock(warning.reason)
    reason.why_not_disclosed = told
    reason.save(update_fields=["why_not_disclosed", "updated_at"])
    record("warning.reviewed", by=by, about=warning, family_id=warning.family_id)
    _note(warning, _("A warning note was looked at again and stays"), by)
    return warning


@transaction.atomic
def end_warning(warning, *, reason, by):
    """It is so no more; what it said and why stay on record."""
    warning = _in_force(warning, by)
    warning.ends_at, warning.end_reason = timezone.now(), words(reason, _("Enter why it ends"), 200)
    warning.save(update_fields=["ends_at", "end_reason", "updated_at"])
    record("warning.ended", by=by, about=warning, family_id=warning.family_id)
    _note(warning, _("A warning note ended"), by)
    return warning


def _in_force(warning, by):
    refuse_unagreed(by)
    warning = WarningNote.objects.lock(warning)
    if warning.ends_at is not None:
        raise Refused(_("This warning note has ended already."))
    return warning


def _refuse_past(review_on):
    if review_on <= timezone.localdate():
        raise Refused(_("The review date must be in the future"))


def _note(warning, summary, by):
    """That there is one; what it says stands with it alone."""
    note_event(
        warning.family,
        kind=EntryKind.DECISION,
        summary=summary,
        sensitivity=Sensitivity.TEAM,
        about=[warning.person] if warning.person else (),
        source_id=warning.pk,
        by=by,
    )


def remind_warnings_due():
    """On its review date the owner is reminded, once; where they cannot, who answers for them."""
    day = timezone.localdate()
    with acting_as(SystemActor.CLOCK):
        due = {
            f"warning:{row.pk}:{row.review_on:%Y-%m-%d}": row.pk
            for row in WarningNote.objects.review_due(day).order_by("review_on", "pk")
        }
        told = set(Message.objects.filter(key__in=due).values_list("key", flat=True))
    for key, pk in due.items():
        if key not in told:
            _remind(pk, key)


def _remind(pk, key):
    """One message in a transaction of its own: one that fails never stops the others."""
    try:
        with acting_as(SystemActor.CLOCK):
            warning = WarningNote.objects.lock(WarningNote(pk=pk))
            if warning.ends_at is None and key.endswith(f"{warning.review_on:%Y-%m-%d}"):
                _owe(warning, key)
    except Exception:
        logger.exception("A message by the clock could not be written", extra={"key": key})


def _owe(warning, key):
    family = warning.family
    told = who_answers(family, hub=family.hub, start=Rung.WORKER, worker=warning.owner)
    if told.person is None:
        logger.error("Nobody can be told of what waits too long", extra={"key": key})
        return
    facts = {"hub": family.hub.name, "when": warning.review_on}
    if told.rung != Rung.QUEUE:
        facts["link"] = reverse("families:warnings", args=[family.pk])
    notify(
        told.person,
        key=key,
        kind="nobody_answers" if told.rung == Rung.QUEUE else "warning_due",
        by=SystemActor.CLOCK,
        about=warning,
        family_id=family.pk,
        organisation=told.person.organisation,
        **facts,
    )
