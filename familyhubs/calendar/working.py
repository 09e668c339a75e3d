"""Working days and hours. Pure: no settings, no database, no present moment.

A working day is a weekday with opening hours that is neither a bank holiday nor a closure
(domain.md 3.1). What arrives out of hours counts from the next opening. A day that is left out
makes a wait longer, never shorter. All times are England's; clock changes fall outside hours.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
ONE_DAY = timedelta(days=1)
NO_TIME = timedelta(0)
NINE_TO_FIVE = {weekday: (time(9), time(17)) for weekday in range(5)}


@dataclass(frozen=True)
class Allowance:
    """How long something may take: working days, working hours, or both one after the other."""

    days: int = 0
    hours: float = 0


@dataclass(frozen=True)
class Remaining:
    """What is left until something is due, or by how much it is overdue.

    Whole working days; where there is none, the working time.
    """

    is_overdue: bool
    working_days: int
    working_time: timedelta = NO_TIME


@dataclass(frozen=True)
class WorkingCalendar:
    """When the front door works.

    `bank_holidays` and `closures` answer `day in …`; `opening_hours` maps a weekday (0 is Monday)
    to (opens, closes), and `dated_hours` one day to its own.
    """

    bank_holidays: object = frozenset()
    opening_hours: dict = field(default_factory=lambda: NINE_TO_FIVE)
    closures: frozenset = frozenset()
    dated_hours: dict = field(default_factory=dict)
    # What was worked out of a day already: a page asks of the same few days thousands of times.
    _known: dict = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self):
        if not any(self.opening_hours.get(weekday) for weekday in range(5)):
            raise ValueError("A working calendar needs opening hours on at least one weekday.")

    def is_working_day(self, day: date):
        return self.hours_on(day) is not None

    def _works_on(self, day):
        return (
            day.weekday() < 5
            and bool(self.opening_hours.get(day.weekday()))
            and day not in self.bank_holidays
            and day not in self.closures
        )

    def hours_on(self, day: date):
        """When the front door is open on this day: (from, until), or None."""
        try:
            return self._known[day]
        except KeyError:
            hours = self._known[day] = self._hours(day) if self._works_on(day) else None
            return hours

    def next_working_day(self, day: date):
        """The first working day after this one."""
        day += ONE_DAY
        while not self.is_working_day(day):
            day += ONE_DAY
        return day

    def next_open(self, moment):
        """This moment if the front door is open, else the next opening."""
        moment = _in_london(moment)
        day = moment.date()
        hours = self.hours_on(day)
        if hours and moment < hours[1]:
            return max(moment, hours[0])
        return self.hours_on(self.next_working_day(day))[0]

    def add_working_days(self, moment, days):
        """The same time of day, so many working days on, counted from the next opening."""
        start = self.next_open(moment)
        day = start.date()
        for _ in range(days):
            day = self.next_working_day(day)
        return self._at_the_time_of(start, day)

    def _at_the_time_of(self, start, day):
        return self.next_open(datetime.combine(day, start.time(), LONDON))

    def add_working_hours(self, moment, hours):
        return self.add_working_time(moment, timedelta(hours=hours))

    def add_working_time(self, moment, span):
        """The moment at which the front door has been open for this long."""
        at = self.next_open(moment)
        while span > NO_TIME:
            closes = self.hours_on(at.date())[1]
            if span <= closes - at:
                return at + span
            span -= closes - at
            at = self.next_open(closes)
        return at

    def end_of_next_working_day(self, moment):
        """When the front door closes on the first working day after the day of this moment."""
        return self.hours_on(self.next_working_day(_in_london(moment).date()))[1]

    def working_days_between(self, start, end):
        """Whole working days from one moment to another; negative when the end comes first."""
        if end < start:
            return -self.working_days_between(end, start)
        start = self.next_open(start)
        day, last, worked = start.date(), _in_london(end).date(), []
        while day < last:
            day += ONE_DAY
            if self.is_working_day(day):
                worked.append(day)
        # The last of them counts only from the time of day at which the first began.
        while worked and self._at_the_time_of(start, worked[-1]) > end:
            worked.pop()
        return len(worked)

    def working_time_between(self, start, end):
        """For how long the front door is open between two moments; none when the end is first."""
        at, end, total = self.next_open(start), _in_london(end), NO_TIME
        while at < end:
            closes = self.hours_on(at.date())[1]
            total += min(closes, end) - at
            at = self.next_open(closes)
        return total

    def remaining(self, now, due):
        """How much working time there still is, or by how much it is too late."""
        late = now > due
        first, last = (due, now) if late else (now, due)
        days = self.working_days_between(first, last)
        return Remaining(late, days, NO_TIME if days else self.working_time_between(first, last))

    def _hours(self, day):
        opens, closes = self.dated_hours.get(day) or self.opening_hours[day.weekday()]
        return datetime.combine(day, opens, LONDON), datetime.combine(day, closes, LONDON)


@dataclass(frozen=True)
class Clock:
    """Says when something is due. Waiting for the family moves it (referrals/clocks.py)."""

    calendar: WorkingCalendar

    def due(self, start, allowance):
        """The working days of the allowance first, then its hours."""
        due = self.calendar.add_working_days(start, allowance.days)
        return self.calendar.add_working_hours(due, allowance.hours) if allowance.hours else due


def _in_london(moment):
    if moment.tzinfo is LONDON:
        return moment
    if moment.tzinfo is None:
        raise ValueError("A moment needs a time zone.")
    return moment.astimezone(LONDON)
