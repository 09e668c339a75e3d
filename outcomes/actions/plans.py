"""A plan is opened, says what is strong, and ends."""

from django.db import transaction
from django.utils.translation import gettext as _

from families.actions import allocate, end_involvement, note_event
from families.models import EntryKind, Family, Involvement, InvolvementRole
from familyhubs.audit.log import record
from familyhubs.calendar.front_door import working_calendar
from familyhubs.council.current import council
from familyhubs.refusals import Refused

from ..levels import Level
from ..models import ClosureReason, Goal, Plan, Score, Step, StepState
from ..permissions import can_receive
from ..review_dates import latest_review, usual_review
from .conditions import day_of, lock_open, moment
from .levels import note_level

# These say how the goals came out, so each goal needs a last score; the others may not have one.
NEEDS_FINAL_SCORES = frozenset(
    {ClosureReason.OUTCOMES_MET, ClosureReason.PARTLY_MET, ClosureReason.SINGLE_AGENCY}
)


@transaction.atomic
def open_plan(family, *, level, by, review_due_on=None, strengths="", happened_at=None):
    """Open the family's plan, or join the one that is open (R092, R096)."""
    family, at = Family.objects.lock(family), moment(happened_at)
    if plan := Plan.objects.open().filter(family=family).first():
        return plan
    if level == Level.STATUTORY:
        raise Refused(_("Help at level 5 is led by children’s social care, without a plan here."))
    plan = Plan.objects.create(
        family=family,
        hub=family.hub,
        level=level,
        opened_at=at,
        strengths=strengths.strip(),
        review_due_on=_first_review(day_of(at), review_due_on),
    )
    record("plan.opened", by=by, about=plan, family_id=family.pk, level=level)
    note_level(family, level, reason=_("Plan opened"), by=by, at=at)
    note_event(
        family,
        kind=EntryKind.PLAN,
        summary=_("Plan opened: %(level)s") % {"level": Level(level).label},
        by=by,
        source_id=plan.pk,
        happened_at=at,
    )
    return plan


def _first_review(opened_on, given):
    weeks = council().first_review_weeks
    if given is None:
        return usual_review(opened_on, weeks, working_calendar().is_working_day)
    if not opened_on < given <= latest_review(opened_on, weeks):
        raise Refused(
            _("The first review must be within %(weeks)s weeks of opening the plan.")
            % {"weeks": weeks}
        )
    return given


@transaction.atomic
def write_strengths(plan, *, strengths, by, stood=None):
    """Say what is already going well: a plan starts from it (R107).

    `stood` is the mark of the words that the writer had before them; nobody else's are lost.
    """
    plan = lock_open(plan)
    if stood is not None and stood != plan.strengths_mark:
        raise Refused(
            _(
                "Something else was written since you opened this page. It stands above."
                " Put the two together, and save again."
            )
        )
    plan.strengths = strengths.strip()
    plan.save(update_fields=["strengths", "updated_at"])
    record("plan.strengths_written", by=by, about=plan, family_id=plan.family_id)
    return plan


@transaction.atomic
def close_plan(plan, *, reason, by, happened_at=None):
    """End the plan with a reason; its lead follows the family up afterwards (domain.md 2.10)."""
    at = moment(happened_at)
    plan = lock_open(plan, at)
    if reason not in ClosureReason:
        raise Refused(_("Select why the plan ends."))
    if Step.objects.waiting().filter(plan=plan).exists():
        raise Refused(_("A step is waiting for an answer. The plan can close after it."))
    if reason in NEEDS_FINAL_SCORES:
        _refuse_without_final_scores(plan)
    if reason == ClosureReason.STEPPED_UP:
        _refuse_unless_taken_over(plan)
    plan.closed_at, plan.closure_reason = at, reason
    plan.save(update_fields=["closed_at", "closure_reason", "updated_at"])
    record("plan.closed", by=by, about=plan, family_id=plan.family_id, closure=reason)
    _follow_up(plan, by=by, at=at)
    summary = _("Plan closed: %(reason)s") % {"reason": ClosureReason(reason).label}
    note_event(
        plan.family,
        kind=EntryKind.PLAN,
        summary=summary,
        by=by,
        source_id=plan.pk,
        happened_at=at,
    )
    return plan


def _refuse_without_final_scores(plan):
    """Every goal still open, or achieved, was scored again after its first score."""
    goals = Goal.objects.filter(plan=plan).exclude(state="stopped")
    scored = Score.objects.filter(goal__plan=plan, review__isnull=False).values("goal")
    if not goals.exists() or goals.exclude(pk__in=scored).exists():
        raise Refused(
            _("Score every goal in a last review first, or choose a reason that needs no score.")
        )


def _refuse_unless_taken_over(plan):
    accepted = Step.objects.filter(plan=plan, to_level=Level.STATUTORY, state=StepState.ACCEPTED)
    if not accepted.exists():
        raise Refused(
            _("Children’s social care has not taken over yet. Step up, and close once they accept.")
        )


def _follow_up(plan, *, by, at):
    """The lead keeps a follow-up view of the family and nothing more (access.md section 2)."""
    lead = Involvement.objects.current().leads().filter(family=plan.family).first()
    if lead is None:
        return
    user = lead.user
    end_involvement(lead, reason=_("Plan closed"), by=by, happened_at=at)
    # Somebody who has left or is barred follows nobody up, and is no reason to stay open.
    if not can_receive(user, plan.family):
        return
    allocate(
        plan.family,
        role=InvolvementRole.FOLLOW_UP,
        user=user,
        by=by,
        reason=_("Plan closed"),
        happened_at=at,
    )
