"""A plan's pages by hand: the whole journey, what is typed wrong, the number of queries."""

from datetime import date, timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from outcomes import actions
from outcomes.models import Action, Goal, Plan, Review, Step
from tests.factories.outcomes import ActionFactory, GoalFactory, ReviewFactory, ScoreFactory

JUNK = ["\x00", "x" * 100_000, "' OR 1=1 --", "<script>", "१२", "-1", "1e9", "nan"]


def day(name, value):
    parts = (value.day, value.month, value.year)
    return dict(zip((f"{name}_day", f"{name}_month", f"{name}_year"), parts, strict=True))


@pytest.fixture
def as_worker(client, worker):
    client.force_login(worker)
    return client


def post(client, name, pk, **values):
    return client.post(reverse(f"outcomes:{name}", args=[pk]), values)


def in_weeks(weeks):
    return timezone.localdate() + timedelta(weeks=weeks)


def test_the_whole_journey(as_worker, family, worker, colleague, ada):
    client = as_worker
    opened = post(
        client,
        "open",
        family.pk,
        level=3,
        strengths="Ada sings",
        **day("review_due_on", in_weeks(4)),
    )
    plan = Plan.objects.get()
    assert opened["Location"] == plan.get_absolute_url()

    post(
        client, "add_goal", plan.pk, words="Calm bedtimes", need="5.1", baseline=3,
        family_baseline=2,
    )  # fmt: skip
    goal = Goal.objects.get()
    post(
        client,
        "add_action",
        goal.pk,
        what="Read a story",
        owner=f"person-{ada.pk}",
        **day("due_on", in_weeks(1)),
    )
    action = Action.objects.get()
    assert action.owner == ada

    said = client.post(
        reverse("outcomes:finish_action", args=[action.pk]), {"state": "done"}, follow=True
    )
    assert "Done: “Read a story”" in said.content.decode()
    post(client, "undo_action", action.pk)
    action.refresh_from_db()
    assert action.state == "to_do"

    post(
        client,
        "review",
        plan.pk,
        summary="Much calmer",
        **{f"ours_{goal.pk}": 6, f"theirs_{goal.pk}": 7},
        **day("next_due_on", in_weeks(8)),
    )
    page = client.get(plan.get_absolute_url()).content.decode()
    assert "Improved by 3" in page
    assert "Much calmer" in page

    post(
        client,
        "propose_step",
        plan.pk,
        to_level=2,
        reason="outcomes_met",
        explanation="Bedtimes are calm",
        family_view="We manage",
        receiver=colleague.pk,
    )
    step = Step.objects.get()
    client.force_login(colleague)
    pack = client.get(step.get_absolute_url()).content.decode()
    for word in ("Bedtimes are calm", "We manage", "Calm bedtimes", "Read a story", "Ada"):
        assert word in pack, word
    accepted = client.post(step.get_absolute_url(), {"decision": "accept"}, follow=True)
    assert "The family is with you now" in accepted.content.decode()
    plan.refresh_from_db()
    assert plan.level == 2
    client.force_login(worker)
    assert client.get(plan.get_absolute_url()).status_code == 404


def test_the_second_press_of_accept_is_told_so(client, step, colleague):
    client.force_login(colleague)
    client.post(step.get_absolute_url(), {"decision": "accept"})
    again = client.post(step.get_absolute_url(), {"decision": "accept"})
    assert "already been answered" in again.content.decode()


def test_who_takes_on_level_five_is_told_who_leads(client, plan, worker, safeguarding_lead):
    given = {"to_level": 5, "reason": "harm", "explanation": "A bruise", "by": worker}
    step = actions.propose_step(plan, receiver=safeguarding_lead, **given)
    client.force_login(safeguarding_lead)
    page = client.post(step.get_absolute_url(), {"decision": "accept"}, follow=True)
    assert "The family is with you now" not in page.content.decode()
    assert "The lead practitioner stays with the family" in page.content.decode()


