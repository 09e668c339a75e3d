"""How a deadline is said."""

from datetime import date, datetime

import pytest
import time_machine
from django.template import Context, Template

from familyhubs.calendar.wording import due_by_clock_words, due_date_words, due_words
from tests.calendar.test_working import ENGLAND, at


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-16T12:30", "2 hours left"),
        ("2026-11-16T11:05", "1 hour left"),
        ("2026-11-16T10:20", "20 minutes left"),
        ("2026-11-16T10:00:30", "1 minute left"),
        ("2026-11-17T09:30", "7 working hours left"),
        ("2026-11-17T10:00", "tomorrow"),
        ("2026-11-19T10:00", "in 3 days"),
        ("2026-11-16T09:30", "overdue"),
        ("2026-11-13T16:00", "overdue by 2 hours"),
        ("2026-11-13T10:00", "overdue by 1 working day"),
        ("2026-11-09T10:00", "overdue by 5 working days"),
    ],
)
def test_words_for_a_moment(due, words):
    assert due_words(ENGLAND, at("2026-11-16T10:00"), at(due)) == words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        ("2026-11-14T02:00", "4 hours left"),
        ("2026-11-13T22:20", "20 minutes left"),
        ("2026-11-14T22:00", "24 hours left"),
        ("2026-11-16T22:00", "in 3 days"),
        ("2026-11-13T21:30", "overdue"),
        ("2026-11-12T23:00", "overdue by 23 hours"),
        ("2026-11-10T22:00", "overdue by 3 days"),
    ],
)
def test_words_for_a_moment_on_a_friday_night_that_runs_day_and_night(due, words):
    assert due_by_clock_words(at("2026-11-13T22:00"), at(due)) == words


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (date(2026, 11, 16), "today"),
        (date(2026, 11, 17), "tomorrow"),
        (date(2026, 11, 30), "in 14 days"),
        (date(2026, 11, 15), "overdue by 1 working day"),
        (date(2026, 11, 13), "overdue by 1 working day"),
        (date(2026, 11, 6), "overdue by 6 working days"),
    ],
)
def test_words_for_a_day(due, words):
    assert due_date_words(ENGLAND, date(2026, 11, 16), due) == words


def test_a_day_missed_over_the_weekend_is_overdue_without_a_number():
    assert due_date_words(ENGLAND, date(2026, 11, 22), date(2026, 11, 20)) == "overdue"


@pytest.mark.django_db
@time_machine.travel(datetime.fromisoformat("2026-11-16T10:00+00:00"), tick=False)
def test_the_filters_use_the_councils_hours_and_the_present():
    page = Template("{% load clock %}{{ when|due }}, {{ when|urgency }}, [{{ nothing|due }}]")
    said = page.render(Context({"when": at("2026-11-16T12:00"), "nothing": None}))
    assert said == "2 hours left, soon, []"
    said = page.render(Context({"when": date(2026, 11, 13), "nothing": None}))
    assert said == "overdue by 1 working day, overdue, []"
