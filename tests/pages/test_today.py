"""The staff home: what waits for whom, and nothing of anybody else's."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from outcomes import actions
from outcomes.models import Plan, Step
from tests.cast import somebody
from tests.factories.accounts import UserFactory
from tests.factories.families import (
    ConflictFactory,
    FamilyFactory,
    GrantFactory,
    InvolvementFactory,
    ToDoFactory,
)
from tests.factories.hubs import HubFactory
from tests.factories.outcomes import ActionFactory, GoalFactory, PlanFactory, StepFactory
from tests.factories.referrals import ReferralFactory


def today(client, user):
    client.force_login(user)
    return client.get(reverse("pages:today"))


def words(client, user):
    return today(client, user).content.decode().split("<main")[1].split("</main")[0]


@pytest.fixture
def plan(family, worker):
    plan = actions.open_plan(family, level=3, by=worker)
    Plan.objects.update(review_due_on=timezone.localdate() - timedelta(days=10))
    return plan


@pytest.fixture
def step(plan, worker, colleague):
    return actions.propose_step(
        plan, to_level=2, reason="outcomes_met", explanation="Calm", receiver=colleague, by=worker
    )


def test_a_worker_sees_their_overdue_review_and_their_actions(client, plan, worker):
    goal = GoalFactory(plan=plan)
    ActionFactory(goal=goal, what="Ring the school", owner_user=worker)
    ActionFactory(goal=goal, what="Somebody else’s work")
    page = words(client, worker)
    assert "Okafor" in page
    assert "overdue by" in page
    assert "Ring the school" in page
    assert "Somebody else" not in page


def test_what_is_far_away_is_not_for_today(client, plan, worker):
    Plan.objects.update(review_due_on=timezone.localdate() + timedelta(days=15))
    page = words(client, worker)
    assert "No review is due in the next two weeks" in page


def test_a_receiver_sees_who_waits_for_them_and_the_sender_whom_they_wait_for(
    client, step, worker, colleague
):
    assert "Colleagues wait for your answer" in words(client, colleague)
    page = words(client, worker)
    assert "Your hand-overs wait for an answer" in page
    assert colleague.full_name in page


def test_a_manager_sees_what_is_late_at_their_hub_only(client, plan, manager):
    assert "Okafor" in words(client, manager)
    elsewhere = words(client, somebody("manager", hub=HubFactory()))
    assert "Okafor" not in elsewhere
    assert "No review is overdue" in elsewhere


def test_a_barred_manager_sees_nothing_of_the_family(client, plan, family, manager):
    ConflictFactory(family=family, user=manager)
    assert "Okafor" not in words(client, manager)


def test_a_triage_officer_sees_how_many_requests_wait(client, hub, triage_officer):
    ReferralFactory(hub=hub)
    ReferralFactory(hub=hub)
    ReferralFactory(hub=HubFactory())
    page = words(client, triage_officer)
    assert "2 requests wait for a decision" in page
    assert reverse("referrals:queue") in page


def test_what_does_not_fit_is_one_click_away(client, family, worker, colleague, manager):
    for _ in range(12):
        other = FamilyFactory(hub=family.hub)
        InvolvementFactory(family=other, user=worker, role="lead")
        ToDoFactory(family=other, owner=worker)
        StepFactory(plan__family=other, sender=worker, receiver=colleague)
        GrantFactory(family=other, kind="receiver", user=colleague)
    steps = {step.get_absolute_url() for step in Step.objects.all()}
    # Tasks and what was sent; what waits for an answer; what nobody answers.
    for user, lists in ((worker, 2), (colleague, 1), (manager, 1)):
        few = words(client, user)
        assert few.count('href="?all=1"') == lists
        assert sum(address in few for address in steps) == 10
        every = client.get(reverse("pages:today"), {"all": "1"}).content.decode()
        assert "?all" not in every
        assert all(address in every for address in steps)


def test_notices_stand_beside(client, step, colleague):
    assert "You are asked to take a family on" in words(client, colleague)


def test_a_commissioner_goes_to_the_figures(client, commissioner):
    assert today(client, commissioner)["Location"] == reverse("insights:overview")


def test_an_administrator_goes_to_the_settings(client, administrator):
    assert today(client, administrator)["Location"] == reverse("pages:settings")


def test_who_has_no_role_is_told_what_to_do(client, db):
    assert "Your account has no role" in words(client, UserFactory())


@pytest.mark.parametrize(
    "role", ["worker", "manager", "safeguarding_lead", "triage_officer", "teacher"]
)
def test_no_more_than_sixteen_queries_however_much_there_is(client, request, family, hub, role):
    user = request.getfixturevalue(role)
    for _ in range(12):
        other = FamilyFactory(hub=hub)
        InvolvementFactory(family=other, user=user, role="lead")
        goal = GoalFactory(plan=PlanFactory(family=other))
        ActionFactory(goal=goal, owner_user=user)
        ReferralFactory(hub=hub)
    today(client, user)
    with CaptureQueriesContext(connection) as captured:
        assert today(client, user).status_code == 200
    sql = [query["sql"] for query in captured.captured_queries]
    # Signing in, and the test's own savepoint and actor, are not the page's.
    start = next(i for i, one in enumerate(sql) if "SELECT set_config" in one)
    asked = [one[:70] for one in sql[start:] if "SAVEPOINT" not in one][:-1]
    assert len(asked) + 3 <= 15, asked
