"""Help gets heavier or lighter, handed from one named person to another (R108–R110, R114)."""

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from families.actions import allocate, end_grants, grant, note_event
from families.models import EntryKind, GrantKind, InvolvementRole
from familyhubs.audit.log import record
from familyhubs.calendar.front_door import working_calendar
from familyhubs.council.current import council
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs.actions.limits import refuse_above_level

from ..levels import Level
from ..models import Action, Direction, Step, StepState
from ..models.steps import REASONS_DOWN, REASONS_UP
from ..permissions import can_receive
from ..review_dates import latest_review
from ..stepping import goes_up, hands_over_the_lead
from .clock import lead_of, tell_manager
from .conditions import day_of, lock_open, moment, words
from .levels import note_level, refuse_skipping

CANNOT_RECEIVE = gettext_lazy(
    "This person cannot take the family on. Choose somebody who works with families now and whose"
    " organisation the family agreed to."
)


@transaction.atomic
def propose_step(
    plan,
    *,
    to_level,
    reason,
    explanation,
    receiver,
    by,
    contingency="",
    family_view="",
    meeting_on=None,
    above_level="",
    happened_at=None,
):
    """Ask a named person to take the family on at another level; nothing changes until they do."""
    at = moment(happened_at)
    plan = lock_open(plan, at)
    explanation = _explained(explanation, above_level, to_level, receiver)
    direction = _direction(plan, to_level, reason)
    _refuse_unfit(plan, to_level, receiver, by)
    step = Step.objects.create(
        plan=plan,
        direction=direction,
        from_level=plan.level,
        to_level=to_level,
        reason=reason,
        explanation=explanation,
        contingency=contingency.strip(),
        family_view=family_view.strip(),
        meeting_on=meeting_on,
        sender=by,
        receiver=receiver,
        happened_at=at,
        due_at=_answer_due(direction, at),
    )
    grant(plan.family, kind=GrantKind.RECEIVER, user=receiver, by=by, cause_id=step.pk)
    _note(step, "step.proposed", by=by, at=at, to_level=to_level, why=reason)
    tell(receiver, step, "step_proposed", by=by)
    _tell_all({lead_of(plan): "step_proposed_lead"}, step, by=by)
    tell_manager(step, by=by)
    return step


def _explained(explanation, above_level, to_level, receiver):
    """Why the help should change, and why to somebody whose level is below it (R059)."""
    explanation = words(explanation, _("Enter why the help should change."))
    if hands_over_the_lead(to_level):
        refuse_above_level(receiver, to_level, above_level)
    return f"{explanation}\n{above_level.strip()}".strip()


def _direction(plan, to_level, reason):
    if to_level not in Level or to_level == plan.level:
        raise Refused(_("Select a level that is not the family’s level now."))
    up = goes_up(plan.level, to_level)
    if reason not in (REASONS_UP if up else REASONS_DOWN):
        raise Refused(
            _("Select a reason for more help.") if up else _("Select a reason for lighter help.")
        )
    return Direction.UP if up else Direction.DOWN


def _refuse_unfit(plan, to_level, receiver, by):
    """One step at a time, no rung skipped, to somebody else who is able to take the family on."""
    if Step.objects.waiting().filter(plan=plan).exists():
        raise Refused(_("A step is already waiting for an answer."))
    refuse_skipping(plan.level, to_level, hub=plan.hub, by=by)
    if receiver == by:
        raise Refused(_("Choose somebody else: a family is handed over to another person."))
    if not can_receive(receiver, plan.family):
        raise Refused(CANNOT_RECEIVE)


def _answer_due(direction, at):
    days = council().step_up_days if direction == Direction.UP else council().step_down_days
    return working_calendar().add_working_days(at, days)


@transaction.atomic
def accept_step(step, *, by, answer="", happened_at=None):
    """The receiver takes the family on: the level changes, and the lead passes to them (R109)."""
    at = moment(happened_at)
    plan, step = _lock_waiting(step, at)
    if not can_receive(step.receiver, plan.family):
        raise Refused(CANNOT_RECEIVE)
    _answer(step, StepState.ACCEPTED, answer, at)
    note_level(
        plan.family, step.to_level, reason=step.get_reason_display(), by=by, at=at, step=step
    )
    plan.level = step.to_level
    # The new helper meets the family soon: no later than a first review would be.
    soonest = latest_review(day_of(at), council().first_review_weeks)
    plan.review_due_on = min(plan.review_due_on, soonest)
    plan.save(update_fields=["level", "review_due_on", "updated_at"])
    lead = lead_of(plan)
    if hands_over_the_lead(step.to_level) and lead != step.receiver:
        _pass_the_lead(step, lead, by=by, at=at)
    end_grants(step.pk, by=by)
    _note(step, "step.accepted", by=by, at=at, to_level=step.to_level)
    _tell_all(_who_learns_of_acceptance(step, lead), step, by=by)
    return step


