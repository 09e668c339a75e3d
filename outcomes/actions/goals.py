"""What the family wants to be different (R093, R098)."""

from django.db import transaction
from django.utils.translation import gettext as _

from families.actions import note_event
from families.models import EntryKind, FamilyMember
from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Goal, GoalState, Score
from .conditions import lock_open, moment, score, words


@transaction.atomic
def add_goal(
    plan,
    *,
    words: str,
    by,
    need=None,
    person=None,
    baseline=None,
    family_baseline=None,
    happened_at=None,
):
    """Agree a goal in the family's own words, with where they stand today (R093, R098)."""
    at = moment(happened_at)
    plan = lock_open(plan, at)
    said = _said(words)
    _refuse_unfit(plan, said, person, baseline, family_baseline)
    goal = Goal.objects.create(plan=plan, need=need, person=person, words=said, happened_at=at)
    record(
        "goal.added",
        by=by,
        about=goal,
        family_id=plan.family_id,
        need=need.pk if need else None,
        baseline=baseline,
    )
    if baseline is not None:
        given = {"value": baseline, "family_value": family_baseline}
        Score.objects.create(goal=goal, happened_at=at, scored_by=by, **given)
    note_event(
        plan.family,
        kind=EntryKind.PLAN,
        summary=_("A goal was agreed"),
        by=by,
        about=[person] if person else (),
        source_id=goal.pk,
        happened_at=at,
    )
    return goal


def _said(text):
    return words(text, _("Enter what the family wants to be different."))


def _refuse_unfit(plan, said, person, baseline, family_baseline):
    """Not twice, about somebody in the family, and with scores on the scale."""
    if Goal.objects.open().filter(plan=plan, words=said, person=person).exists():
        raise Refused(_("This goal is on the plan already."))
    members = FamilyMember.objects.current().filter(family=plan.family)
    if person is not None and not members.filter(person=person).exists():
        raise Refused(_("Choose somebody who is in this family now."))
    if score(baseline) is None and score(family_baseline) is not None:
        raise Refused(_("Add your own score beside the family’s score."))


@transaction.atomic
def finish_goal(goal, *, state, by, evidence="", happened_at=None):
    """The goal is achieved, or no longer one (R102)."""
    at = moment(happened_at)
    lock_open(goal.plan, at)
    goal = Goal.objects.lock(goal)
    if goal.state != GoalState.OPEN:
        raise Refused(_("This goal is already finished."))
    if state not in (GoalState.ACHIEVED, GoalState.STOPPED):
        raise Refused(_("Select what became of the goal."))
    goal.state, goal.evidence, goal.ended_at = state, evidence.strip(), at
    goal.save(update_fields=["state", "evidence", "ended_at", "updated_at"])
    record(f"goal.{state}", by=by, about=goal, family_id=goal.plan.family_id)
    return goal
