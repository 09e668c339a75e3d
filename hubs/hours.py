"""Reads opening times as people write them: "Tues 11am - 2pm, Fri 11.30am -1.30pm". Pure.

What is not plain gives nothing at all: half a timetable sends families to a locked door.
"""

import re
from datetime import time
from itertools import pairwise

NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CLOCK = r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm|noon|midnight)?|(noon|midday)"
DAY = r"[a-z]{3,9}"
PART = re.compile(
    rf"(?P<day>{DAY})s?\.?(?:\s*(?:-|to|–)\s*(?P<last>{DAY})s?\.?)?[\s:,]*"
    rf"(?P<opens>{CLOCK})\s*(?:-|to|–|until)\s*(?P<closes>{CLOCK})"
)
ONE = re.compile(CLOCK)
BETWEEN = re.compile(r"[\s,;.&]*(?:and)?[\s,;.&]*")
LONGEST = 300


def read_hours(words):
    """[(weekday, opens, closes)] where all of the words are days and times; else nothing."""
    text, at, found = words.lower().strip(), 0, []
    if len(text) > LONGEST:
        return []
    while at < len(text):
        match = PART.match(text, at)
        read = match and _read(match)
        if not read:
            return []
        found += read
        at = BETWEEN.match(text, match.end()).end()
    found.sort()
    # Two that overlap are a slip: which of them is right cannot be told.
    slips = any(one[0] == two[0] and two[1] < one[2] for one, two in pairwise(found))
    return [] if slips else found


def _read(match):
    first = _day(match["day"])
    last = _day(match["last"]) if match["last"] else first
    closes, half = _time(match["closes"], "")
    opens, _half = _time(match["opens"], half or "am")
    if None in (first, last, opens, closes) or last < first:
        return None
    if opens >= closes and half == "pm":
        # "10 - 12.30pm": the morning is meant where the afternoon cannot be.
        opens, _half = _time(match["opens"], "am")
    if opens is None or opens >= closes:
        return None
    return [(day, opens, closes) for day in range(first, last + 1)]


def _day(word):
    """A weekday from its name or a beginning of it that is no other's: "Tues", "Mondays"."""
    begun = (word, word.removesuffix("s"))
    fits = [at for at, name in enumerate(NAMES) if name.startswith(begun)]
    return fits[0] if len(fits) == 1 else None


def _time(text, half):
    """(time, am or pm): `half` holds where the words do not say; (None, "") if it is no time."""
    hour, minute, said, noon = ONE.fullmatch(text.strip()).groups()
    if noon:
        return time(12), "pm"
    if said == "noon":
        said = "pm"
    hour, minute, said = int(hour), int(minute or 0), said or half
    # "5" alone may be either end of the day; 17:00 needs no more words.
    if said == "midnight" or (not said and hour < 13):
        return None, ""
    if hour < 13 and said:
        hour = hour % 12 + (12 if said == "pm" else 0)
    return (time(hour, minute), said) if hour < 24 and minute < 60 else (None, "")
