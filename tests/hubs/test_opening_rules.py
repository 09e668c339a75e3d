"""When a site is open: the rules alone, over clock changes, closures, other days (R003, R024)."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubs import opening
from hubs.opening import LONDON, OtherDays, Stretch, Timetable

NINE, ONE, TWO, FIVE = time(9), time(13), time(14), time(17)
WEEKDAYS = tuple(Stretch(day, NINE, FIVE) for day in range(5))
GOOD_FRIDAY = date(2026, 4, 3)


def london(*parts):
    return datetime(*parts, tzinfo=LONDON)


@pytest.mark.parametrize(
    ("now", "is_open", "changes_at"),
    [
        (london(2026, 6, 1, 8, 59), False, london(2026, 6, 1, 9)),
        (london(2026, 6, 1, 9), True, london(2026, 6, 1, 17)),
        (london(2026, 6, 1, 17), False, london(2026, 6, 2, 9)),
        # From Friday evening over Saturday and Sunday, on which the clocks go forward.
        (london(2026, 3, 27, 18), False, london(2026, 3, 30, 9)),
        (london(2026, 10, 23, 18), False, london(2026, 10, 26, 9)),
        # Good Friday and Easter Monday are bank holidays.
        (london(2026, 4, 2, 18), False, london(2026, 4, 7, 9)),
    ],
)
def test_open_now_and_opens_next_r003(now, is_open, changes_at):
    holidays = {GOOD_FRIDAY, date(2026, 4, 6)}
    stands = opening.standing(Timetable(WEEKDAYS), now, holidays)
    assert (stands.is_open, stands.changes_at) == (is_open, changes_at)
    # A moment is the same in whatever zone it was read.
    assert opening.standing(Timetable(WEEKDAYS), now.astimezone(UTC), holidays) == stands


def test_a_site_may_open_on_bank_holidays():
    timetable = Timetable(WEEKDAYS, opens_on_bank_holidays=True)
    assert opening.standing(timetable, london(2026, 4, 3, 10), {GOOD_FRIDAY}).is_open


def test_a_dated_day_wins_over_the_week_and_the_bank_holiday_and_brings_its_words():
    other = OtherDays(GOOD_FRIDAY, GOOD_FRIDAY, time(10), time(12), "Egg hunt")
    stands = opening.standing(Timetable(WEEKDAYS, (other,)), london(2026, 4, 3, 11), {GOOD_FRIDAY})
    assert (stands.is_open, stands.words) == (True, "Egg hunt")
    shut = OtherDays(date(2026, 6, 1), date(2026, 6, 2), words="Training")
    stands = opening.standing(Timetable(WEEKDAYS, (shut,)), london(2026, 6, 1, 10))
    assert (stands.is_open, stands.changes_at) == (False, london(2026, 6, 3, 9))


def test_a_closure_cuts_a_piece_out_of_the_day_r024():
    shut = ((london(2026, 6, 1, 11), london(2026, 6, 1, 15)),)
    timetable = Timetable(WEEKDAYS, shut=shut)
    assert opening.standing(timetable, london(2026, 6, 1, 10)).changes_at == london(2026, 6, 1, 11)
    assert opening.standing(timetable, london(2026, 6, 1, 12)).changes_at == london(2026, 6, 1, 15)
    for_good = Timetable(WEEKDAYS, shut=((london(2026, 6, 1, 11), None),))
    stands = opening.standing(for_good, london(2026, 6, 1, 12))
    assert (stands.is_open, stands.changes_at) == (False, None)


clocks = st.integers(0, 24 * 4 - 2).map(lambda quarter: time(quarter // 4, quarter % 4 * 15))
stretches = st.builds(
    lambda day, opens, length: Stretch(
        day, opens, (datetime.combine(date.min, opens) + timedelta(minutes=length)).time()
    ),
    st.integers(0, 6),
    clocks,
    st.integers(1, 14),
)
moments = st.datetimes(datetime(2026, 3, 20), datetime(2026, 11, 5)).map(
    lambda naive: naive.replace(tzinfo=UTC)
)


@given(week=st.lists(stretches, max_size=10), now=moments)
def test_what_is_said_of_now_holds_until_it_changes(week, now):
    """Halfway to the change it stands as now; at the change it is the other way."""
    timetable = Timetable(tuple(week))
    stands = opening.standing(timetable, now)
    if stands.changes_at is None:
        assert not week
        assert not stands.is_open
        return
    assert stands.changes_at > now
    halfway = now + (stands.changes_at - now) / 2
    assert opening.standing(timetable, halfway).is_open == stands.is_open
    assert opening.standing(timetable, stands.changes_at).is_open != stands.is_open


@given(
    week=st.lists(stretches, max_size=10),
    now=moments,
    begins=moments,
    length=st.integers(1, 9_000),
)
def test_nothing_is_open_within_a_closure_and_nothing_else_is_changed_by_it(
    week, now, begins, length
):
    ends = begins + timedelta(minutes=length)
    plain = opening.standing(Timetable(tuple(week)), now).is_open
    shut = opening.standing(Timetable(tuple(week), shut=((begins, ends),)), now).is_open
    assert shut == (plain and not begins <= now < ends)


@pytest.mark.parametrize(
    ("minutes", "stipulated", "light"),
    [
        (2400, 40, "green"),
        (2280, 40, "amber"),
        (2279, 40, "red"),
        (2500, 40, "green"),
        (0, None, ""),
    ],
)
def test_two_hours_short_is_amber_r003(minutes, stipulated, light):
    """The seeds' example: one site 2 h short."""
    assert opening.hours_light(minutes, stipulated) == light


def test_overlapping_hours_count_once_and_only_those_in_force():
    week = [
        Stretch(0, NINE, ONE),
        Stretch(0, time(12), FIVE),
        Stretch(1, NINE, ONE, ends_on=date(2026, 1, 1)),
    ]
    assert opening.scheduled_minutes(week, date(2026, 6, 1)) == 8 * 60


def test_days_in_a_row_with_the_same_hours_are_said_together():
    week = [*WEEKDAYS, Stretch(5, NINE, ONE), Stretch(5, TWO, FIVE)]
    assert opening.alike(week) == [
        ((0, 4), [(NINE, FIVE)]),
        ((5, 5), [(NINE, ONE), (TWO, FIVE)]),
        ((6, 6), []),
    ]
