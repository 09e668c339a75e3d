"""What happens to plans, goals, actions and reviews."""

from datetime import timedelta

import pytest
from django.utils import timezone

from families.models import Involvement, TimelineEntry
from familyhubs.accounts.models import User
from familyhubs.audit.models import Event
from familyhubs.refusals import Refused
from outcomes import actions
from outcomes.models import Action, LevelChange, Need, Plan, Review, Score
from tests.factories.families import ConflictFactory, PersonFactory

NOW = timezone.now


def in_weeks(weeks):
    return timezone.localdate() + timedelta(weeks=weeks)


def test_opening_a_plan_sets_level_and_first_review(plan, family, worker):
    assert plan.hub == family.hub
    assert timezone.localdate() < plan.review_due_on <= in_weeks(6)
    change = LevelChange.objects.get()
    assert (change.from_level, change.to_level, change.decided_by) == (None, 3, worker)
    assert Event.objects.get(verb="plan.opened").family_id == family.pk
    assert TimelineEntry.objects.get(source_id=plan.pk).kind == "plan"


def test_opening_again_joins_the_open_plan(plan, family, worker):
    assert actions.open_plan(family, level=2, by=worker) == plan
    assert Plan.objects.count() == 1


@pytest.mark.parametrize("days", [0, -3, 43])
def test_the_first_review_is_within_six_weeks(family, worker, days):
    due = timezone.localdate() + timedelta(days=days)
    with pytest.raises(Refused, match="within 6 weeks"):
        actions.open_plan(family, level=2, by=worker, review_due_on=due)


def test_a_plan_is_never_opened_at_level_five(family, worker):
    with pytest.raises(Refused, match="level 5"):
        actions.open_plan(family, level=5, by=worker)


def test_nothing_is_dated_in_the_future(family, worker):
    with pytest.raises(Refused, match="future"):
        actions.open_plan(family, level=2, by=worker, happened_at=NOW() + timedelta(days=1))


def test_light_help_needs_one_goal_one_action_and_one_date(family, worker, ada):
    plan = actions.open_plan(family, level=2, by=worker)
    goal = actions.add_goal(plan, words="A place at playgroup", by=worker)
    actions.add_action(
        goal, what="Ring the playgroup", due_on=in_weeks(1), owner_person=ada, by=worker
    )
    assert plan.review_due_on
    assert not Score.objects.exists()


def test_a_goal_keeps_the_familys_words_and_both_scores(goal):
    score = Score.objects.get()
    assert goal.words == "Bedtimes without shouting"
    assert (score.value, score.family_value, score.review) == (3, 2, None)


def test_a_goal_needs_words(plan, worker):
    with pytest.raises(Refused, match="Enter what the family wants"):
        actions.add_goal(plan, words="   ", by=worker)


def test_a_goal_may_name_a_need_and_a_member(plan, worker, tobi):
    need = Need.objects.get(code="2.3")
    goal = actions.add_goal(plan, words="Tobi talks more", need=need, person=tobi, by=worker)
    assert (goal.need.heading_id, goal.person) == (2, tobi)


def test_a_goal_is_about_somebody_in_the_family(plan, worker):
    with pytest.raises(Refused, match="in this family"):
        actions.add_goal(plan, words="Help", person=PersonFactory(), by=worker)


@pytest.mark.parametrize("score", [0, 11, -1])
def test_scores_run_from_one_to_ten(plan, worker, score):
    with pytest.raises(Refused, match="1 to 10"):
        actions.add_goal(plan, words="Help", baseline=score, by=worker)


def test_family_members_own_actions(goal, worker, ada):
    action = actions.add_action(
        goal, what="Read a story", due_on=in_weeks(2), owner_person=ada, by=worker
    )
    assert action.owner == ada


def test_an_owner_is_in_the_family_or_works_with_it(goal, worker, stranger):
    for owner in ({"owner_user": stranger}, {"owner_person": PersonFactory()}):
        with pytest.raises(Refused, match="works with it now"):
            actions.add_action(goal, what="Ring", due_on=in_weeks(1), by=worker, **owner)


@pytest.mark.parametrize("owners", [(), ("owner_user", "owner_person")])
def test_an_action_has_exactly_one_owner(goal, worker, ada, owners):
    both = {"owner_user": worker, "owner_person": ada}
    with pytest.raises(Refused, match="one person"):
        actions.add_action(
            goal,
            what="Ring",
            due_on=in_weeks(1),
            by=worker,
            **{name: both[name] for name in owners},
        )


@pytest.fixture
def action(goal, worker, ada):
    return actions.add_action(
        goal, what="Read a story", due_on=in_weeks(2), owner_person=ada, by=worker
    )


def test_an_action_is_done_once_and_can_be_undone(action, worker):
    done = actions.finish_action(action, state="done", result="Every night", by=worker)
    assert done.done_at
    with pytest.raises(Refused, match="already finished"):
        actions.finish_action(action, state="dropped", by=worker)
    assert actions.reopen_action(action, by=worker).state == "to_do"
    with pytest.raises(Refused, match="still to do"):
        actions.reopen_action(action, by=worker)


def test_a_review_scores_every_open_goal_and_sets_the_next_date(plan, goal, worker):
    before = plan.review_due_on
    review = actions.review_plan(
        plan, summary="Calmer", scores={goal: (5, 6)}, next_due_on=in_weeks(8), by=worker
    )
    plan.refresh_from_db()
    assert (review.due_on, plan.review_due_on) == (before, in_weeks(8))
    assert [score.value for score in goal.scores.all()] == [3, 5]