def test_declining_needs_a_reason(client, step, colleague):
    client.force_login(colleague)
    page = client.post(step.get_absolute_url(), {"decision": "decline", "why": " "})
    assert "Enter why you cannot take the family on" in page.content.decode()
    done = client.post(step.get_absolute_url(), {"decision": "decline", "why": "Full"})
    assert done["Location"] == reverse("pages:today")


def test_the_sender_can_withdraw(as_worker, step):
    post(as_worker, "withdraw_step", step.pk)
    step.refresh_from_db()
    assert step.state == "withdrawn"
    page = as_worker.post(reverse("outcomes:withdraw_step", args=[step.pk]), follow=True)
    assert "already been answered" in page.content.decode()


def test_a_plan_with_goals_closes_after_a_last_score(as_worker, plan, goal):
    page = post(as_worker, "close", plan.pk, reason="outcomes_met")
    assert "Score every goal in a last review first" in page.content.decode()
    assert post(as_worker, "close", plan.pk, reason="moved").status_code == 302


def test_the_level_changes_on_its_page(as_worker, plan):
    post(as_worker, "level", plan.pk, to_level=4, reason="Two schools are involved")
    plan.refresh_from_db()
    assert plan.level == 4


def test_a_goal_is_finished_with_what_shows_it(as_worker, goal):
    page = post(as_worker, "finish_goal", goal.pk, state="achieved")
    assert "Enter what shows that it is achieved" in page.content.decode()
    post(as_worker, "finish_goal", goal.pk, state="achieved", evidence="Three calm weeks")
    goal.refresh_from_db()
    assert (goal.state, goal.evidence) == ("achieved", "Three calm weeks")


def test_strengths_come_first_and_in_the_familys_copy(as_worker, plan, goal):
    given = {"strengths": "Grandma lives next door", "stood": plan.strengths_mark}
    post(as_worker, "strengths", plan.pk, **given)
    page = as_worker.get(plan.get_absolute_url()).content.decode()
    assert page.index("Grandma lives next door") < page.index(goal.words)
    copy = as_worker.get(reverse("outcomes:family_copy", args=[plan.pk])).content.decode()
    assert "Grandma lives next door" in copy
    for jargon in ("Level 3", "score", "practitioner"):
        assert jargon not in copy.split("<main")[1].split("</main")[0]


def test_a_stale_form_of_strengths_keeps_what_was_typed_and_shows_what_stands(
    as_worker, plan, manager
):
    form = as_worker.get(reverse("outcomes:strengths", args=[plan.pk])).context["form"]
    actions.write_strengths(plan, strengths="Grandma helps", by=manager)
    given = {"strengths": "Ada cooks", "stood": form["stood"].value()}
    page = post(as_worker, "strengths", plan.pk, **given)
    shown = page.content.decode()
    for words in ("written since you opened this page", "Grandma helps", "Ada cooks"):
        assert words in shown
    given = {
        "strengths": "Ada cooks, Grandma helps",
        "stood": page.context["form"]["stood"].value(),
    }
    assert post(as_worker, "strengths", plan.pk, **given).status_code == 302
    plan.refresh_from_db()
    assert plan.strengths == "Ada cooks, Grandma helps"


@pytest.mark.parametrize("stood", ["", "x" * 5000])
def test_a_form_of_strengths_without_its_mark_overwrites_nothing(as_worker, plan, stood):
    page = post(as_worker, "strengths", plan.pk, strengths="Mine", stood=stood)
    assert page.status_code == 200
    plan.refresh_from_db()
    assert plan.strengths == "Ada sings with Tobi"


def test_from_level_three_a_goal_starts_with_a_score_and_below_it_need_not(as_worker, plan, worker):
    page = post(as_worker, "add_goal", plan.pk, words="Calm")
    assert "Select a score from 1 to 10" in page.content.decode()
    actions.set_level(plan.family, to_level=2, reason="Lighter", by=worker)
    assert post(as_worker, "add_goal", plan.pk, words="Calm").status_code == 302


