"""What must always be true, tried past the actions."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from outcomes.models import Action, Goal, Heading, LevelChange, Need, Plan, Review, Score, Step
from tests.factories.accounts import UserFactory
from tests.factories.families import PersonFactory
from tests.factories.hubs import LONG_AGO
from tests.factories.outcomes import (
    ActionFactory,
    GoalFactory,
    PlanFactory,
    ReviewFactory,
    ScoreFactory,
    StepFactory,
)

FUTURE = timezone.now() + timedelta(days=2)
BREAKS = [
    ("plan_closed_with_reason", PlanFactory, {"closed_at": LONG_AGO}),
    ("plan_closed_with_reason", PlanFactory, {"closure_reason": "moved"}),
    (
        "plan_closes_after_opening",
        PlanFactory,
        {"closed_at": datetime(2019, 1, 1, tzinfo=UTC), "closure_reason": "moved"},
    ),
    ("plan_not_opened_in_the_future", PlanFactory, {"opened_at": FUTURE}),
    ("goal_has_words", GoalFactory, {"words": ""}),
    ("goal_not_in_the_future", GoalFactory, {"happened_at": FUTURE}),
    ("goal_ended_iff_not_open", GoalFactory, {"state": "achieved"}),
    ("goal_ended_iff_not_open", GoalFactory, {"ended_at": LONG_AGO}),
    ("action_has_one_owner", ActionFactory, {"owner_user": None}),
    ("action_done_iff_dated", ActionFactory, {"state": "done"}),
    ("action_says_what", ActionFactory, {"what": ""}),
    ("action_not_in_the_future", ActionFactory, {"happened_at": FUTURE}),
    ("review_not_in_the_future", ReviewFactory, {"happened_at": FUTURE, "next_due_on": date.max}),
    ("review_sets_a_later_date", ReviewFactory, {"next_due_on": date(2020, 3, 1)}),
    ("score_one_to_ten", ScoreFactory, {"value": 0}),
    ("score_one_to_ten", ScoreFactory, {"value": 11}),
    ("score_of_family_one_to_ten", ScoreFactory, {"family_value": 11}),
    ("score_not_in_the_future", ScoreFactory, {"happened_at": FUTURE}),
    ("step_goes_its_way", StepFactory, {"to_level": 4}),
    ("step_goes_its_way", StepFactory, {"to_level": 3}),
    ("step_reason_fits_its_way", StepFactory, {"reason": "harm"}),
    ("step_answered_iff_decided", StepFactory, {"state": "accepted"}),
    ("step_answered_iff_decided", StepFactory, {"answered_at": LONG_AGO}),
    ("step_declined_says_why", StepFactory, {"state": "declined", "answered_at": LONG_AGO}),
    ("step_says_why", StepFactory, {"explanation": ""}),
    (
        "step_answered_after_it_was_proposed",
        StepFactory,
        {"state": "accepted", "answered_at": datetime(2019, 1, 1, tzinfo=UTC)},
    ),
    ("step_not_in_the_future", StepFactory, {"happened_at": FUTURE}),
]


def breaks(name, make):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make()


@pytest.mark.parametrize(("name", "factory", "values"), BREAKS, ids=[b[0] for b in BREAKS])
def test_the_database_refuses(db, name, factory, values):
    breaks(name, lambda: factory(**values))


def test_one_open_plan_for_a_family(db):
    plan = PlanFactory()
    breaks("plan_one_open_per_family", lambda: PlanFactory(family=plan.family))


def test_one_score_for_a_goal_in_a_review_and_one_baseline(db):
    goal = GoalFactory()
    review = ReviewFactory(plan=goal.plan)
    ScoreFactory(goal=goal, review=review)
    ScoreFactory(goal=goal)
    breaks("score_one_per_review", lambda: ScoreFactory(goal=goal, review=review))
    breaks("score_one_baseline_per_goal", lambda: ScoreFactory(goal=goal))


def test_two_owners_are_refused(db):
    breaks("action_has_one_owner", lambda: ActionFactory(owner_person=PersonFactory()))


def test_one_open_step_for_a_plan_and_never_to_oneself(db):
    step = StepFactory()
    breaks("step_one_open_per_plan", lambda: StepFactory(plan=step.plan))
    breaks(
        "step_goes_to_somebody_else",
        lambda: StepFactory(receiver=step.sender, sender=step.sender),
    )


def test_a_level_change_changes_the_level(db):
    given = {"family": PlanFactory().family, "decided_by": UserFactory(), "reason": "Calm"}
    breaks(
        "level_change_changes",
        lambda: LevelChange.objects.create(happened_at=LONG_AGO, from_level=2, to_level=2, **given),
    )
    breaks(
        "level_change_not_in_the_future",
        lambda: LevelChange.objects.create(happened_at=FUTURE, to_level=2, **given),
    )


def test_the_framework_is_there_whole(db):
    assert Heading.objects.count() == 10
    assert Need.objects.count() == 33
    assert Need.objects.get(code="10.2").heading.name == "Financial stability"
    assert {need.code.split(".")[0] for need in Need.objects.all()} == {
        str(n) for n in range(1, 11)
    }


@pytest.mark.parametrize("model", [Plan, Goal, Action, Review, Score, Step, LevelChange])
def test_every_row_keeps_its_history(db, model, owner):
    table = model._meta.db_table.lower() + "event"
    triggers = owner.execute(
        "SELECT count(*) FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal",
        [model._meta.db_table],
    )
    assert triggers.fetchone()[0] >= 3
    assert owner.execute(f"SELECT count(*) FROM {table}").fetchone()
