"""Working days and hours against a table anyone can check with a wall calendar."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from familyhubs.calendar.bank_holidays import EnglandBankHolidays, of_year
from familyhubs.calendar.working import LONDON, Allowance, Clock, WorkingCalendar

ENGLAND = WorkingCalendar(EnglandBankHolidays())
EARLY_FRIDAY = WorkingCalendar(
    EnglandBankHolidays(),
    {weekday: (time(9), time(16) if weekday == 4 else time(17)) for weekday in range(5)},
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


@pytest.mark.parametrize(
    ("day", "is_one", "why"),
    [
        ("2026-11-20", True, "a Friday"),
        ("2026-11-21", False, "a Saturday"),
        ("2026-11-22", False, "a Sunday"),
        ("2026-04-03", False, "Good Friday"),
        ("2026-04-06", False, "Easter Monday"),
        ("2026-04-07", True, "the Tuesday after Easter"),
        ("2026-05-04", False, "early May"),
        ("2026-12-25", False, "Christmas Day"),
        ("2026-12-26", False, "Boxing Day, a Saturday"),
        ("2026-12-28", False, "Boxing Day's substitute"),
        ("2021-12-27", False, "Christmas Day's substitute"),
        ("2021-12-28", False, "Boxing Day's substitute"),
        ("2022-01-03", False, "New Year's substitute"),
        ("2022-06-03", False, "the Platinum Jubilee"),
        ("2022-09-19", False, "the Queen's funeral"),
        ("2023-05-08", False, "the Coronation"),
        ("2020-05-08", False, "early May, moved to VE Day"),
        ("2020-05-04", True, "where early May would have been"),
        ("2028-02-29", True, "a leap day, a Tuesday"),
        ("2026-03-17", True, "St Patrick's, not a holiday in England"),
        ("2026-11-30", True, "St Andrew's, not a holiday in England"),
        ("2026-08-31", False, "the summer holiday in England"),
        ("2026-08-03", True, "Scotland's summer holiday"),
    ],
)
def test_working_days_of_england(day, is_one, why):
    assert ENGLAND.is_working_day(date.fromisoformat(day)) is is_one, why


@pytest.mark.parametrize(
    ("received", "days", "due"),
    [
        ("2026-11-16T10:00", 1, "2026-11-17T10:00"),
        ("2026-11-16T10:00", 0, "2026-11-16T10:00"),
        ("2026-11-20T10:00", 1, "2026-11-23T10:00"),
        # Out of hours: at night, before opening, at the weekend.
        ("2026-11-16T22:15", 1, "2026-11-18T09:00"),
        ("2026-11-16T06:00", 1, "2026-11-17T09:00"),
        ("2026-11-16T17:00", 1, "2026-11-18T09:00"),
        ("2026-11-21T12:00", 1, "2026-11-24T09:00"),
        ("2026-11-20T17:01", 1, "2026-11-24T09:00"),
        # Easter 2026: Thursday to the next Tuesday.
        ("2026-04-02T11:00", 1, "2026-04-07T11:00"),
        ("2026-04-02T20:00", 1, "2026-04-08T09:00"),
        # Christmas 2026: Thursday 24 to Tuesday 29, because Boxing Day is a Saturday.
        ("2026-12-24T15:00", 1, "2026-12-29T15:00"),
        ("2026-12-24T15:00", 4, "2027-01-04T15:00"),
        # Christmas 2021, both substitutes.
        ("2021-12-24T09:30", 1, "2021-12-29T09:30"),
        # A leap day is a day.
        ("2028-02-28T10:00", 2, "2028-03-01T10:00"),
        # Over the clock changes the time on the wall stays.
        ("2026-03-27T14:00", 1, "2026-03-30T14:00"),
        ("2026-10-23T14:00", 1, "2026-10-26T14:00"),
        # Twenty working days, the assessment's clock.
        ("2026-11-02T09:00", 20, "2026-11-30T09:00"),
    ],
)
def test_so_many_working_days_on(received, days, due):
    assert ENGLAND.add_working_days(at(received), days) == at(due)


@pytest.mark.parametrize(
    ("received", "hours", "due"),
    [
        ("2026-11-16T10:00", 4, "2026-11-16T14:00"),
        ("2026-11-16T15:00", 4, "2026-11-17T11:00"),
        ("2026-11-20T15:00", 4, "2026-11-23T11:00"),
        ("2026-11-21T03:00", 4, "2026-11-23T13:00"),
        ("2026-11-16T09:00", 8, "2026-11-16T17:00"),
        ("2026-12-24T16:00", 4, "2026-12-29T12:00"),
        ("2026-03-27T16:00", 4, "2026-03-30T12:00"),
        ("2026-10-23T16:00", 4, "2026-10-26T12:00"),
        ("2026-11-16T10:00", 0.5, "2026-11-16T10:30"),
        ("2026-11-16T10:00", 20, "2026-11-18T14:00"),
    ],
)
def test_so_many_working_hours_on(received, hours, due):
    assert ENGLAND.add_working_hours(at(received), hours) == at(due)


def test_a_clock_change_adds_and_takes_no_working_time():
    for friday, monday in (("2026-03-27", "2026-03-30"), ("2026-10-23", "2026-10-26")):
        span = ENGLAND.working_time_between(at(f"{friday}T16:00"), at(f"{monday}T10:00"))
        assert span == timedelta(hours=2)


def test_a_due_time_after_an_early_closing_moves_to_the_next_opening():
    assert EARLY_FRIDAY.add_working_days(at("2026-11-19T16:30"), 1) == at("2026-11-23T09:00")


def test_closures_make_a_wait_longer():
    closed = WorkingCalendar(EnglandBankHolidays(), closures=frozenset({date(2026, 11, 17)}))
    assert closed.add_working_days(at("2026-11-16T10:00"), 1) == at("2026-11-18T10:00")
    assert closed.add_working_hours(at("2026-11-16T16:00"), 2) == at("2026-11-18T10:00")


def test_a_day_without_opening_hours_is_no_working_day():
    hours = {weekday: (time(9), time(17)) for weekday in range(5) if weekday != 2}
    no_wednesday = WorkingCalendar(EnglandBankHolidays(), hours)
    assert no_wednesday.add_working_days(at("2026-11-17T10:00"), 1) == at("2026-11-19T10:00")


def test_a_calendar_that_never_opens_is_refused():
    with pytest.raises(ValueError, match="opening hours"):
        WorkingCalendar(EnglandBankHolidays(), {5: (time(9), time(17))})


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        ENGLAND.next_open(datetime(2026, 11, 16, 10))


@pytest.mark.parametrize(
    ("start", "end", "days"),
    [
        ("2026-11-16T10:00", "2026-11-16T16:00", 0),
        ("2026-11-16T10:00", "2026-11-17T09:59", 0),
        ("2026-11-16T10:00", "2026-11-17T10:00", 1),
        ("2026-11-20T10:00", "2026-11-22T10:00", 0),
        ("2026-11-20T10:00", "2026-11-23T10:00", 1),
        ("2026-11-23T10:00", "2026-11-20T10:00", -1),
        ("2026-12-24T10:00", "2026-12-29T10:00", 1),
        ("2025-11-17T10:00", "2026-11-16T10:00", 252),
    ],
)
def test_working_days_between(start, end, days):
    assert ENGLAND.working_days_between(at(start), at(end)) == days


@pytest.mark.parametrize(
    ("moment", "end"),
    [
        ("2026-11-19T10:00", "2026-11-20T17:00"),
        ("2026-11-20T10:00", "2026-11-23T17:00"),
        # Out of hours: the day it happened on counts, not the next opening.
        ("2026-11-19T07:00", "2026-11-20T17:00"),
        ("2026-11-20T18:00", "2026-11-23T17:00"),
        ("2026-11-21T10:00", "2026-11-23T17:00"),
        ("2026-11-22T23:30", "2026-11-23T17:00"),
        ("2026-12-24T18:00", "2026-12-29T17:00"),
    ],
)
def test_the_end_of_the_next_working_day(moment, end):
    assert ENGLAND.end_of_next_working_day(at(moment)) == at(end)


def test_the_end_of_the_next_working_day_is_reckoned_in_london():
    assert EARLY_FRIDAY.end_of_next_working_day(at("2026-11-19T10:00")) == at("2026-11-20T16:00")
    # Half past midnight on a Tuesday in June; in Greenwich it is Monday still.
    late = datetime.fromisoformat("2026-06-15T23:30+00:00")
    assert ENGLAND.end_of_next_working_day(late) == at("2026-06-17T17:00")


def test_a_clock_gives_the_days_first_and_then_the_hours():
    allowance = Allowance(days=1, hours=4)
    assert Clock(ENGLAND).due(at("2026-11-16T15:00"), allowance) == at("2026-11-18T11:00")


def test_bank_holidays_of_a_year_are_the_eight_of_england():
    assert len([day for day in of_year(2025) if day.weekday() < 5]) == 8


MOMENTS = st.datetimes(datetime(2019, 1, 1), datetime(2031, 12, 31)).map(
    lambda moment: moment.replace(microsecond=0, tzinfo=LONDON)
)
CALENDARS = st.sampled_from([ENGLAND, EARLY_FRIDAY])
DAYS = st.integers(0, 25)
HOURS = st.integers(0, 100)


@settings(max_examples=150)
@given(CALENDARS, MOMENTS, MOMENTS, DAYS, HOURS)
def test_what_comes_later_is_never_due_earlier(calendar, one, other, days, hours):
    first, second = sorted([one, other])
    assert calendar.add_working_days(first, days) <= calendar.add_working_days(second, days)
    assert calendar.add_working_hours(first, hours) <= calendar.add_working_hours(second, hours)
    assert calendar.add_working_days(first, days) <= calendar.add_working_days(first, days + 1)


@settings(max_examples=150)
@given(CALENDARS, MOMENTS, HOURS)
def test_working_time_is_the_inverse_of_adding_it(calendar, start, hours):
    due = calendar.add_working_hours(start, hours)
    assert calendar.working_time_between(start, due) == timedelta(hours=hours)
    assert calendar.is_working_day(due.date())


@settings(max_examples=150)
@given(MOMENTS, DAYS)
def test_working_days_are_the_inverse_of_adding_them(start, days):
    due = ENGLAND.add_working_days(start, days)
    assert ENGLAND.working_days_between(start, due) == days
    assert ENGLAND.working_days_between(start, due - timedelta(seconds=1)) == max(days - 1, 0)


@settings(max_examples=100)
@given(MOMENTS, DAYS, st.sets(st.integers(0, 40), max_size=10))
def test_days_left_out_never_shorten_a_wait(start, days, left_out):
    closures = frozenset(start.date() + timedelta(days=n) for n in left_out)
    closed = WorkingCalendar(EnglandBankHolidays(), closures=closures)
    assert closed.add_working_days(start, days) >= ENGLAND.add_working_days(start, days)
    assert closed.add_working_hours(start, days) >= ENGLAND.add_working_hours(start, days)
