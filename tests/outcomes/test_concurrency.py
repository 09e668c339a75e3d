"""Several people at once: one wins, nobody is lost."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections

from families.models import Involvement
from familyhubs.refusals import Refused
from outcomes import actions
from outcomes.models import LevelChange, Plan, Review, Step

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_doorbell(monkeypatch):
    monkeypatch.setattr("familyhubs.notifications.outbox.ring", lambda message_id: None)


def at_once(*works):
    """Run these at the same moment; what each gave, or the refusal it met."""
    ready = Barrier(len(works))

    def run(work):
        ready.wait(10)
        try:
            return work()
        except Refused as refused:
            return refused
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(works)) as threads:
        return list(threads.map(run, works))


def refusals(answers):
    return [answer for answer in answers if isinstance(answer, Refused)]


def test_of_several_accepts_one_wins(step, colleague, family):
    answers = at_once(*[lambda: actions.accept_step(step, by=colleague)] * 4)
    assert len(refusals(answers)) == 3
    assert LevelChange.objects.filter(step=step).count() == 1
    assert Involvement.objects.current().leads().filter(family=family).count() == 1


def test_accept_and_withdraw_at_once_agree_on_one_answer(step, plan, worker, colleague):
    answers = at_once(
        lambda: actions.accept_step(step, by=colleague),
        lambda: actions.withdraw_step(step, by=worker),
    )
    assert len(refusals(answers)) == 1
    accepted = Step.objects.get().state == "accepted"
    assert LevelChange.objects.filter(step=step).exists() == accepted
    assert Plan.objects.get().level == (2 if accepted else 3)


def test_eight_openings_give_one_plan(family, worker):
    plans = at_once(*[lambda: actions.open_plan(family, level=3, by=worker)] * 8)
    assert len({plan.pk for plan in plans}) == 1
    assert Plan.objects.count() == LevelChange.objects.count() == 1


def test_closing_and_proposing_at_once_never_leave_a_step_on_a_closed_plan(plan, worker, colleague):
    at_once(
        lambda: actions.close_plan(plan, reason="moved", by=worker),
        lambda: actions.propose_step(
            plan,
            to_level=2,
            reason="outcomes_met",
            explanation="Calm",
            receiver=colleague,
            by=worker,
        ),
    )
    plan.refresh_from_db()
    assert (plan.closed_at is None) == Step.objects.exists()


def test_a_level_and_a_step_at_once_do_not_deadlock(plan, family, worker, colleague):
    answers = at_once(
        lambda: actions.set_level(family, to_level=4, reason="Worse", by=worker),
        lambda: actions.propose_step(
            plan,
            to_level=2,
            reason="outcomes_met",
            explanation="Calm",
            receiver=colleague,
            by=worker,
        ),
    )
    assert len(refusals(answers)) <= 1


def test_a_review_sent_twice_is_kept_once(plan, goal, worker):
    due = plan.review_due_on

    def review():
        return actions.review_plan(
            plan, summary="Calm", scores={goal: (5, None)}, next_due_on=due, by=worker
        )

    answers = at_once(review, review)
    assert len(refusals(answers)) == 1
    assert Review.objects.count() == 1


def test_a_goal_sent_twice_is_kept_once(plan, worker):
    def add():
        return actions.add_goal(plan, words="More sleep", baseline=4, by=worker)

    assert len(refusals(at_once(add, add))) == 1
