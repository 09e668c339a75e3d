"""What members' messages say and when, and how months of birth are read. Pure."""

import re
from datetime import date, timedelta

from familyhubs.govuk.fields import month_number

MOST_CHILDREN = 12
OLDEST = 25
# From a month of birth to the month after the one in which the child is six (domain.md 2.17).
SIX_YEARS = 6 * 12 + 1
# A due month lies this far ahead at most.
MONTHS_AHEAD = 10
AGE = re.compile(r"(\d{1,3})\s*(years?|yrs?|months?|weeks?|)(?: old)?", re.I)
MONTH = re.compile(r"(?:born |due )?(?:in )?([^\W\d_]+\.?|\d{1,2})[\s/.-]+(\d{4})", re.I)


class Unread(ValueError):
    """A line that says neither an age nor a month, or one that cannot be."""


def months_of(text, today):
    """The month of birth, or of due birth, of each child that stands on a line of its own."""
    lines = [line.strip() for line in re.split(r"[\n,;]", text) if line.strip()]
    if len(lines) > MOST_CHILDREN:
        raise Unread(lines[MOST_CHILDREN])
    return sorted(month_of(line, today) for line in lines)


def month_of(line, today):
    """ "3", "8 months", "6 weeks", "March 2024", "due 05/2027": the first day of that month."""
    if age := AGE.fullmatch(line):
        month = _by_age(int(age[1]), age[2].lower()[:1], today)
    elif said := MONTH.fullmatch(line):
        month = _by_name(line, said[1], int(said[2]))
    else:
        raise Unread(line)
    if not later(today, -12 * OLDEST) <= month <= later(today, MONTHS_AHEAD):
        raise Unread(line)
    return month


def _by_age(number, unit, today):
    if unit == "w":
        return (today - timedelta(weeks=number)).replace(day=1)
    months = number if unit == "m" else 12 * number
    if months > 12 * OLDEST:
        raise Unread(f"{number}")
    return later(today, -months)


def _by_name(line, name, year):
    month = month_number(name)
    if month is None or not 1 <= month <= 12 or not 1900 < year < 2200:
        raise Unread(line)
    return date(year, month, 1)


def later(day, months):
    """The first day of the month so many months after this one."""
    at = day.year * 12 + day.month - 1 + months
    return date(at // 12, at % 12 + 1, 1)


def open_months(today):
    """The months in which births are still counted: this one and the one before."""
    return later(today, 0), later(today, -1)


def spoken(months):
    """The months again as they are typed, one on a line."""
    return "\n".join(f"{month:%B %Y}" for month in months)


def monday_of(day):
    return day - timedelta(days=day.weekday())


def kind_of_week(hears, sessions, courses):
    """(kind of message, the number in it), or None: a member hears once a week at the most."""
    week = sessions if "whats_on" in hears else 0
    new = courses if "courses" in hears else 0
    if week and new:
        return "member_week_courses", week
    if week:
        return "member_week", week
    return ("member_courses", new) if new else None
