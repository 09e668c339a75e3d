"""By the clock: one message each, run twice, at once, or days late."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connections

from familyhubs.accounts.models import User
from familyhubs.celery import app
from familyhubs.council.models import CouncilSettings
from familyhubs.notifications.letters import letter_of
from familyhubs.notifications.models import Message
from hubs.models import Absence
from outcomes import actions, tasks
from outcomes.actions import clock
from outcomes.models import Plan
from tests.cast import somebody
from tests.factories.families import ConflictFactory, FamilyFactory, InvolvementFactory
from tests.factories.outcomes import PlanFactory

# Before Easter 2026: Good Friday is 3 April, Easter Monday 6 April.
WEDNESDAY = datetime(2026, 4, 1, 9, 0, tzinfo=UTC)
DUE = date(2026, 3, 13)


@pytest.fixture(autouse=True)
def no_doorbell(monkeypatch):
    """Rows are the queue; nothing is sent by these tests."""
    monkeypatch.setattr("familyhubs.notifications.outbox.ring", lambda message_id: None)


@pytest.fixture
def due(plan):
    Plan.objects.update(review_due_on=DUE)
    return plan


@pytest.fixture
def asked(family, worker, colleague, manager):
    """Proposed on the Wednesday before Easter."""
    service_lead = somebody("manager")
    with time_machine.travel(WEDNESDAY, tick=False):
        plan = actions.open_plan(family, level=3, by=worker)
        step = actions.propose_step(
            plan,
            to_level=2,
            reason="outcomes_met",
            explanation="Calm",
            receiver=colleague,
            by=worker,
        )
    Message.objects.all().delete()
    step.service_lead = service_lead
    return step


def run(task, moment):
    with time_machine.travel(moment, tick=False):
        task()


def reviewed(days):
    run(tasks.remind_reviews_due, datetime(2026, 3, 13, 8, tzinfo=UTC) + timedelta(days=days))


def told(kind=None):
    rows = Message.objects.filter(kind=kind) if kind else Message.objects.all()
    return [(row.kind, row.user) for row in rows.order_by("recorded_at")]


def test_a_review_is_reminded_before_on_and_after_the_day(due, worker, manager):
    for days in range(-10, 15):
        reviewed(days)
    assert told() == [
        ("review_due", worker),
        ("review_due", worker),
        ("review_overdue", worker),
        ("review_overdue_manager", manager),
    ]


@pytest.mark.parametrize(
    ("days", "kinds"),
    [
        (-8, []),
        (-7, ["review_due"]),
        (0, ["review_due"]),
        (3, ["review_overdue"]),
        (10, ["review_overdue", "review_overdue_manager"]),
    ],
)
def test_after_an_outage_only_the_latest_reminder_comes(due, manager, days, kinds):
    reviewed(days)
    reviewed(days)
    assert [kind for kind, _ in told()] == kinds


def test_three_days_late_is_late_not_lost(due, worker):
    reviewed(-4)
    assert told() == [("review_due", worker)]


def test_a_review_that_happened_is_reminded_no_more(due, worker):
    reviewed(0)
    Plan.objects.update(review_due_on=DUE + timedelta(weeks=8))
    reviewed(3)
    assert len(told()) == 1


def test_a_closed_plan_is_left_alone(due, worker):
    actions.close_plan(due, reason="moved", by=worker)
    Message.objects.all().delete()
    reviewed(10)
    assert told() == []


def test_the_councils_own_days_count(due, worker, manager):
    CouncilSettings.objects.update_or_create(defaults={"review_reminder_days": [0, 5]})
    for days in (-7, 0, 3, 5):
        reviewed(days)
    assert told() == [("review_due", worker), ("review_overdue_manager", manager)]


def test_no_reminder_names_anybody(due, ada):
    reviewed(10)
    assert Message.objects.exists()
    for message in Message.objects.all():
        assert "Okafor" not in f"{message.facts}{message.key}"


def test_a_lead_who_has_left_is_skipped_upwards(due, worker, manager):
    User.objects.filter(pk=worker.pk).update(is_active=False)
    reviewed(0)
    assert told() == [("review_due_manager", manager)]
    assert "You lead" not in letter_of(Message.objects.get()).body


def away(user):
    Absence.objects.create(
        user=user,
        starts_at=datetime(2026, 3, 1, tzinfo=UTC),
        ends_at=datetime(2026, 4, 1, tzinfo=UTC),
    )


def test_who_is_away_is_skipped_upwards(due, worker, manager, safeguarding_lead):
    away(worker)
    reviewed(0)
    away(manager)
    reviewed(3)
    assert told() == [
        ("review_due_manager", manager),
        ("review_overdue_manager", safeguarding_lead),
    ]
    assert "was reminded" not in letter_of(Message.objects.latest("recorded_at")).body


def test_who_is_back_is_told_again(due, worker, manager):
    away(worker)
    reviewed(25)
    assert told()[0] == ("review_overdue", worker)


def test_a_manager_who_may_not_see_the_family_is_skipped(due, family, manager, safeguarding_lead):
    ConflictFactory(family=family, user=manager)
    reviewed(10)
    assert ("review_overdue_manager", safeguarding_lead) in told()


def test_where_nobody_can_answer_the_front_door_is_told(due, worker, triage_officer):
    User.objects.filter(pk=worker.pk).update(is_active=False)
    reviewed(0)
    assert told() == [("nobody_answers", triage_officer)]
    assert "link" not in Message.objects.get().facts


def test_where_there_is_nobody_at_all_it_is_logged_and_others_still_go(due, worker, caplog):
    User.objects.filter(pk=worker.pk).update(is_active=False)
    reviewed(0)
    assert told() == []
    assert "Nobody can be told" in caplog.text


def test_one_that_fails_never_stops_the_others(due, worker, family, monkeypatch, caplog):
    other = PlanFactory(family=FamilyFactory(hub=family.hub), review_due_on=DUE)
    InvolvementFactory(family=other.family, user=worker, role="lead")
    real = clock.notify
    monkeypatch.setattr(
        clock,
        "notify",
        lambda *a, about, **k: 1 / 0 if about.pk == due.pk else real(*a, about=about, **k),
    )
    reviewed(0)
    assert [row.about_id for row in Message.objects.all()] == [other.pk]
    assert "could not be written" in caplog.text


@pytest.mark.parametrize(
    ("moment", "rungs"),
    [
        (datetime(2026, 4, 2, 8, 59, tzinfo=UTC), []),
        (datetime(2026, 4, 2, 9, 1, tzinfo=UTC), ["colleague"]),
        # Good Friday, the weekend and Easter Monday are no working days.
        (datetime(2026, 4, 6, 18, 0, tzinfo=UTC), ["colleague"]),
        (datetime(2026, 4, 7, 9, 1, tzinfo=UTC), ["colleague", "manager"]),
        (datetime(2026, 4, 10, 8, 59, tzinfo=UTC), ["colleague", "manager"]),
        (datetime(2026, 4, 10, 9, 1, tzinfo=UTC), ["colleague", "manager", "service"]),
        (datetime(2026, 6, 1, 9, 0, tzinfo=UTC), ["colleague", "manager", "service"]),
    ],
)
def test_a_step_unanswered_over_easter_climbs(asked, colleague, manager, moment, rungs):
    people = {"colleague": colleague, "manager": manager, "service": asked.service_lead}
    run(tasks.escalate_steps_unanswered, moment)
    run(tasks.escalate_steps_unanswered, moment)
    assert Counter(user for _, user in told()) == Counter(people[name] for name in rungs)


def test_each_rung_is_told_once_however_often_it_runs(asked):
    for day in range(1, 20):
        run(tasks.escalate_steps_unanswered, WEDNESDAY + timedelta(days=day, hours=1))
    assert [kind for kind, _ in told()] == [
        "step_unanswered",
        "step_unanswered_manager",
        "step_unanswered_manager",
    ]


def test_no_letter_calls_late_what_is_not_due_yet(asked):
    run(tasks.escalate_steps_unanswered, datetime(2026, 4, 7, 9, 1, tzinfo=UTC))
    for moment, said in (
        (datetime(2026, 4, 9, 8), "is due on"),
        (datetime(2026, 4, 11), "was due"),
    ):
        with time_machine.travel(moment.replace(tzinfo=UTC), tick=False):
            for message in Message.objects.all():
                assert f"The answer {said}" in letter_of(message).body, message.kind


def test_an_answered_step_is_left_alone(asked, colleague):
    actions.accept_step(asked, by=colleague)
    Message.objects.all().delete()
    run(tasks.escalate_steps_unanswered, datetime(2026, 6, 1, tzinfo=UTC))
    assert told() == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("task", [tasks.remind_reviews_due, tasks.escalate_steps_unanswered])
def test_four_workers_at_once_owe_each_message_once(request, task):
    if task is tasks.remind_reviews_due:
        request.getfixturevalue("manager")
        request.getfixturevalue("due")
        moment, expected = datetime(2026, 3, 24, 8, tzinfo=UTC), 2
    else:
        request.getfixturevalue("asked")
        moment, expected = datetime(2026, 4, 13, 8, tzinfo=UTC), 3

    def work(_):
        try:
            task()
        finally:
            connections.close_all()

    with time_machine.travel(moment, tick=True), ThreadPoolExecutor(4) as threads:
        list(threads.map(work, range(4)))
    assert Message.objects.count() == expected


def test_beat_knows_both_tasks():
    named = {entry["task"] for entry in app.conf.beat_schedule.values()}
    for name in ("remind_reviews_due", "escalate_steps_unanswered"):
        assert f"outcomes.tasks.{name}" in named
        assert f"outcomes.tasks.{name}" in app.tasks
