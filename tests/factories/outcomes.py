"""Plans, goals, scores and steps."""

from datetime import UTC, date, datetime

import factory
from factory.django import DjangoModelFactory

from .accounts import UserFactory
from .families import FamilyFactory
from .hubs import LONG_AGO


class PlanFactory(DjangoModelFactory):
    class Meta:
        model = "outcomes.Plan"

    family = factory.SubFactory(FamilyFactory)
    hub = factory.SelfAttribute("family.hub")
    level = 3
    opened_at = LONG_AGO
    review_due_on = date(2026, 1, 5)


class GoalFactory(DjangoModelFactory):
    class Meta:
        model = "outcomes.Goal"

    plan = factory.SubFactory(PlanFactory)
    words = "Bedtimes that do not end in shouting"


class ActionFactory(DjangoModelFactory):
    class Meta:
        model = "outcomes.Action"

    goal = factory.SubFactory(GoalFactory)
    what = "Bring the bedtime chart"
    owner_user = factory.SubFactory(UserFactory)
    due_on = date(2026, 1, 5)


class ReviewFactory(DjangoModelFactory):
    class Meta:
        model = "outcomes.Review"

    plan = factory.SubFactory(PlanFactory)
    happened_at = datetime(2020, 3, 1, tzinfo=UTC)
    due_on = date(2020, 3, 1)
    summary = "Going well"
    next_due_on = date(2020, 5, 1)
    led_by = factory.SubFactory(UserFactory)


class ScoreFactory(DjangoModelFactory):
    class Meta:
        model = "outcomes.Score"

    goal = factory.SubFactory(GoalFactory)
    happened_at = LONG_AGO
    value = 4
    scored_by = factory.SubFactory(UserFactory)


class StepFactory(DjangoModelFactory):
    class Meta:
        model = "outcomes.Step"

    plan = factory.SubFactory(PlanFactory)
    direction = "down"
    from_level = 3
    to_level = 2
    reason = "outcomes_met"
    explanation = "The plan has done its work"
    sender = factory.SubFactory(UserFactory)
    receiver = factory.SubFactory(UserFactory)
    happened_at = LONG_AGO
    due_at = datetime(2020, 1, 8, tzinfo=UTC)
