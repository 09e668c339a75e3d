"""Opening times against a slow plain reader that walks the clock step by step (R003, R024)."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hubs.hours import read_hours
from hubs.opening import (
    LONDON,
    OtherDays,
    Stretch,
    Timetable,
    hours_light,
    scheduled_minutes,
    standing,
)

TICK = timedelta(minutes=15)
FAR = 4 * 24 * 8  # Ticks: eight days, within which most weeks open or shut.
# Around both changes of the clocks, Easter and the summer bank holiday.
STARTS = [date(2026, 3, 26), date(2026, 4, 1), date(2026, 8, 27), date(2026, 10, 22)]
HOLIDAYS = frozenset({date(2026, 4, 3), date(2026, 4, 6), date(2026, 8, 31)})
BEGUN = date(2026, 1, 1)

# From three in the morning: in the hours before, the clocks themselves change.
clocks = st.integers(3 * 4, 24 * 4 - 1).map(lambda n: time(n // 4, n % 4 * 15))
two_clocks = st.tuples(clocks, clocks).filter(lambda two: two[0] < two[1])
nearby = st.integers(-2, 9)


def stretch(day, two, starts, ends):
    first = BEGUN if starts is None else starts
    return Stretch(day, *two, first, date.max if ends is None else ends)


@st.composite
def sites(draw):
    """(a timetable, a moment) near a change of the clocks or a bank holiday."""
    start = draw(st.sampled_from(STARTS))
    near = nearby.map(lambda n: start + timedelta(days=n))
    days = st.none() | near
    week = draw(st.lists(st.builds(stretch, st.integers(0, 6), two_clocks, days, days), max_size=8))
    others = draw(st.lists(st.tuples(near, st.integers(0, 2), st.none() | two_clocks), max_size=2))
    if len(others) == 2 and others[0][0] + timedelta(days=others[0][1]) >= others[1][0]:
        others = others[:1]
    ticks = st.integers(0, 4 * 24 * 8).map(
        lambda n: datetime.combine(start, time(), UTC) + n * TICK
    )
    shut = draw(st.lists(st.tuples(ticks, st.none() | ticks), max_size=2))
    timetable = Timetable(
        week=tuple(week),
        other_days=tuple(
            OtherDays(first, first + timedelta(days=more), *(hours or ()))
            for first, more, hours in others
        ),
        opens_on_bank_holidays=draw(st.booleans()),
        shut=tuple((begins, ends) for begins, ends in shut if ends is None or begins <= ends),
    )
    return timetable, draw(ticks)


def is_open(timetable, moment):
    """Asked of the clock on the wall at this one moment, rule by rule."""
    for begins, ends in timetable.shut:
        if begins <= moment and (ends is None or moment < ends):
            return False
    wall = moment.astimezone(LONDON)
    day, clock = wall.date(), wall.time()
    for other in timetable.other_days:
        if other.starts_on <= day <= other.ends_on:
            return other.opens is not None and other.opens <= clock < other.closes
    if day in HOLIDAYS and not timetable.opens_on_bank_holidays:
        return False
    return any(
        one.weekday == day.weekday()
        and one.starts_on <= day <= one.ends_on
        and one.opens <= clock < one.closes
        for one in timetable.week
    )


@settings(max_examples=150)
@given(site=sites())
def test_open_now_and_until_when_are_what_the_clock_on_the_wall_says(site):
    timetable, now = site
    stands = standing(timetable, now, HOLIDAYS)
    assert stands.is_open == is_open(timetable, now)
    changes = next(
        (
            now + n * TICK
            for n in range(1, FAR)
            if is_open(timetable, now + n * TICK) != stands.is_open
        ),
        None,
    )
    if changes is None:
        assert stands.changes_at is None or stands.changes_at >= now + FAR * TICK
    else:
        assert stands.changes_at == changes


@given(
    week=st.lists(
        st.builds(
            stretch,
            st.integers(0, 6),
            two_clocks,
            st.none() | st.dates(BEGUN, date(2026, 2, 1)),
            st.none() | st.dates(BEGUN, date(2026, 2, 1)),
        ),
        max_size=12,
    ),
    day=st.dates(BEGUN, date(2026, 2, 1)),
    stipulated=st.none() | st.decimals(0, 60, places=1),
)
@example(week=[stretch(0, (time(9), time(17)), None, None)], day=BEGUN, stipulated=Decimal("10.1"))
def test_scheduled_against_stipulated_hours_are_counted_minute_by_minute(week, day, stipulated):
    """R003: what stands in two stretches at once counts once; short by two hours is still amber."""
    held = [one for one in week if one.starts_on <= day <= one.ends_on]
    quarters = [time(n // 4, n % 4 * 15) for n in range(24 * 4)]
    minutes = 15 * sum(
        any(one.weekday == weekday and one.opens <= at < one.closes for one in held)
        for weekday in range(7)
        for at in quarters
    )
    assert scheduled_minutes(week, day) == minutes
    light = hours_light(minutes, stipulated)
    if stipulated is None:
        assert light == ""
    else:
        short = stipulated * 60 - minutes
        assert light == ("green" if short <= 0 else "amber" if short <= 120 else "red")


SKIPPED, REPEATED = date(2026, 3, 29), date(2026, 10, 25)


@pytest.mark.parametrize("zone", [UTC, LONDON])
@pytest.mark.parametrize(
    ("day", "opens", "closes", "minutes"),
    [
        (SKIPPED, time(0, 30), time(2, 30), 60),
        (SKIPPED, time(0, 30), time(1, 30), 60),
        # From half past one, which there is not, until two, which comes first.
        (SKIPPED, time(1, 30), time(2), 0),
        (REPEATED, time(0, 30), time(2, 30), 180),
        (REPEATED, time(1), time(1, 30), 30),
        (REPEATED, time(1, 30), time(2), 90),
    ],
)
def test_the_hour_that_the_clocks_skip_or_repeat(day, opens, closes, minutes, zone):
    """The first of two; and the same in whatever zone the moment was read."""
    timetable = Timetable((Stretch(6, opens, closes, day, day),))
    midnight = datetime.combine(day, time(), LONDON).astimezone(UTC)
    moments = [(midnight + n * timedelta(minutes=1)).astimezone(zone) for n in range(4 * 60)]
    stands = [standing(timetable, moment) for moment in moments]
    assert sum(one.is_open for one in stands) == minutes
    for moment, one in zip(moments, stands, strict=True):
        if one.changes_at is not None:
            there = standing(timetable, one.changes_at.astimezone(zone))
            assert there.is_open != one.is_open, moment


NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
SHORT = ("Mon", "Tues", "Wed", "Thurs", "Fri", "Sat", "Sun")


def written(at, style):
    """A time as people write it: 9am, 9.30 am, 09:30am, 13:30."""
    if style == "24" and at.hour > 12:
        return f"{at:%H:%M}"
    half = "pm" if at.hour >= 12 else "am"
    hour = at.hour % 12 or 12
    if style == "long":
        return f"{hour:02}:{at:%M} {half}"
    return f"{hour}{at:.%M}{half}" if at.minute else f"{hour}{half}"


@given(
    week=st.dictionaries(st.integers(0, 6), two_clocks, min_size=1, max_size=5),
    style=st.sampled_from(["24", "long", "short"]),
    names=st.sampled_from([NAMES, SHORT, [f"{name}s" for name in NAMES]]),
    dash=st.sampled_from([" - ", "-", " to ", "–", " until "]),
    between=st.sampled_from([", ", "; ", " and ", "\n", " & "]),
    case=st.sampled_from([str, str.upper, str.lower]),
)
def test_hours_are_read_however_they_are_written(week, style, names, dash, between, case):
    """R027: what families' words say is what is searched for."""
    said = between.join(
        f"{names[day]} {written(opens, style)}{dash}{written(closes, style)}"
        for day, (opens, closes) in week.items()
    )
    assert read_hours(case(said)) == sorted((day, *hours) for day, hours in week.items()), said
    assert read_hours(f"{case(said)} in term time") == [], "half a timetable is none"
