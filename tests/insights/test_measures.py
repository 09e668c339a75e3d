"""What the SQL counts, held against the rule in Python and against the clock."""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from django.db import connections
from django.db.utils import ProgrammingError

from families.models import Family
from familyhubs.insights.measures import OUTCOMES, REQUESTS, counts, open_plans, waiting_steps
from familyhubs.insights.periods import year_of
from outcomes.models import Goal, Plan, Score
from outcomes.results import family_result, goal_change, months_later
from referrals.models import Referral
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.outcomes import PlanFactory, ReviewFactory, StepFactory

from .world import asked

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reporting"])
LONDON = ZoneInfo("Europe/London")
START, END = date(2021, 4, 1), date(2025, 4, 1)


def random_families(random, hubs):
    """Plans with goals and scores at any hour of four years."""
    by = UserFactory()
    scores = []
    for n in range(40):
        family = Family.objects.create(
            name=f"F{n}", hub=hubs[0], first_known_at=datetime(2020, 1, 1, tzinfo=UTC)
        )
        for _ in range(random.choice([1, 1, 2, 3])):
            opened = datetime(2021, 1, 1, tzinfo=UTC) + timedelta(hours=random.randrange(26_000))
            plan = PlanFactory(
                family=family,
                hub=random.choice(hubs),
                opened_at=opened,
                closed_at=opened,
                closure_reason="outcomes_met",
            )
            scores += random_scores(random, plan, opened, by)
    Score.objects.bulk_create(scores)


def random_scores(random, plan, opened, by):
    for _ in range(random.choice([0, 1, 1, 2, 3])):
        goal = Goal.objects.create(plan=plan, words="Sleep")
        for nth in range(random.choice([0, 1, 2, 2, 3, 4])):
            at = opened + timedelta(seconds=random.randrange(300 * 24 * 3600))
            review = review_on(plan, at, by) if nth else None
            yield Score(
                goal=goal, review=review, happened_at=at, value=random.randint(3, 6), scored_by=by
            )


def review_on(plan, at, by):
    following = at.date() + timedelta(days=60)
    return ReviewFactory(
        plan=plan, happened_at=at, due_on=at.date(), next_due_on=following, led_by=by
    )


def by_the_rule():
    """The same counts by outcomes/results.py, family by family."""
    cohort = {}
    for plan in Plan.objects.all():
        goals = [list(goal.scores.values_list("happened_at", "value")) for goal in plan.goals.all()]
        moments = [at for scores in goals for at, _ in scores]
        if not moments:
            continue
        until = months_later(min(moments), 6)
        local = until.astimezone(LONDON).date()
        if START <= local < END:
            key = (plan.family_id, year_of(local))
            cohort[key] = min(cohort.get(key, (until, plan)), (until, plan), key=lambda c: c[0])
    return Counter(result_of_plan(until, plan) for until, plan in cohort.values())


def result_of_plan(until, plan):
    changes = [
        goal_change([s for s in goal.scores.values_list("happened_at", "value") if s[0] <= until])
        for goal in plan.goals.all()
    ]
    month = until.astimezone(LONDON).date().replace(day=1)
    return month, plan.hub_id, str(family_result(changes) or "none")


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_sql_agrees_with_the_rule_for_every_family(seed):
    hubs = [HubFactory(), HubFactory()]
    random_families(Random(seed), hubs)
    expected = by_the_rule()
    assert {result for _, _, result in expected} == {"improved", "same", "worse", "none"}
    assert counts(OUTCOMES, START, END) == expected
    for hub in hubs:
        assert counts(OUTCOMES, START, END, hub) == Counter(
            {key: count for key, count in expected.items() if key[1] == hub.pk}
        )


def test_requests_are_counted_in_the_month_of_our_own_clock():
    """Half past midnight on 1 July in London is still June in UTC."""
    hub = HubFactory()
    asked(hub, date(2024, 6, 30), 1, level=4)
    hub_requests = counts(REQUESTS, date(2024, 4, 1), date(2025, 4, 1))
    assert hub_requests == {(date(2024, 6, 1), hub.pk, "4"): 1}
    Referral.objects.update(happened_at=datetime(2024, 6, 30, 23, 30, tzinfo=UTC), level=None)
    assert counts(REQUESTS, date(2024, 4, 1), date(2025, 4, 1)) == {
        (date(2024, 7, 1), hub.pk, "0"): 1
    }
    assert counts(REQUESTS, date(2024, 4, 1), date(2024, 7, 1)) == {}


def test_what_stands_beside():
    plan = PlanFactory(level=4)
    PlanFactory(family__hub=plan.hub, closed_at=plan.opened_at, closure_reason="outcomes_met")
    PlanFactory()
    StepFactory(plan=plan)
    StepFactory(plan=PlanFactory(family__hub=plan.hub), due_at=datetime(2090, 1, 1, tzinfo=UTC))
    assert open_plans(plan.hub) == {"4": 1, "3": 1}
    assert waiting_steps(plan.hub) == (1, 1)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT name FROM families_family",
        "SELECT words FROM outcomes_goal",
        "SELECT contact_name FROM referrals_referral",
        "SELECT story FROM referrals_referral",
        "SELECT * FROM families_person",
        "DELETE FROM outcomes_score",
    ],
)
def test_figures_are_read_by_a_role_that_can_read_no_person(query):
    with connections["reporting"].cursor() as cursor, pytest.raises(Exception) as refusal:  # noqa: PT011
        cursor.execute(query)
    assert isinstance(refusal.value, ProgrammingError) or "read-only" in str(refusal.value)
