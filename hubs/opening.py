"""When a site is open, in local time: pure rules over its week, its other days and its closures.

The week says when it opens on each weekday; a dated day says otherwise for that day alone; a bank
holiday shuts what does not say that it opens on those. London's clocks are read once, at the end,
so nothing here moves with the change to summer time (R003, R024).
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
LOOKED_AHEAD = 60  # Days: nobody plans a visit beyond.
AMBER = timedelta(hours=2)  # Short by no more than this a week is amber, by more red.


@dataclass(frozen=True)
class Stretch:
    """From `opens` to `closes` on one weekday, from one day until another (both included)."""

    weekday: int
    opens: time
    closes: time
    starts_on: date = date.min
    ends_on: date = date.max

    def is_on(self, day):
        return self.weekday == day.weekday() and self.starts_on <= day <= self.ends_on


@dataclass(frozen=True)
class OtherDays:
    """Days that are not as the week says: other hours, or shut where there are none."""

    starts_on: date
    ends_on: date
    opens: time | None = None
    closes: time | None = None
    words: str = ""


@dataclass(frozen=True)
class Timetable:
    """All that tells when one site is open; `shut` are (from, until or None) of its closures."""

    week: tuple = ()
    other_days: tuple = ()
    opens_on_bank_holidays: bool = False
    shut: tuple = ()

    @property
    def is_known(self):
        """Whether anybody has said when it opens at all."""
        return bool(self.week or self.other_days)


@dataclass(frozen=True)
class Standing:
    """Open until, or shut until: at one moment, and why a day is not as usual."""

    is_open: bool
    changes_at: datetime | None
    words: str = ""


def hours_on(timetable, day, bank_holidays=()):
    """[(opens, closes)] of one day, in order; and the words for a day that is not as usual."""
    for other in timetable.other_days:
        if other.starts_on <= day <= other.ends_on:
            return ([(other.opens, other.closes)] if other.opens else []), other.words
    if day in bank_holidays and not timetable.opens_on_bank_holidays:
        return [], ""
    found = sorted((s.opens, s.closes) for s in timetable.week if s.is_on(day))
    return found, ""


def standing(timetable, now, bank_holidays=()):
    """Whether it is open at this moment, and when that changes: None where nobody can tell."""
    local = now.astimezone(LONDON)
    words = hours_on(timetable, local.date(), bank_holidays)[1]
    stretches = list(openings(timetable, local.date(), bank_holidays))
    for opens, closes in stretches:
        if opens <= now < closes:
            return Standing(True, closes, words)
    coming = next((opens for opens, _closes in stretches if opens > now), None)
    return Standing(False, coming, words)


def openings(timetable, first, bank_holidays=()):
    """(opens, closes) as moments, from this day on, joined where they touch, less closures."""
    days = (first + timedelta(days=n) for n in range(LOOKED_AHEAD))
    for day in days:
        for opens, closes in joined(hours_on(timetable, day, bank_holidays)[0]):
            whole = (at(day, opens), at(day, closes))
            yield from without(whole, timetable.shut)


def joined(stretches):
    """Stretches of one day in order, those that touch made one."""
    found = []
    for opens, closes in stretches:
        if found and opens <= found[-1][1]:
            found[-1] = (found[-1][0], max(closes, found[-1][1]))
        else:
            found.append((opens, closes))
    return found


def without(whole, shut):
    """What is left of one opening when the closures are taken out."""
    # The skipped hour may leave nothing of it.
    left = [whole] if whole[0] < whole[1] else []
    for begins, ends in shut:
        left = [
            part
            for opens, closes in left
            for part in (
                (opens, min(closes, begins)),
                (max(opens, ends) if ends else closes, closes),
            )
            if part[0] < part[1]
        ]
    return left


def at(day, clock):
    """When London's clocks say so; an hour that they skip or repeat is the first of the two.

    In UTC: two moments of one zone are compared by the clock on the wall, which stands still or
    jumps in those hours.
    """
    return datetime.combine(day, clock, LONDON).astimezone(UTC)


def scheduled_minutes(week, day):
    """How many minutes a week the site is open by its usual week in force on this day (R003)."""
    minutes = 0
    for weekday in range(7):
        now = sorted(
            (s.opens, s.closes)
            for s in week
            if s.weekday == weekday and s.starts_on <= day <= s.ends_on
        )
        minutes += sum(_minutes(closes) - _minutes(opens) for opens, closes in joined(now))
    return minutes


def hours_light(minutes, stipulated_hours):
    """ "green", "amber" or "red" for scheduled against stipulated hours; "" where none are."""
    if stipulated_hours is None:
        return ""
    short = timedelta(hours=float(stipulated_hours)) - timedelta(minutes=minutes)
    if short <= timedelta(0):
        return "green"
    return "amber" if short <= AMBER else "red"


def alike(week):
    """[((first weekday, last weekday), [(opens, closes)])]: days in a row with the same hours."""
    days = [sorted((s.opens, s.closes) for s in week if s.weekday == day) for day in range(7)]
    breaks = [at for at, (one, two) in enumerate(pairwise(days), start=1) if one != two]
    edges = [0, *breaks, 7]
    return [((start, end - 1), days[start]) for start, end in pairwise(edges)]


def _minutes(clock):
    return clock.hour * 60 + clock.minute
