"""What an officer finds out while a request is open: safety, needs, readiness, giving up."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.database.actor import acting_as
from familyhubs.refusals import Refused
from hubs.escalation import Rung
from hubs.models import Role
from hubs.permissions import holds, holds_at
from outcomes.models import Need

from ..models import (
    AbuseLift,
    AssessedNeed,
    Decision,
    GivingUp,
    Referral,
    SafeEnquiry,
    Status,
    Told,
)
from ..safe_enquiry import abuse_is_known, adults_of
from ..topics import TOPICS, need_code_of
from .dangers import mark_red
from .decided import is_delicate, said
from .receiving import past_moment
from .reminders import for_each
from .telling import can_answer, ladder_for, tell_about
from .triage import decide, lock_undecided, refuse_giving_up_early, run_on

# Nobody is prepared unseen for longer.
LONGEST_PREPARED = timedelta(days=183)


@transaction.atomic
def record_enquiry(
    referral, *, told, by, person=None, asked_name="", note="", happened_at=None
):  # fmt: skip
    """One adult was asked alone whether they are safe, or could not be (R052).

    `person` of those told of, or the name of somebody else; where there is one alone, neither.
    """
    referral, at = lock_undecided(referral, happened_at)
    if told not in Told.values:
        raise Refused(_("Select what they told you."))
    alone = told != Told.NOT_ASKED
    enquiry = SafeEnquiry.objects.create(
        referral=referral, told=told, asked_alone=alone, note=note, by=by, happened_at=at,
        **who_was_asked(referral, person, asked_name.strip()),
    )  # fmt: skip
    # So that a form that was open meanwhile is asked again.
    referral.save(update_fields=["updated_at"])
    log.record("referral.safety_asked", by=by, about=referral, alone=alone)
    if told == Told.ABUSE:
        mark_red(referral, ["abuse"], said=enquiry.pk, by=by)
    return enquiry


def who_was_asked(referral, person, name):
    """The adult told of, or else a name."""
    adults = adults_of(referral)
    if person is None and not name:
        if len(adults) > 1:
            raise Refused(_("Select whom you asked."))
        person, name = (adults[0], "") if adults else (None, referral.contact_name)
    if person is not None and person not in adults:
        raise Refused(_("Select whom you asked."))
    return {"person": person, "asked_name": "" if person else name}


@transaction.atomic
def lift_abuse(referral, *, reason, by):
    """What was told of abuse by now no longer rules out joint sessions: a safeguarding lead's act.

    It stays on the request, which stays red.
    """
    referral, _at = lock_undecided(referral)
    if not holds(by, Role.SAFEGUARDING):
        raise Refused(_("Only a safeguarding lead may decide this."))
    if not abuse_is_known(referral):
        raise Refused(_("Nothing that was told rules out joint sessions."))
    reason = said(reason, _("Enter the reason"))
    lift = AbuseLift.objects.create(referral=referral, reason=reason, by=by)
    referral.save(update_fields=["updated_at"])
    log.record("referral.abuse_lifted", by=by, about=referral)
    return lift


@transaction.atomic
def add_need(referral, *, topic, by, happened_at=None):
    """Something else turns out to matter: one click, dated; what was told stays (R053, R054)."""
    if topic not in TOPICS:
        raise Refused(_("Select a need from the list."))
    at = past_moment(happened_at)
    referral = Referral.objects.lock(referral)
    need, is_new = AssessedNeed.objects.get_or_create(
        referral=referral,
        topic=topic,
        defaults={
            "need": Need.objects.filter(pk=need_code_of(topic)).first(),
            "happened_at": at,
            "by": by,
        },
    )
    if is_new:
        log.record("referral.need_added", by=by, about=referral, topic=topic)
    return need


@transaction.atomic
def prepare(referral, *, review_on, reason, by, happened_at=None):
    """Not ready yet: we help them to become ready; never counted as refused (R061)."""
    referral, at = lock_undecided(referral, happened_at)
    if referral.status == Status.PREPARING:
        raise Refused(_("This family is being prepared already."))
    if review_on <= timezone.localdate():
        raise Refused(_("The day to look again must be in the future."))
    if review_on > timezone.localdate() + LONGEST_PREPARED:
        raise Refused(_("Choose a day in the next 6 months. You can choose a later one then."))
    why = said(reason, _("Enter what would make them ready"))[:300]
    if referral.status == Status.ASKED_FAMILY:
        run_on(referral, max(at, referral.paused_at))
    referral.status, referral.review_on = Status.PREPARING, review_on
    referral.paused_at, referral.paused_for = at, why
    referral.save()
    log.record("referral.preparing", by=by, about=referral, review_on=review_on)
    return referral


@transaction.atomic
def propose_giving_up(referral, *, reason, by, happened_at=None):
    """One of two people: we could not reach them. A manager is asked (domain.md 2.8)."""
    referral, at = lock_undecided(referral, happened_at)
    if not is_delicate(referral, at):
        raise Refused(_("You may close this request yourself: use “No further action”."))
    if referral.giving_up.filter(agreed=None).exists():
        raise Refused(_("A manager has been asked already."))
    refuse_giving_up_early(referral, at)
    reason = said(reason, _("Enter the reason"))
    proposal = GivingUp.objects.create(
        referral=referral, reason=reason, proposed_by=by, proposed_at=at
    )
    log.record("referral.giving_up_proposed", by=by, about=referral)
    for manager in managers_for(referral, besides=by):
        key = f"request-giving-up:{proposal.pk}:{manager.pk}"
        tell_about(referral, manager, kind="request_giving_up", key=key, by=by)
    return referral


def managers_for(referral, *, besides):
    """The managers of its hub who can answer."""
    managers = ladder_for(referral)[Rung.MANAGER]
    return [user for user in managers if user != besides and can_answer(user, referral)]


def may_agree(referral, user):
    """Managers of the request's hub."""
    return holds_at(user, referral.hub, Role.MANAGER)


