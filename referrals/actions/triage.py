"""What triage does with a request before and instead of accepting it (domain.md 2.8)."""

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from families.actions import end_grants
from familyhubs.audit import log
from familyhubs.contact.models import Channel as Way
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs import postcodes

from .. import clocks
from ..models import ADVISING, DECLINING, ContactAttempt, Decision, Referral, Status
from .decided import book, is_delicate, refuse_couples_unasked, said, write_facts
from .matching import grant_looks
from .receiving import past_moment
from .replying import owe_answer
from .telling import first_to_tell, tell_about, tell_safeguarding

# So many tries by so many ways come before giving up (domain.md 2.8).
TRIES, WAYS = 3, 2


def lock_undecided(referral, happened_at=None):
    """The request as it is now, held; refused where somebody has decided already."""
    at = past_moment(happened_at)
    referral = Referral.objects.lock(referral)
    if referral.status == Status.DECIDED:
        raise Refused(_("This request has already been decided."))
    if at < referral.happened_at:
        raise Refused(_("This cannot have happened before the request was received."))
    return referral, at


@transaction.atomic
def screen(referral, *, by, happened_at=None):
    """Somebody has looked at it for safeguarding; once is enough."""
    referral, at = lock_undecided(referral, happened_at)
    if referral.screened_at is not None:
        raise Refused(_("The safeguarding screen has been done already."))
    note_screen(referral, by=by, at=at)
    referral.save(update_fields=["screened_at", "screened_by", "updated_at"])
    return referral


def note_screen(referral, *, by, at):
    """Write down who looked for safeguarding and when; the caller saves."""
    referral.screened_at, referral.screened_by = at, by
    log.record("referral.screened", by=by, about=referral)


@transaction.atomic
def record_attempt(referral, *, channel, reached, by, note="", happened_at=None):
    """One try to reach the family: three by two ways come before giving up (domain.md 2.8)."""
    referral, at = lock_undecided(referral, happened_at)
    if channel not in Way.values:
        raise Refused(_("Select how you tried to reach them."))
    attempt = ContactAttempt.objects.create(
        referral=referral, channel=channel, reached=reached, note=note, by=by, happened_at=at
    )
    # So that a form that was open meanwhile is asked again.
    referral.save(update_fields=["updated_at"])
    log.record("referral.contact_tried", by=by, about=referral, channel=channel, reached=reached)
    return attempt


@transaction.atomic
def ask_more(referral, *, question, by, happened_at=None):
    """Wait for the family: the clock stands still, with the reason (domain.md 3.1)."""
    referral, at = lock_undecided(referral, happened_at)
    if referral.status != Status.WAITING:
        raise Refused(_("We are waiting for the family already."))
    referral.status = Status.ASKED_FAMILY
    referral.paused_at, referral.paused_for = at, said(question, _("Enter what you asked"))[:300]
    referral.save(update_fields=["status", "paused_at", "paused_for", "updated_at"])
    log.record("referral.paused", by=by, about=referral)
    return referral


@transaction.atomic
def resume(referral, *, by, happened_at=None):
    """The family has answered: the clock goes on where it stood."""
    referral, at = lock_undecided(referral, happened_at)
    if referral.status == Status.WAITING:
        raise Refused(_("We are not waiting for the family."))
    if at < referral.paused_at:
        raise Refused(_("This cannot have happened before we asked the family."))
    run_on(referral, at)
    referral.status, referral.paused_at, referral.paused_for = Status.WAITING, None, ""
    referral.review_on = None
    referral.save()
    log.record("referral.resumed", by=by, about=referral, due=referral.decision_due_at)
    return referral


def run_on(referral, at):
    """What stood still since it was paused is due later by that time; the caller saves."""
    for name in ("decision_due_at", "contact_due_at"):
        if due := getattr(referral, name):
            later = clocks.after_pause(due, referral.paused_at, at, red=referral.is_red)
            setattr(referral, name, later)


@transaction.atomic
def move_to_hub(referral, *, hub, by, reason=""):
    """Pass it to the hub of its postcode, or to another with a reason; its clocks run on."""
    referral, _at = lock_undecided(referral)
    own = own_hub(referral)
    if own is not None and own != hub and not reason.strip():
        words = _("%(place)s belongs to %(hub)s. Say why another hub should answer.")
        raise Refused(words % {"place": referral.postcode, "hub": own})
    if referral.hub_id == hub.pk:
        raise Refused(_("This request is with that hub already."))
    tell_holder_it_moves(referral, by=by)
    before, referral.hub, referral.moved_because = referral.hub_id, hub, reason.strip()
    referral.held_by = referral.held_team = referral.held_at = None
    referral.save(
        update_fields=["hub", "moved_because", "held_by", "held_team", "held_at", "updated_at"]
    )
    # The looks it gave cause for move with it: the first hub's end, the next hub's begin.
    end_grants(referral.pk, by=by)
    grant_looks(referral)
    log.record("referral.moved", by=by, about=referral, before=before, after=hub.pk)
    if told := first_to_tell(referral):
        key = f"request-moved:{referral.pk}:{hub.pk}:{timezone.now():%Y%m%d%H%M%S}"
        kind = "request_flagged" if referral.is_red else "request_new"
        tell_about(referral, told, kind=kind, key=key, by=by)
    return referral