def _who_learns_of_acceptance(step, lead):
    """Who asked, and who led before: only a lead who handed over is to say goodbye."""
    if not hands_over_the_lead(step.to_level):
        return dict.fromkeys((step.sender, lead), "step_accepted_lead_stays")
    if lead == step.sender:
        return {lead: "step_accepted"}
    return {step.sender: "step_accepted_sender", lead: "lead_passed"}


def _pass_the_lead(step, former, *, by, at):
    """The receiver becomes lead, and what the former lead had still to do goes with the family."""
    family = step.plan.family
    allocate(
        family,
        role=InvolvementRole.LEAD,
        user=step.receiver,
        by=by,
        reason=step.get_reason_display(),
        happened_at=at,
        level=step.to_level,
        above_level=_("Asked and agreed: %s") % step.explanation,
    )
    if former is None:
        return
    theirs = Action.objects.to_do().filter(goal__plan=step.plan, owner_user=former)
    for action in theirs.select_for_update(of=("self",)):
        action.owner_user = step.receiver
        action.save(update_fields=["owner_user", "updated_at"])
        record("action.passed_on", by=by, about=action, family_id=family.pk)


@transaction.atomic
def decline_step(step, *, answer, by, happened_at=None):
    """The receiver says no, and why; whoever leads keeps the family."""
    at = moment(happened_at)
    plan, step = _lock_waiting(step, at)
    answer = words(answer, _("Enter why you cannot take the family on."))
    _answer(step, StepState.DECLINED, answer, at)
    end_grants(step.pk, by=by)
    _note(step, "step.declined", by=by, at=at)
    _tell_all(dict.fromkeys((step.sender, lead_of(plan)), "step_declined"), step, by=by)
    return step


@transaction.atomic
def withdraw_step(step, *, by, answer="", happened_at=None):
    """The step is taken back before anybody answered."""
    at = moment(happened_at)
    plan, step = _lock_waiting(step, at)
    _answer(step, StepState.WITHDRAWN, answer, at)
    end_grants(step.pk, by=by)
    _note(step, "step.withdrawn", by=by, at=at)
    tell(step.receiver, step, "step_withdrawn", by=by)
    _tell_all(dict.fromkeys((step.sender, lead_of(plan)), "step_taken_back"), step, by=by)
    return step


def _lock_waiting(step, at):
    """Plan first, then step: every action locks in this order. Read only after the lock."""
    plan = lock_open(step.plan)
    step = Step.objects.lock(step)
    if step.state != StepState.PROPOSED:
        raise Refused(
            _("This step has already been answered: %(state)s.")
            % {"state": step.get_state_display().lower()}
        )
    if at < step.happened_at:
        raise Refused(_("An answer cannot be dated before the question."))
    step.plan = plan
    return plan, step


def _answer(step, state, answer, at):
    step.state, step.answer, step.answered_at = state, answer.strip(), at
    step.save(update_fields=["state", "answer", "answered_at", "updated_at"])


def _note(step, verb, *, by, at, **facts):
    """One audit event and one line on the timeline."""
    record(verb, by=by, about=step, family_id=step.plan.family_id, **facts)
    summary = _("%(direction)s to %(level)s: %(state)s") % {
        "direction": step.get_direction_display(),
        "level": Level(step.to_level).label,
        "state": step.get_state_display().lower(),
    }
    note_event(
        step.plan.family,
        kind=EntryKind.STEP,
        summary=summary,
        by=by,
        source_id=step.pk,
        happened_at=at,
    )


def _tell_all(kinds, step, *, by):
    """{person: kind}: nobody learns what they have just done or are told as the receiver."""
    for person, kind in kinds.items():
        if person not in (None, by, step.receiver):
            tell(person, step, kind, by=by)


def tell(user, step, kind, *, by):
    """One message about a step to one person, without a word about the family."""
    notify(
        user,
        key=f"{kind}:{step.pk}:{user.pk}",
        kind=kind,
        by=by,
        about=step,
        family_id=step.plan.family_id,
        organisation=user.organisation,
        hub=str(step.plan.hub),
        when=step.due_at,
        link=step.get_absolute_url(),
    )
