"""The calendar this council works by: its front door's hours and England's bank holidays."""

from functools import lru_cache

from familyhubs.council.current import council

from .bank_holidays import EnglandBankHolidays
from .working import NINE_TO_FIVE, Clock, WorkingCalendar


def working_calendar():
    """Built once for the council's settings, which a request reads at most once."""
    settings = council()
    if not hasattr(settings, "_calendar"):
        week = tuple(settings.hours_on(weekday) for weekday in range(5))
        settings._calendar = calendar_for(week, tuple(settings.dated_hours().items()))
    return settings._calendar


def clock():
    """The clock that deadlines of this council run by."""
    settings = council()
    if not hasattr(settings, "_clock"):
        settings._clock = Clock(working_calendar())
    return settings._clock


@lru_cache(maxsize=8)
def calendar_for(week, dated=()):
    """One calendar for one set of opening hours; nine to five where a council gave none at all.

    `dated` are (day, its hours or None): closed days and days that end early.
    """
    hours = {weekday: times for weekday, times in enumerate(week) if times}
    return WorkingCalendar(
        EnglandBankHolidays(),
        hours or NINE_TO_FIVE,
        closures=frozenset(day for day, times in dated if not times),
        dated_hours={day: times for day, times in dated if times},
    )


def opens_again(now):
    """When the front door opens next, or None where it is open at this moment."""
    opens = working_calendar().next_open(now)
    return None if opens <= now else opens
