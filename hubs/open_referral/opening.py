"""When a site is open, as schedules: its usual weeks, and in words what no schedule can say (R003).

The standard has no field for a day that is not as usual, and a second schedule for it would be read
as more hours: such days, bank holidays and closures stand in the notes of each week.
"""

from datetime import timedelta
from itertools import groupby

from django.utils import timezone

from .. import masking
from .ids import made
from .plain import without_blanks
from .schedules import by_day


def of_site(site):
    """Of a site fetched `with_timetables`; of one whose address is secret, nothing (R007)."""
    if masking.public_place(site).is_hidden:
        return []
    found = in_words(site) + [week for group in weeks(site) if (week := one_week(site, *group))]
    said = notes(site)
    # Days alone, without a week: there is no schedule yet that could hold them.
    if said and not found:
        found = [{"id": made(site.pk, "days"), "location_id": str(site.pk)}]
    return [without_blanks(one | {"notes": said}) for one in found]


def in_words(site):
    """As the source words them."""
    words = site.opening_times.strip()
    if not words:
        return []
    return [{"id": made(site.pk, "opening"), "location_id": str(site.pk), "description": words}]


def weeks(site):
    """[((from, until, opens, closes), periods)]: those that differ in their weekday only."""
    rows = sorted(site.periods_now, key=lambda row: (*order(row), row.weekday))
    return [(alike(found[0]), found) for _, rows in groupby(rows, order) if (found := [*rows])]


def alike(row):
    return row.starts_on, row.ends_on, row.opens, row.closes


def order(row):
    """The same, in an order of time; a week without an end is last."""
    return row.starts_on, row.ends_on is None, row.ends_on or row.starts_on, row.opens, row.closes


def one_week(site, held, periods):
    """One of them; nothing where it ends before its first day comes."""
    starts_on, ends_on, opens, closes = held
    days = {row.weekday for row in periods}
    first = next(day for day in map(starts_on.__add__, A_WEEK) if day.weekday() in days)
    if ends_on and first > ends_on:
        return None
    return {
        "id": made(site.pk, starts_on, ends_on, opens, closes),
        "location_id": str(site.pk),
        "valid_from": starts_on.isoformat(),
        "valid_to": ends_on and ends_on.isoformat(),
        "dtstart": first.isoformat(),
        "freq": "WEEKLY",
        "interval": 1,
        "byday": by_day(days),
        "opens_at": opens.isoformat(),
        "closes_at": closes.isoformat(),
    }


A_WEEK = [timedelta(days=number) for number in range(7)]


def notes(site):
    """What is not as the week says, in plain sentences."""
    said = [closed_now(closure) for closure in site.closures_now]
    said += [other_days(other) for other in site.other_openings_now]
    if site.periods_now and not site.opens_on_bank_holidays:
        said.append("Closed on bank holidays.")
    return " ".join(said)


def closed_now(closure):
    until = closure.ends_at and timezone.localtime(closure.ends_at)
    until = f"until {until:%Y-%m-%d %H:%M}" if until else "until further notice"
    return f"Closed {until}: {closure.reason.rstrip('.')}."


def other_days(other):
    first, last = other.starts_on.isoformat(), other.ends_on.isoformat()
    days = f"On {first}" if first == last else f"From {first} to {last}"
    hours = f"open {other.opens:%H:%M} to {other.closes:%H:%M}" if other.opens else "closed"
    why = f" ({other.words})" if other.words else ""
    return f"{days}: {hours}{why}."
