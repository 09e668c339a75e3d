"""School terms of the invented council, for the year before this one, this one and the next."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from familyhubs.calendar.school import year_of
from familyhubs.council.actions import keep_term
from familyhubs.database.actor import SystemActor, set_actor

# Name, from and until (month, day); after December it is the next calendar year.
TERMS = (
    ("Autumn term, first half", (9, 2), (10, 23)),
    ("Autumn term, second half", (11, 2), (12, 18)),
    ("Spring term, first half", (1, 5), (2, 12)),
    ("Spring term, second half", (2, 22), (3, 26)),
    ("Summer term, first half", (4, 12), (5, 28)),
    ("Summer term, second half", (6, 7), (7, 20)),
)


def terms():
    """From and until a day of school: one at a weekend moves into the term."""
    this_year = year_of(timezone.localdate())
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        for year in (this_year - 1, this_year, this_year + 1):
            for name, first, last in TERMS:
                starts, ends = (day_of(year, *each) for each in (first, last))
                starts += timedelta(days=(7 - starts.weekday()) % 7 if starts.weekday() > 4 else 0)
                ends -= timedelta(days=max(0, ends.weekday() - 4))
                keep_term(None, name=name, starts_on=starts, ends_on=ends)


def day_of(year, month, day):
    return date(year if month >= 9 else year + 1, month, day)
