"""By when: thirty days, a month and two more, seventy-two hours (R065)."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from familyhubs.calendar.front_door import calendar_for
from familyhubs.rights.copies import clock as months
from familyhubs.rights.registers import clock
from familyhubs.rights.registers.models import Kind

DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 1, 1), timezones=st.just(UTC))


@given(DAYS, st.sampled_from(Kind.values), st.booleans(), st.booleans())
def test_what_is_owed_is_never_later_than_the_law_says(day, kind, acknowledged, is_complex):
    calendar = calendar_for(())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(months, "working_calendar", lambda: calendar)
        owed = clock.owed_on(kind, day, acknowledged=acknowledged, is_complex=is_complex)
    if kind == Kind.COMPLAINT and not acknowledged:
        assert owed == day + timedelta(days=30)
        return
    many = 3 if is_complex or kind == Kind.COMPLAINT else 1
    least = months.months_after(day, many)
    assert least <= owed <= least + timedelta(days=7)
    assert calendar.is_working_day(owed)


@given(MOMENTS)
def test_seventy_two_hours_are_hours_whatever_the_clocks_on_the_wall_do(found_at):
    in_london = found_at.astimezone(ZoneInfo("Europe/London"))
    assert clock.report_by(found_at) - found_at == timedelta(hours=72)
    assert clock.report_by(found_at).timestamp() - in_london.timestamp() == 72 * 3600


@given(MOMENTS, st.integers(0, 400 * 60))
def test_a_mark_is_the_newest_behind(found_at, minutes):
    mark = clock.mark_passed(found_at, found_at + timedelta(minutes=minutes))
    behind = [one for one in (24, 48, 60, 72) if one * 60 <= minutes]
    assert mark == (behind[-1] if behind else None)
