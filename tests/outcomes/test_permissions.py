"""Who may open which page of a plan: one table, page by role (access.md sections 3, 5, 6)."""

import re
from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import Event
from hubs.models import DutyShift
from outcomes import actions
from outcomes.models import Action, Goal, LevelChange, Plan, Review, Score, Step
from tests.factories.accounts import PartnerFactory
from tests.factories.families import (
    AgreementFactory,
    ConflictFactory,
    InvolvementFactory,
    SharingAgreementFactory,
)
from tests.factories.hubs import MembershipFactory
from tests.factories.outcomes import ActionFactory, GoalFactory, ReviewFactory

READS, WRITES, UNSEEN, NO = 200, 200, 404, 403
ROLES = [
    "worker",
    "second_worker",
    "manager",
    "safeguarding_lead",
    "teacher",
    "partner_lead",
    "receiver",
    "stranger",
    "triage_officer",
    "front_desk",
    "commissioner",
    "administrator",
]
WRITING = [200, 200, 200, 403, 403, 200, 404, 404, 404, 404, 404, 404]
# A receiver of an open step sees the goals of the pack, and changes none.
WRITING_ON_A_GOAL = [200, 200, 200, 403, 403, 200, 403, 404, 404, 404, 404, 404]
TABLE = {
    "plan": [200, 200, 200, 200, 200, 200, 404, 404, 404, 404, 404, 404],
    "family_copy": [200, 200, 200, 200, 403, 200, 404, 404, 404, 404, 404, 404],
    "strengths": WRITING,
    "level": WRITING,
    "close": WRITING,
    "review": WRITING,
    "add_goal": WRITING,
    "propose_step": WRITING,
    "add_action": WRITING_ON_A_GOAL,
    "finish_goal": WRITING_ON_A_GOAL,
    "finish_action": WRITING_ON_A_GOAL,
    "step": [200, 200, 200, 200, 404, 200, 200, 404, 404, 404, 404, 404],
}


@pytest.fixture
def somebody(request, family, worker, colleague, hub):
    """A person by the name of their role; partner leads and receivers are made here."""

    def find(role):
        if role == "partner_lead":
            user = PartnerFactory()
            MembershipFactory(user=user, role="partner")
            SharingAgreementFactory(organisation=user.organisation)
            family.involvements.filter(role="lead").update(ends_at=timezone.now())
            InvolvementFactory(family=family, user=user, role="lead", starts_at=timezone.now())
            return user
        if role == "second_worker":
            user = MembershipFactory(role="practitioner", hub=hub).user
            InvolvementFactory(family=family, user=user)
            return user
        return colleague if role == "receiver" else request.getfixturevalue(role)

    return find


@pytest.fixture
def rows(plan, goal, step, worker):
    due = timezone.localdate() + timedelta(days=7)
    action = actions.add_action(goal, what="Ring", due_on=due, owner_user=worker, by=worker)
    return {"plan": plan, "goal": goal, "action": action, "step": step}


def address(page, rows):
    about = {"add_action": "goal", "finish_goal": "goal", "finish_action": "action", "step": "step"}
    return reverse(f"outcomes:{page}", args=[rows[about.get(page, "plan")].pk])


@pytest.mark.parametrize("role", ROLES)
def test_page_by_role(client, rows, somebody, role):
    client.force_login(somebody(role))
    found = {page: client.get(address(page, rows)).status_code for page in TABLE}
    assert found == {page: codes[ROLES.index(role)] for page, codes in TABLE.items()}


@pytest.mark.parametrize("page", TABLE)
def test_an_unseen_plan_answers_like_none(client, rows, stranger, page):
    client.force_login(stranger)
    real = client.get(address(page, rows))
    unreal = client.get(reverse(f"outcomes:{page}", args=[uuid4()]))
    assert (real.status_code, _without_token(real)) == (unreal.status_code, _without_token(unreal))


def _without_token(answer):
    """The page less the token that differs on every page."""
    return re.sub(rb'name="csrfmiddlewaretoken" value="\w+"', b"", answer.content)


@pytest.mark.parametrize("role", ["safeguarding_lead", "teacher", "receiver", "stranger"])
def test_who_may_not_write_cannot_post_either(client, rows, somebody, role):
    before = _everything()
    client.force_login(somebody(role))
    for page in ("strengths", "level", "close", "review", "add_goal", "propose_step"):
        assert client.post(address(page, rows), {"strengths": "x"}).status_code in (403, 404)
    for page in ("add_action", "finish_goal", "finish_action"):
        answer = client.post(address(page, rows), {"state": "done", "what": "x"})
        assert answer.status_code in (403, 404)
    assert _everything() == before


def _everything():
    return [
        sorted(model.objects.values_list("pk", "updated_at"))
        for model in (Plan, Goal, Action, Review, Score, Step, LevelChange)
    ]


def test_a_partner_reports_on_their_own_action_only(client, rows, teacher, worker):
    due = timezone.localdate() + timedelta(days=7)
    own = actions.add_action(rows["goal"], what="Watch", due_on=due, owner_user=teacher, by=worker)
    client.force_login(teacher)
    url = reverse("outcomes:finish_action", args=[own.pk])
    assert client.post(url, {"state": "done"}).status_code == 302
    own.refresh_from_db()
    assert own.state == "done"
    assert client.post(address("finish_action", rows), {"state": "done"}).status_code == 403


def test_a_partner_sees_goals_about_covered_people_only(client, plan, worker, teacher, ada, tobi):
    for person, words in ((ada, "Private goal"), (tobi, "Tobi talks"), (None, "All of us")):
        actions.add_goal(plan, words=words, person=person, baseline=4, by=worker)
    client.force_login(teacher)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "Tobi talks" in page
    assert "All of us" not in page
    assert "Private goal" not in page
    assert plan.strengths not in page