def test_a_review_leaves_no_goal_out(plan, goal, worker):
    other = actions.add_goal(plan, words="More sleep", baseline=4, by=worker)
    with pytest.raises(Refused, match="every open goal"):
        actions.review_plan(
            plan, summary="Calmer", scores={goal: (5, None)}, next_due_on=in_weeks(8), by=worker
        )
    assert not Review.objects.exists()
    actions.finish_goal(other, state="stopped", by=worker)
    with pytest.raises(Refused, match="meanwhile"):
        actions.review_plan(
            plan,
            summary="Calmer",
            scores={goal: (5, None), other: (4, None)},
            next_due_on=in_weeks(8),
            by=worker,
        )


@pytest.mark.parametrize("weeks", [0, 13])
def test_the_next_review_is_within_twelve_weeks(plan, goal, worker, weeks):
    with pytest.raises(Refused, match="within 12 weeks"):
        actions.review_plan(
            plan, summary="Calmer", scores={goal: (5, None)}, next_due_on=in_weeks(weeks), by=worker
        )


def test_reviews_are_entered_in_their_order(plan, goal, worker):
    given = {"summary": "Calmer", "scores": {goal: (5, None)}, "by": worker}
    actions.review_plan(plan, next_due_on=in_weeks(8), **given)
    with pytest.raises(Refused, match="order"):
        actions.review_plan(
            plan,
            next_due_on=in_weeks(4),
            happened_at=Review.objects.get().happened_at - timedelta(microseconds=1),
            **given,
        )


def test_closing_with_outcomes_met_needs_a_last_score(plan, goal, worker):
    with pytest.raises(Refused, match="last review"):
        actions.close_plan(plan, reason="outcomes_met", by=worker)
    actions.review_plan(
        plan, summary="Calm", scores={goal: (8, 8)}, next_due_on=in_weeks(8), by=worker
    )
    assert actions.close_plan(plan, reason="outcomes_met", by=worker).closed_at


def test_closing_turns_the_lead_into_follow_up(plan, family, worker):
    actions.close_plan(plan, reason="moved", by=worker)
    mine = Involvement.objects.current().filter(user=worker)
    assert [row.role for row in mine] == ["follow_up"]


def test_a_closed_plan_is_never_written_again(plan, goal, action, worker):
    actions.close_plan(plan, reason="family_ended", by=worker)
    for write in (
        lambda: actions.add_goal(plan, words="More", by=worker),
        lambda: actions.finish_action(action, state="done", by=worker),
        lambda: actions.finish_goal(goal, state="stopped", by=worker),
        lambda: actions.write_strengths(plan, strengths="", by=worker),
        lambda: actions.close_plan(plan, reason="moved", by=worker),
    ):
        with pytest.raises(Refused, match="closed"):
            write()


def test_a_new_plan_can_follow_a_closed_one(plan, family, worker):
    actions.close_plan(plan, reason="family_ended", by=worker)
    assert actions.open_plan(family, level=3, by=worker) != plan
    assert LevelChange.objects.count() == 1


def test_the_level_changes_with_a_reason(plan, family, worker):
    change = actions.set_level(family, to_level=4, reason="Two schools involved", by=worker)
    plan.refresh_from_db()
    assert (change.from_level, change.to_level, plan.level) == (3, 4, 4)
    for level, message in ((4, "already"), (5, "Step up")):
        with pytest.raises(Refused, match=message):
            actions.set_level(family, to_level=level, reason="Worse", by=worker)


def test_actions_of_a_plan_are_kept_in_the_row_history(action, owner):
    row = owner.execute(
        "SELECT count(*) FROM outcomes_actionevent WHERE pgh_obj_id = %s", [action.pk]
    )
    assert Action.objects.count() == 1
    assert row.fetchone()


def test_strengths_that_somebody_else_wrote_meanwhile_are_not_lost(plan, worker, manager):
    stood = plan.strengths_mark
    actions.write_strengths(plan, strengths="Grandma helps", by=manager, stood=stood)
    with pytest.raises(Refused, match="written since"):
        actions.write_strengths(plan, strengths="Ada cooks", by=worker, stood=stood)
    plan.refresh_from_db()
    assert plan.strengths == "Grandma helps"
    actions.set_level(plan.family, to_level=4, reason="Worse", by=worker)
    actions.write_strengths(plan, strengths="Both", by=worker, stood=plan.strengths_mark)


def test_a_closed_plan_has_no_level_to_change(plan, family, manager):
    actions.close_plan(plan, reason="moved", by=manager)
    with pytest.raises(Refused, match="closed"):
        actions.set_level(family, to_level=4, reason="Worse", by=manager)
    assert LevelChange.objects.count() == 1
    actions.open_plan(family, level=3, by=manager)
    assert actions.set_level(family, to_level=4, reason="Worse", by=manager).from_level == 3


def barred(user, family):
    ConflictFactory(family=family, user=user)


def gone(user, family):
    User.objects.filter(pk=user.pk).update(is_active=False)


@pytest.mark.parametrize("lost", [barred, gone])
def test_a_plan_closes_without_a_follow_up_by_somebody_who_cannot(
    plan, family, worker, manager, lost
):
    lost(worker, family)
    assert actions.close_plan(plan, reason="moved", by=manager).closed_at
    assert not Involvement.objects.current().filter(family=family).exists()
