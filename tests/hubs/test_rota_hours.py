"""Spans of duty, gaps and weeks: true for every plan, also when the clocks change."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import given
from hypothesis import strategies as st

from familyhubs.calendar.working import LONDON
from hubs import rota_hours as hours

START = datetime(2026, 3, 23, tzinfo=UTC)
minutes = st.integers(0, 14 * 24 * 60)
spans = st.lists(st.tuples(minutes, minutes), max_size=8).map(
    lambda pairs: [
        (START + timedelta(minutes=min(pair)), START + timedelta(minutes=max(pair)))
        for pair in pairs
    ]
)
# 2026-03-29 and 2026-10-25: the clocks change.
days = st.dates(date(2026, 1, 1), date(2027, 1, 1))
times = st.times().map(lambda at: at.replace(microsecond=0, fold=0))


def holds(spans, at):
    return any(start <= at < end for start, end in spans)


@given(spans, spans, minutes)
def test_a_gap_is_what_is_wanted_and_not_covered(wanted, covered, at):
    moment = START + timedelta(minutes=at)
    gaps = hours.uncovered(wanted, covered)
    assert holds(gaps, moment) == (holds(wanted, moment) and not holds(covered, moment))
    assert gaps == hours.merged(gaps)


@given(days, times, times)
def test_a_duty_lasts_and_ends_as_the_wall_says(day, starts, ends):
    begins, stops = hours.span(day, starts, ends)
    assert timedelta(0) <= stops - begins <= timedelta(hours=25)
    next_day = day if ends > starts else day + timedelta(days=1)
    # A time that the night of the change leaves out is the next that there is.
    expected = datetime.combine(next_day, ends, LONDON).astimezone(UTC)
    assert stops == expected


@given(days)
def test_seven_days_cover_a_week_whatever_the_clocks_do(day):
    monday = hours.monday_of(day)
    each = [hours.span(monday + timedelta(days=n), time(9), time(17)) for n in range(7)] + [
        hours.span(monday + timedelta(days=n), time(17), time(9)) for n in range(-1, 7)
    ]
    assert hours.uncovered([hours.whole_week(monday)], each) == []


@given(days, times)
def test_a_week_later_is_the_same_time_on_the_wall(day, at):
    local = hours.moment(day, at).astimezone(LONDON)
    later = hours.a_week_later(local).astimezone(LONDON)
    assert later.date() == local.date() + timedelta(days=7)
    skipped = later.date() == date(2026, 3, 29) and local.hour == 1
    assert skipped or later.time() == local.time()


def test_the_night_of_the_change_is_an_hour_longer_or_shorter():
    for day, length in ((date(2026, 3, 28), 15), (date(2026, 10, 24), 17), (date(2026, 5, 2), 16)):
        begins, stops = hours.span(day, time(17), time(9))
        assert stops - begins == timedelta(hours=length)
