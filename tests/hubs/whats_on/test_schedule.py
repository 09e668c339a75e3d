"""From a rule to days and moments, whichever way the clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from hubs.whats_on.schedule import LONDON, days_of, moments, next_run

DAYS = st.dates(date(2024, 1, 1), date(2030, 12, 31))
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))


def rule(runs_from, runs_until, weekdays=(), every_weeks=1, except_on=()):
    return SimpleNamespace(
        runs_from=runs_from,
        runs_until=runs_until,
        weekdays=list(weekdays),
        every_weeks=every_weeks,
        except_on=list(except_on),
    )


def test_ten_in_the_morning_stays_ten_across_a_clock_change_r013():
    """The last Sunday of March and of October 2027 are 28 March and 31 October."""
    hours = [
        moments(day, time(10), time(11))[0].astimezone(UTC).hour
        for day in (date(2027, 3, 27), date(2027, 3, 28), date(2027, 10, 30), date(2027, 10, 31))
    ]
    assert hours == [10, 9, 9, 10]


def test_a_night_without_its_hour_still_lasts():
    start, end = moments(date(2027, 3, 28), time(1, 45), time(2, 15))
    assert end.timestamp() - start.timestamp() == 30 * 60


@given(DAYS, TIMES, TIMES)
def test_it_always_ends_after_it_starts(day, one, other):
    if one == other:
        return
    start, end = moments(day, *sorted([one, other]))
    assert end.timestamp() > start.timestamp()
    assert start.astimezone(LONDON).date() in (day, day + timedelta(days=1))


@given(
    DAYS,
    st.integers(0, 500),
    st.sets(st.integers(0, 6), min_size=1),
    st.integers(1, 12),
    st.integers(0, 60),
)
def test_days_keep_to_weekday_rhythm_bounds_and_exceptions(start, length, weekdays, every, off):
    left_out = start + timedelta(days=off)
    days = days_of(rule(start, start + timedelta(days=length), weekdays, every, [left_out]))
    monday = start - timedelta(days=start.weekday())
    assert days == sorted(set(days))
    assert left_out not in days
    for day in days:
        assert start <= day <= start + timedelta(days=min(length, 366))
        assert day.weekday() in weekdays
        assert ((day - monday).days // 7) % every == 0


def test_every_second_week_and_a_single_day():
    start = date(2027, 1, 4)
    assert days_of(rule(start, date(2027, 2, 1), [0], 2)) == [
        date(2027, 1, 4),
        date(2027, 1, 18),
        date(2027, 2, 1),
    ]
    assert days_of(rule(start, start)) == [start]
    assert days_of(rule(start, start, except_on=[start])) == []


@given(DAYS, st.integers(0, 300), st.integers(1, 4))
def test_the_same_again_follows_and_keeps_its_weekday(start, length, every):
    last = rule(start, start + timedelta(days=length), [start.weekday()], every)
    again, until = next_run(last)
    assert again > last.runs_until
    assert again.weekday() == start.weekday()
    assert until - again == last.runs_until - last.runs_from
    assert datetime.combine(again, time()) > datetime.combine(start, time())
