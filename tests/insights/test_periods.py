"""Fixed periods of the financial year."""

from datetime import date

import pytest

from familyhubs.insights import periods
from familyhubs.insights.periods import Period

TODAY = date(2026, 11, 22)


def test_a_year_runs_from_april():
    year = periods.year_of(TODAY)
    assert (year.key, year.start, year.end) == ("2026-27", date(2026, 4, 1), date(2027, 4, 1))
    assert periods.year_of(date(2027, 3, 31)) == year
    assert year.label == "April 2026 to March 2027"
    assert [q.key for q in year.parts(3)] == [f"2026-27-q{n}" for n in (1, 2, 3, 4)]
    assert year.parts(3)[3].label == "January to March 2027"
    assert year.parts(1)[11].label == "March 2027"
    assert periods.year_of(date(1999, 5, 1)).key == "1999-00"


def test_only_periods_that_are_over_are_offered_newest_first():
    keys = [period.key for period in periods.offered(TODAY)]
    assert keys[:3] == ["2026-27-q2", "2026-27-q1", "2025-26"]
    assert "2026-27" not in keys
    assert keys[-1] == "2024-25-q1"
    assert periods.default(periods.offered(TODAY)).key == "2025-26"


def test_without_a_year_the_newest_quarter_comes_first():
    first, second, *_ = (p for p in periods.offered(TODAY) if p.months == 3)
    assert periods.default([first, second]) == first
    assert periods.default([]) is None


def test_a_manager_is_offered_the_running_ones_too():
    keys = [period.key for period in periods.offered(TODAY, running=True)]
    assert keys[:3] == ["2026-27", "2026-27-q3", "2026-27-q2"]
    assert "2026-27-q4" not in keys


@pytest.mark.parametrize(
    "key",
    ["", "2026-27", "2026-27-q3", "2026-27-q9", "1999-00", "2025-26-q2-x", "٢٠٢٥-٢٦", "x" * 99],
)
def test_any_other_name_is_none(key):
    assert periods.named(key, periods.offered(TODAY)) is None


def test_every_offered_period_is_found_by_its_name():
    offered = periods.offered(TODAY)
    assert [periods.named(period.key, offered) for period in offered] == offered


def test_the_same_period_last_year():
    quarter = periods.named("2025-26-q4", periods.offered(TODAY))
    assert quarter.last_year == Period(date(2025, 1, 1), 3)
    assert quarter.last_year.key == "2024-25-q4"