def test_an_uncovered_owner_stays_unnamed(client, plan, goal, worker, teacher, ada):
    due = timezone.localdate() + timedelta(days=7)
    actions.add_action(goal, what="Read", due_on=due, owner_person=ada, by=worker)
    client.force_login(teacher)
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "Read" in page
    assert "Ada" not in page


def test_a_bar_is_stronger_than_a_lead(client, rows, family, worker):
    ConflictFactory(family=family, user=worker)
    client.force_login(worker)
    assert client.get(address("plan", rows)).status_code == 404


def test_only_the_receiver_answers(client, rows, manager, worker):
    for user in (manager, worker):
        client.force_login(user)
        answer = client.post(address("step", rows), {"decision": "accept"})
        assert answer.status_code == 403
    rows["step"].refresh_from_db()
    assert rows["step"].state == "proposed"


def test_reading_a_plan_is_an_event(client, rows, worker):
    client.force_login(worker)
    client.get(address("plan", rows))
    event = Event.objects.get(verb="plan.seen")
    assert (event.about_id, event.family_id) == (rows["plan"].pk, rows["plan"].family_id)


@pytest.mark.parametrize("page", ["plan", "family_copy", "step", "add_action", "finish_action"])
def test_a_reading_on_duty_is_marked_in_the_log_and_on_the_page(client, rows, worker, page):
    on_duty = MembershipFactory(role="practitioner").user
    for user in (on_duty, worker):
        DutyShift.objects.create(user=user, hub=rows["plan"].hub)
    client.force_login(on_duty)
    shown = client.get(address(page, rows)).content.decode()
    assert "because you are on duty" in shown
    assert Event.objects.looks().get().verb.endswith(".seen_on_duty")
    client.force_login(worker)
    assert "because you are on duty" not in client.get(address(page, rows)).content.decode()
    assert not Event.objects.looks().latest("pk").verb.endswith("_on_duty")


@pytest.mark.parametrize("method", ["post", "options"])
@pytest.mark.parametrize("page", ["plan", "family_copy"])
def test_what_is_only_read_answers_no_other_method(client, rows, worker, page, method):
    client.force_login(worker)
    answer = getattr(client, method)(address(page, rows))
    assert answer.status_code == 405
    assert rows["plan"].strengths not in answer.content.decode()


def test_list_and_page_agree(client, rows, somebody):
    for role in ("worker", "manager", "teacher", "stranger", "triage_officer"):
        user = somebody(role)
        client.force_login(user)
        listed = rows["plan"].get_absolute_url() in client.get("/plans/").content.decode()
        assert listed == (client.get(address("plan", rows)).status_code == 200), role


@pytest.mark.parametrize("model", [Plan, Goal, Action, Review, Score, Step, LevelChange])
@pytest.mark.parametrize("role", ["stranger", "commissioner", "administrator", "front_desk"])
def test_no_door_opens_for_those_without_a_ground(rows, somebody, role, model):
    assert model.objects.exists() or model is Review
    assert not model.objects.visible_to(somebody(role)).exists()


@pytest.mark.parametrize("role", ROLES)
def test_the_short_way_into_a_plan_shows_what_the_door_shows(rows, somebody, role, ada, tobi):
    user, plan = somebody(role), rows["plan"]
    for person in (ada, tobi):
        GoalFactory(plan=plan, person=person, words=f"About {person}")
    ActionFactory(goal=plan.goals.get(person=ada), owner_user=user)
    ReviewFactory(plan=plan)
    opened = Plan.objects.visible_to(user).for_page(user).filter(pk=plan.pk).first() or plan
    for model in (Goal, Action, Review, Step):
        short = set(model.objects.in_plan(opened, user))
        path = {model.objects.all().plan_path: plan}
        assert short == set(model.objects.filter(**path).visible_to(user)), model
    mine = Action.objects.own(user)
    assert set(mine) <= set(Action.objects.visible_to(user).filter(owner_user=user))
    assert set(Plan.objects.few_visible_to(user)) == set(Plan.objects.visible_to(user))


def test_the_short_way_is_shut_to_anybody_else(rows, worker, stranger):
    opened = Plan.objects.visible_to(worker).for_page(worker).get()
    assert Goal.objects.in_plan(opened, worker).exists()
    assert not Goal.objects.in_plan(opened, stranger).exists()


def test_a_goal_of_the_whole_family_reaches_a_partner_once_everybody_is_covered(
    family, teacher, school, ada
):
    """About nobody in particular means about everybody (access.md B)."""
    goal = GoalFactory(plan__family=family, person=None)
    assert not Goal.objects.visible_to(teacher).filter(pk=goal.pk).exists()
    AgreementFactory(family=family, person=ada, organisation=school)
    assert Goal.objects.visible_to(teacher).filter(pk=goal.pk).exists()


def test_a_partners_hand_over_names_only_whom_the_family_agreed_to(
    client, plan, goal, worker, teacher, ada
):
    due = timezone.localdate() + timedelta(days=7)
    actions.add_action(goal, what="Read", due_on=due, owner_person=ada, by=worker)
    actions.set_level(plan.family, to_level=4, reason="Ada drinks again", by=worker)
    given = {"to_level": 2, "reason": "outcomes_met", "explanation": "Calm", "by": worker}
    step = actions.propose_step(plan, receiver=teacher, **given)
    client.force_login(teacher)
    pack = client.get(step.get_absolute_url()).content.decode()
    assert "Read: Somebody in the family" in pack
    assert "Ada" not in pack
    client.force_login(worker)
    pack = client.get(step.get_absolute_url()).content.decode()
    assert "Read: Ada Okafor" in pack
    assert "Ada drinks again" in pack