@transaction.atomic
def answer_giving_up(referral, *, agreed, by, answer="", next_step="", happened_at=None):
    """The other of two people: closed as not reached, or tried on; never by who proposed it."""
    referral, at = lock_undecided(referral, happened_at)
    proposal = referral.giving_up.filter(agreed=None).select_for_update().first()
    if proposal is None:
        raise Refused(_("Nobody has proposed to close this request as not reached."))
    if not may_agree(referral, by) or proposal.proposed_by_id == by.pk:
        raise Refused(_("A manager of this hub who did not propose it must answer."))
    if at < proposal.proposed_at:
        raise Refused(_("This cannot have happened before it was proposed."))
    proposal.agreed, proposal.answered_by, proposal.answered_at = agreed, by, at
    proposal.answer = answer if agreed else said(answer, _("Enter what to try next"))
    proposal.save()
    log.record("referral.giving_up_answered", by=by, about=referral, agreed=agreed)
    if agreed:
        next_step = said(next_step, _("Enter what the family can do next"))
        refuse_giving_up_early(referral, at)
        beside = {"next_step": next_step}
        decide(referral, Decision.NOT_CONTACTABLE, proposal.reason, by=by, at=at, beside=beside)
    return referral


def bring_back_prepared(*, by, today=None):
    """Their day has come: they wait for a decision again, and whoever has them is told."""
    today = today or timezone.localdate()
    due = Referral.objects.filter(status=Status.PREPARING, review_on__lte=today)
    with acting_as(by):
        ready = list(due.order_by("review_on", "id").values_list("pk", flat=True))
    return sum(for_each(ready, lambda pk: bring_back(due.filter(pk=pk), by=by)))


def bring_back(rows, *, by):
    """One of them, where it is still so; one that somebody works on now waits for the next time."""
    with acting_as(by):
        referral = rows.select_for_update(of=("self",), skip_locked=True).first()
        if referral is None:
            return 0
        day = referral.review_on
        run_on(referral, max(timezone.now(), referral.paused_at))
        referral.status, referral.review_on = Status.WAITING, None
        referral.paused_at, referral.paused_for = None, ""
        referral.save()
        log.record("referral.resumed", by=by, about=referral, due=referral.decision_due_at)
        tell_come_back(referral, day, by=by)
        return 1


def tell_come_back(referral, day, *, by):
    ladder = ladder_for(referral)[Rung.WORKER] + ladder_for(referral)[Rung.MANAGER]
    told = next((user for user in ladder if can_answer(user, referral)), None)
    if told is not None:
        key = f"request-ready:{referral.pk}:{day}"
        tell_about(referral, told, kind="request_ready", key=key, by=by)
