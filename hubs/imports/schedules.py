"""Schedules of another council's feed, read back as hours where they are plain; else as words."""

import re
from dataclasses import dataclass
from datetime import date, time
from itertools import combinations, groupby, pairwise

from ..open_referral.parameters import DAYS
from .parts import text

# A time with a zone is another one in summer: which of the two is meant cannot be told.
CLOCK = re.compile(r"([01]\d|2[0-3]):([0-5]\d)(:00)?", re.ASCII)
# What makes of every week something less.
NOT_WEEKLY = ("bymonthday", "until", "count")
LONGEST, MOST = 2_000, 200
NAMES = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, order=True)
class Weekly:
    """One stretch of a weekday, with the days on which it begins and ends where they are told."""

    weekday: int
    opens: time
    closes: time
    starts_on: date | None = None
    ends_on: date | None = None

    def crosses(self, other):
        """Whether both may hold at once on one day."""
        return (
            self.weekday == other.weekday
            and self.opens < other.closes
            and other.opens < self.closes
            and (self.starts_on or date.min) <= (other.ends_on or date.max)
            and (other.starts_on or date.min) <= (self.ends_on or date.max)
        )


def times_of(schedules, today):
    """(words, [(weekday, opens, closes)] in force today): both empty where nothing is told."""
    schedules = [one for one in schedules if not is_over(one, today)]
    begun = [one for one in weekly(schedules) if (one.starts_on or today) <= today]
    hours = [(one.weekday, one.opens, one.closes) for one in begun]
    return in_words(schedules, hours), hours


def in_words(schedules, hours):
    """What families read: the source's own words, or its hours in ours; its notes after them."""
    said = [text(one, "description", LONGEST) for one in schedules]
    if not hours:
        said = [worded(one) for one in schedules]
    elif not any(said):
        said = [said_hours(hours)]
    said += [text(one, "notes", LONGEST) for one in schedules]
    return "\n".join(dict.fromkeys(filter(None, said)))[:LONGEST]


def weekly(schedules):
    """Every stretch of the week; none at all where one of them is not plain or two cross."""
    found = set()
    for one in schedules:
        read = plain(one)
        if read is None:
            return []
        found |= set(read)
    if len(found) > MOST or any(one.crosses(other) for one, other in combinations(found, 2)):
        return []
    return sorted(found, key=lambda one: (one.weekday, one.opens, one.starts_on or date.min))


def plain(one):
    """The stretches of a schedule: [] where it has words only, None where it is no plain week."""
    told = [text(one, name, 200) for name in ("freq", "byday", "opens_at", "closes_at", "dtstart")]
    if not any(told):
        return []
    freq, byday, opens, closes, _first = told
    marks = [mark.strip() for mark in byday.upper().split(",")]
    opens, closes = clock(opens), clock(closes)
    first, last = day(one, "valid_from"), day(one, "valid_to")
    if (
        freq.upper() not in ("", "WEEKLY")
        or one.get("interval") not in (None, 1, "1", "")
        or any(one.get(name) for name in NOT_WEEKLY)
        or not set(marks) <= set(DAYS)
        or None in (opens, closes)
        or opens >= closes
        or (first and last and last < first)
    ):
        return None
    return [Weekly(DAYS.index(mark), opens, closes, first, last) for mark in marks]


def clock(said):
    found = CLOCK.fullmatch(said)
    return time(int(found[1]), int(found[2])) if found else None


def day(one, name):
    """A date, also with a time behind it; nothing where it is none."""
    try:
        return date.fromisoformat(text(one, name, 60)[:10])
    except ValueError:
        return None


def is_over(one, today):
    last = day(one, "valid_to")
    return last is not None and last < today


def worded(one):
    """Days, times and words of one schedule, as they stand there."""
    hours = [text(one, name, 20)[:5] for name in ("opens_at", "closes_at")]
    said = (text(one, "byday", 200), "–".join(filter(None, hours)), text(one, "description", 2_000))
    return " ".join(filter(None, said))


def said_hours(hours):
    """ "Monday - Friday 9am - 5pm, Saturday 9.30am - 12pm": so that hours.py reads the same."""
    rows = sorted(hours, key=lambda row: (row[1], row[2], row[0]))
    said = []
    for (opens, closes), same in groupby(rows, lambda row: row[1:]):
        days = [row[0] for row in same]
        breaks = [at for at, (one, two) in enumerate(pairwise(days), 1) if two != one + 1]
        for begin, end in pairwise([0, *breaks, len(days)]):
            run = days[begin:end]
            names = NAMES[run[0]] if len(run) == 1 else f"{NAMES[run[0]]} - {NAMES[run[-1]]}"
            said.append((run[0], opens, f"{names} {oclock(opens)} - {oclock(closes)}"))
    return ", ".join(words for _day, _opens, words in sorted(said))


def oclock(at):
    minutes = f".{at.minute:02}" if at.minute else ""
    return f"{at.hour % 12 or 12}{minutes}{'pm' if at.hour >= 12 else 'am'}"
