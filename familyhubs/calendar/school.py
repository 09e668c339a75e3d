"""School years and their weeks. Pure: no settings, no database, no present moment."""

from datetime import date, timedelta
from enum import StrEnum

WEEK = timedelta(days=7)
SCHOOL_DAYS = 5


class When(StrEnum):
    """Whether there is school in a week."""

    TERM = "term"
    PART = "part"
    HOLIDAY = "holiday"
    UNKNOWN = "unknown"  # Nobody has entered the terms of that year.


def year_of(day):
    """The calendar year in which the school year of this day began, on 1 September."""
    return day.year if day.month >= 9 else day.year - 1


def first_monday(year):
    """The Monday of the week with 1 September: the school year's first week."""
    start = date(year, 9, 1)
    return start - timedelta(days=start.weekday())


def weeks_of(year):
    """The Mondays of a school year, until the next one's first week."""
    monday, end = first_monday(year), first_monday(year + 1)
    return [monday + n * WEEK for n in range((end - monday) // WEEK)]


def when(monday, terms):
    """Whether there is school from this Monday to Friday; `terms` are (first day, last day)."""
    year = year_of(monday + timedelta(days=SCHOOL_DAYS - 1))
    if not any(year_of(first) == year for first, _last in terms):
        return When.UNKNOWN
    days = [monday + timedelta(days=n) for n in range(SCHOOL_DAYS)]
    at_school = sum(any(first <= day <= last for first, last in terms) for day in days)
    if not at_school:
        return When.HOLIDAY
    return When.TERM if at_school == SCHOOL_DAYS else When.PART


def school_days(start, end, terms):
    """Weekdays in term from a day to before `end`; None where nobody entered the terms."""
    days = [start + timedelta(days=n) for n in range((end - start).days)]
    entered = {year_of(first) for first, _last in terms}
    if not all(year_of(day) in entered for day in days):
        return None
    weekdays = [day for day in days if day.weekday() < SCHOOL_DAYS]
    return sum(any(first <= day <= last for first, last in terms) for day in weekdays)
