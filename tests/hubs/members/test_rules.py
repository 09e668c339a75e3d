"""Months of birth as people say them; one message a week at the most (R029, R031)."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubs.members.rules import OLDEST, Unread, kind_of_week, later, months_of, spoken

TODAY = date(2026, 11, 26)
DAYS = st.dates(date(2000, 1, 1), date(2100, 1, 1))


@pytest.mark.parametrize(
    ("typed", "month"),
    [
        ("3", date(2023, 11, 1)),
        ("3 years", date(2023, 11, 1)),
        ("1 year old", date(2025, 11, 1)),
        ("8 months", date(2026, 3, 1)),
        ("6 weeks", date(2026, 10, 1)),
        ("March 2024", date(2024, 3, 1)),
        ("born Mar 2024", date(2024, 3, 1)),
        ("03/2024", date(2024, 3, 1)),
        ("due May 2027", date(2027, 5, 1)),
        ("Due in 5/2027", date(2027, 5, 1)),
    ],
)
def test_an_age_or_a_month_is_read(typed, month):
    assert months_of(typed, TODAY) == [month]


def test_each_child_has_a_line_and_an_unborn_one_counts():
    assert months_of("3 years\n\n8 months, due May 2027", TODAY) == [
        date(2023, 11, 1),
        date(2026, 3, 1),
        date(2027, 5, 1),
    ]


@pytest.mark.parametrize(
    "typed", ["soon", "26 years", "999 months", "May 1999", "May 2028", "13/2024", "-3", "٣ years"]
)
def test_what_no_child_can_be_is_said(typed):
    if typed == "٣ years":
        assert months_of(typed, TODAY) == [date(2023, 11, 1)]
        return
    with pytest.raises(Unread):
        months_of(typed, TODAY)


@given(st.text(max_size=60), DAYS)
def test_whatever_is_typed_is_read_or_refused(text, today):
    try:
        months = months_of(text, today)
    except Unread:
        return
    assert all(month.day == 1 for month in months)
    assert all(later(today, -12 * OLDEST) <= month <= later(today, 10) for month in months)


@given(st.lists(st.integers(-12 * OLDEST, 10), max_size=12), DAYS)
def test_what_is_kept_can_be_typed_again(ages, today):
    months = sorted(later(today, age) for age in ages)
    assert months_of(spoken(months), today) == months


@given(
    st.sets(st.sampled_from(["whats_on", "courses", "news", "say"])),
    st.integers(0, 3),
    st.integers(0, 3),
)
def test_a_week_says_what_was_chosen_and_is_there(hears, sessions, courses):
    said = kind_of_week(hears, sessions, courses)
    week, new = "whats_on" in hears and sessions, "courses" in hears and courses
    assert bool(said) == bool(week or new)
    if said:
        kind, count = said
        assert count == (week or new) > 0
        assert ("courses" in kind) == bool(new)
