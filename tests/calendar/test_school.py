"""School years and their weeks."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familyhubs.calendar.school import When, first_monday, school_days, weeks_of, when, year_of

AUTUMN = [(date(2026, 9, 2), date(2026, 10, 23)), (date(2026, 11, 2), date(2026, 12, 18))]


@pytest.mark.parametrize(
    ("monday", "is_"),
    [
        (date(2026, 8, 31), When.PART),
        (date(2026, 9, 7), When.TERM),
        (date(2026, 10, 26), When.HOLIDAY),
        (date(2026, 12, 14), When.TERM),
        (date(2026, 12, 21), When.HOLIDAY),
        (date(2025, 11, 3), When.UNKNOWN),
    ],
)
def test_a_week_is_term_or_holiday_or_nobody_has_said(monday, is_):
    assert when(monday, AUTUMN) == is_


def test_school_days_of_a_month():
    october, november = date(2026, 10, 1), date(2026, 11, 1)
    assert school_days(october, november, AUTUMN) == 17
    assert school_days(date(2026, 8, 1), date(2026, 9, 1), AUTUMN) is None
    both = [*AUTUMN, (date(2026, 4, 13), date(2026, 7, 21))]
    assert school_days(date(2026, 8, 1), date(2026, 9, 1), both) == 0


@given(day=st.dates(date(2000, 1, 1), date(2100, 1, 1)))
def test_every_day_is_in_one_week_of_one_school_year(day):
    monday = day - timedelta(days=day.weekday())
    year = year_of(monday + timedelta(days=6))
    assert monday in weeks_of(year)
    assert monday not in weeks_of(year - 1) + weeks_of(year + 1)
    assert len(weeks_of(year)) in (52, 53)
    assert first_monday(year).weekday() == 0