def tell_holder_it_moves(referral, *, by):
    """Whoever has it need not look at it any more, and may not be able to: no link."""
    former = referral.held_by
    if former is not None and former != by:
        key = f"request-moved-on:{referral.pk}:{former.pk}:{referral.held_at:%Y%m%d%H%M%S%f}"
        facts = {"about": referral, "reference": referral.reference}
        notify(former, key=key, kind="request_moved_on", by=by, **facts)


def own_hub(referral):
    """The hub that answers for its postcode, where one is known."""
    place = postcodes.find(referral.postcode).postcode if referral.postcode else None
    return postcodes.hub_for(place) if place else None


@transaction.atomic
def advise(referral, *, decision, reason, by, happened_at=None, session=None, **beside):
    """Advice, a signpost or a place at a session is what helps: said, with what was said."""
    if (decision == Decision.BOOK_SESSION) != (session is not None):
        raise Refused(_("Select a session where you book a place, and only there."))
    referral, at = _ending(referral, decision, ADVISING, happened_at)
    if session is not None and session.activity.kind.is_joint:
        # By its own kind, whatever was ticked (R052).
        beside["is_couple"] = True
        adults = beside.get("for_adults", ())
        refuse_couples_unasked(referral, decision, is_couple=True, adults=adults)
    if session is not None:
        beside["booking"] = book(referral, session, by=by)
    decide(referral, decision, said(reason, _("Enter the reason")), by=by, at=at, beside=beside)
    return referral


@transaction.atomic
def decline(referral, *, decision, reason, by, happened_at=None, next_step=""):
    """Nothing more from us, why, and what the family can do now (R041; domain.md 2.8)."""
    referral, at = _ending(referral, decision, DECLINING, happened_at)
    reason = said(reason, _("Enter the reason"))
    if decision != Decision.DUPLICATE:
        next_step = said(next_step, _("Enter what the family can do next"))
    if decision == Decision.NOT_CONTACTABLE:
        refuse_giving_up_alone(referral, at)
        refuse_giving_up_early(referral, at)
    decide(referral, decision, reason, by=by, at=at, beside={"next_step": next_step})
    return referral


@transaction.atomic
def escalate(referral, *, reason, by, happened_at=None):
    """Safeguarding: passed to children's social care; the safeguarding leads know at once."""
    referral, at = _ending(referral, Decision.ESCALATE, {Decision.ESCALATE}, happened_at)
    decide(referral, Decision.ESCALATE, said(reason, _("Enter the reason")), by=by, at=at)
    tell_safeguarding(referral, "request_escalated", key=f"request-escalated:{referral.pk}", by=by)
    return referral


def _ending(referral, decision, allowed, happened_at):
    referral, at = lock_undecided(referral, happened_at)
    if decision not in allowed:
        raise Refused(_("Select a decision from the list."))
    return referral, at


def refuse_giving_up_alone(referral, at):
    """A baby, one unborn or any safety answer: two people close it as not reached."""
    if is_delicate(referral, at):
        raise Refused(
            _(
                "A manager must agree first: there is a baby, or a safety answer was given."
                " Propose it on the request’s page."
            )
        )


def missed_since_reached(attempts):
    """The tries in vain since somebody was last reached, or since the first."""
    reached = max((one.happened_at for one in attempts if one.reached), default=None)
    return [
        one
        for one in attempts
        if not one.reached and (reached is None or one.happened_at > reached)
    ]


def refuse_giving_up_early(referral, at):
    """Three tries by two ways, the first of them long enough ago (domain.md 2.8)."""
    attempts = list(referral.attempts.all())
    missed = missed_since_reached(attempts)
    if attempts and not missed:
        raise Refused(_("They were reached, so they are not out of reach. Select another reason."))
    if len(missed) < TRIES or len({attempt.channel for attempt in missed}) < WAYS:
        raise Refused(
            _("Try at least 3 times, by 2 different ways, before you say they cannot be reached.")
        )
    until = clocks.may_give_up_from(min(attempt.happened_at for attempt in missed))
    if at < until:
        raise Refused(
            _("Go on trying until %(day)s before you say they cannot be reached.")
            % {"day": date_format(until, "j M Y")}
        )


def decide(referral, decision, reason, *, by, at, beside=None, **facts):
    """Write the decision down, end the looks it gave cause for, draft the referrer's answer.

    `beside` is what stands with it: see DecisionFacts; `is_couple`, and for which adults.
    """
    beside = dict(beside or {})
    couple, adults = beside.pop("is_couple", False), beside.pop("for_adults", ())
    refuse_couples_unasked(referral, decision, is_couple=couple, adults=adults)
    if referral.screened_at is None:
        if referral.safety_flags and decision != Decision.ESCALATE:
            raise Refused(_("Do the safeguarding screen first: this request is flagged."))
        note_screen(referral, by=by, at=at)
    referral.status, referral.decision, referral.decision_reason = Status.DECIDED, decision, reason
    referral.decided_by, referral.decided_at = by, at
    referral.paused_at, referral.paused_for, referral.review_on = None, "", None
    referral.save()
    write_facts(referral, **beside)
    end_grants(referral.pk, by=by)
    log.record(
        "referral.decided",
        by=by,
        about=referral,
        family_id=referral.family_id,
        decision=decision,
        **facts,
    )
    owe_answer(referral, by=by)
