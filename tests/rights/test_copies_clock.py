"""When a copy is due: calendar months, pauses as intervals, the next working day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familyhubs.calendar.front_door import calendar_for
from familyhubs.rights.copies import clock

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
PAUSES = st.lists(
    st.tuples(DAYS, st.integers(0, 60)).map(lambda one: (one[0], one[0] + timedelta(one[1]))),
    max_size=5,
)


@pytest.mark.parametrize(
    ("day", "months", "ends"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
    ],
)
def test_a_month_is_a_calendar_month(day, months, ends):
    assert clock.months_after(day, months) == ends


@given(PAUSES)
def test_each_day_that_is_paused_counts_once(pauses):
    days = {begin + timedelta(n) for begin, end in pauses for n in range((end - begin).days)}
    assert clock.days_paused(pauses) == len(days)


@given(DAYS, PAUSES)
def test_the_last_day_is_a_working_day_and_never_too_early(day, pauses):
    calendar = calendar_for(())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "working_calendar", lambda: calendar)
        due = clock.due_on(day, pauses)
        assert calendar.is_working_day(due)
        least = clock.months_after(day, 1) + timedelta(clock.days_paused(pauses))
        assert least <= due <= least + timedelta(7)
        assert clock.due_on(day, pauses, months=clock.COMPLEX) > due