@pytest.mark.parametrize(
    ("page", "messages"),
    [
        ("strengths", ["Enter what is going well"]),
        ("level", ["Select a level of need", "Enter why the level changes"]),
        ("close", ["Select why the plan ends"]),
        ("add_goal", ["Enter what the family wants to be different"]),
        (
            "propose_step",
            [
                "Select a level of need",
                "Select a reason",
                "Enter what the receiver needs to know",
                "Enter what the family says about it",
                "Select who takes the family on",
            ],
        ),
    ],
)
def test_each_missing_answer_has_its_own_words(as_worker, plan, page, messages):
    content = post(as_worker, page, plan.pk).content.decode()
    for message in messages:
        assert message in content


def test_what_is_missing_from_a_review_is_named(as_worker, plan, goal):
    content = post(as_worker, "review", plan.pk).content.decode()
    for message in ("Enter what you found", "Select a score", "Enter the day of the next review"):
        assert message in content


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_junk_is_answered_never_a_500_and_writes_nothing(as_worker, plan, goal, step, junk):
    action = ActionFactory(goal=goal)
    before = (Goal.objects.count(), Review.objects.count(), Step.objects.count())
    pages = [(plan, "level"), (plan, "close"), (plan, "review"), (plan, "propose_step")]
    pages += [(goal, "add_action"), (goal, "finish_goal"), (action, "finish_action")]
    names = ["to_level", "reason", "receiver", "owner", "state", "next_due_on_day", "need"]
    names += ["person", f"ours_{goal.pk}", f"theirs_{goal.pk}", "due_on_day", "due_on_year"]
    for thing, page in pages:
        answer = post(as_worker, page, thing.pk, **dict.fromkeys(names, junk))
        assert answer.status_code in (200, 400), page
    as_worker.post(reverse("outcomes:add_goal", args=[plan.pk]), {"person": junk, "need": junk})
    assert before == (Goal.objects.count(), Review.objects.count(), Step.objects.count())


NOBODY = "00000000-0000-4000-8000-000000000000"


@pytest.mark.parametrize("after", ["junk", NOBODY, "\x00", "1" * 5000])
def test_the_list_survives_any_address(as_worker, plan, after):
    answer = as_worker.get("/plans/", {"after": after, "level": after, "whose": after})
    assert answer.status_code in (200, 400)


def test_the_list_pages_by_key_and_narrows(as_worker, family, worker, plan):
    Plan.objects.update(review_due_on=date(2026, 1, 5))
    page = as_worker.get("/plans/", {"review": "overdue", "whose": "mine", "level": 3})
    assert plan.get_absolute_url() in page.content.decode()
    page = as_worker.get("/plans/", {"level": 4})
    assert plan.get_absolute_url() not in page.content.decode()
    later = as_worker.get("/plans/", {"after": str(plan.pk)})
    assert plan.get_absolute_url() not in later.content.decode()


@pytest.mark.parametrize("name", ["undo_action", "withdraw_step"])
def test_buttons_are_posts(as_worker, plan, name):
    assert as_worker.get(reverse(f"outcomes:{name}", args=[uuid4()])).status_code == 405


def fill(plan, worker, goals):
    for number in range(goals):
        goal = GoalFactory(plan=plan, words=f"Goal {number}")
        for _ in range(3):
            ActionFactory(goal=goal, owner_user=worker)
        ScoreFactory(goal=goal)
        review = ReviewFactory(plan=plan, led_by=worker)
        ScoreFactory(goal=goal, review=review)


@pytest.mark.parametrize("page", ["plan", "review", "propose_step", "family_copy", "plans"])
def test_the_number_of_queries_never_grows(
    as_worker, plan, worker, page, django_assert_max_num_queries
):
    url = reverse(f"outcomes:{page}", args=[] if page == "plans" else [plan.pk])
    fill(plan, worker, 1)
    as_worker.get(url)
    with django_assert_max_num_queries(100) as few:
        as_worker.get(url)
    fill(plan, worker, 8)
    with django_assert_max_num_queries(100) as many:
        as_worker.get(url)
    assert len(many) == len(few)
    # The savepoint that stands for the transaction, and the actor put back, are the test's own.
    asked = [q["sql"][:60] for q in many.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(asked) - 2 <= 15, asked
