"""A task that nobody has done in time: reminded once, then told up the ladder once a rung."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.utils import timezone

from families import tasks
from families.actions import clock, finish_todo
from families.models import Family
from familyhubs.accounts.models import User
from familyhubs.celery import app
from familyhubs.notifications.letters import letter_of
from familyhubs.notifications.models import Message
from tests.cast import somebody
from tests.factories.families import ConflictFactory, InvolvementFactory, ToDoFactory

# Good Friday is 3 April 2026, Easter Monday 6 April.
DUE = datetime(2026, 4, 2, 16, 0, tzinfo=UTC)
# What was due at closing time counts from the next opening, Tuesday's.
WEDNESDAY = datetime(2026, 4, 8, 8, 1, tzinfo=UTC)
THURSDAY = WEDNESDAY + timedelta(days=1)
ANSWERS = {"said_freely": "yes", "anyone_at_risk": "no", "share_anyway": "no"}


@pytest.fixture
def check(family, worker, manager):
    """A risk check that the lead owes by Thursday before Easter."""
    return ToDoFactory(family=family, kind="risk_check", owner=worker, due_at=DUE)


@pytest.fixture
def service_lead(db):
    return somebody("manager")


def at(moment):
    with time_machine.travel(moment, tick=False):
        tasks.remind_todos_overdue()


def told():
    return [(row.kind, row.user) for row in Message.objects.order_by("recorded_at")]


def test_the_owner_then_the_manager_then_the_service_lead(check, worker, manager, service_lead):
    at(DUE - timedelta(minutes=1))
    assert told() == []
    first = [("todo_overdue", worker)]
    for moment in (DUE + timedelta(minutes=1), WEDNESDAY - timedelta(minutes=2)):
        at(moment)
        assert told() == first
    second = [*first, ("todo_overdue_manager", manager)]
    third = [*second, ("todo_overdue_manager", service_lead)]
    for moment, expected in ((WEDNESDAY, second), (THURSDAY, third), (THURSDAY, third)):
        at(moment)
        assert told() == expected


def test_no_letter_names_the_family(check):
    at(THURSDAY)
    for message in Message.objects.all():
        letter = letter_of(message)
        assert "Okafor" not in f"{letter.subject}{letter.body}{message.key}"
        assert "2 April 2026" in letter.body


def test_what_is_done_is_reminded_no_more(check, worker):
    finish_todo(check, result="Rang Ada", by=worker, **ANSWERS)
    at(THURSDAY)
    assert told() == []


@pytest.mark.parametrize("why", ["left", "barred", "nobody"])
def test_an_owner_who_cannot_do_it_is_skipped_upwards(check, family, worker, manager, why):
    if why == "left":
        User.objects.filter(pk=worker.pk).update(is_active=False)
    elif why == "barred":
        ConflictFactory(family=family, user=worker)
    else:
        check.owner = None
        check.save()
    at(DUE + timedelta(minutes=1))
    assert told() == [("todo_overdue_manager", manager)]


def test_one_that_fails_never_stops_the_others(check, family, worker, monkeypatch, caplog):
    other = ToDoFactory(family=family, owner=worker, due_at=DUE + timedelta(minutes=1))
    real = clock.notify
    monkeypatch.setattr(
        clock,
        "notify",
        lambda *a, about, **k: 1 / 0 if about.pk == check.pk else real(*a, about=about, **k),
    )
    at(DUE + timedelta(minutes=2))
    assert [row.about_id for row in Message.objects.all()] == [other.pk]
    assert "could not be written" in caplog.text


def test_beat_knows_the_task():
    assert "families.tasks.remind_todos_overdue" in {
        entry["task"] for entry in app.conf.beat_schedule.values()
    } & set(app.tasks)


def test_a_role_that_ran_out_is_heard_of_where_too_few_are_left_by_name(
    family, worker, colleague, safeguarding_lead
):
    """access.md section 2: two by name; nobody acts on the day that a role ends."""
    InvolvementFactory(family=family, user=colleague)
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    tasks.watch_named_people()
    assert told() == []
    colleague.memberships.update(ends_at=timezone.now())
    for _ in range(2):
        tasks.watch_named_people()
    assert told() == [("too_few_named", safeguarding_lead)]
    with time_machine.travel(timezone.now() + timedelta(days=7)):
        tasks.watch_named_people()
    assert told() == [("too_few_named", safeguarding_lead)] * 2
