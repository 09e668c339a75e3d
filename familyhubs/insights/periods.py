"""Fixed periods for figures: months, quarters and financial years. Pure.

Only periods that are over are published, and each quarter belongs to one year, so that no two
figures can be set against each other over a stretch of time of somebody's choosing.
"""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

FIRST_MONTH = 4
YEARS_OFFERED = 3


@dataclass(frozen=True, order=True)
class Period:
    """A month (1), quarter (3) or year (12), from its first day."""

    start: date
    months: int

    @property
    def end(self):
        """The first day after it."""
        return months_on(self.start, self.months)

    @property
    def year(self):
        """The financial year it belongs to."""
        return year_of(self.start)

    @property
    def last_year(self):
        """The same period one year before."""
        return Period(self.start.replace(year=self.start.year - 1), self.months)

    @property
    def key(self):
        """Its name in an address: 2025-26, or 2025-26-q3."""
        return key_of(self.start, self.months)

    @property
    def label(self):
        """Its name in words."""
        if self.months == 1:
            return f"{self.start:%B %Y}"
        last = months_on(self.start, self.months - 1)
        first = f"{self.start:%B}" if last.year == self.start.year else f"{self.start:%B %Y}"
        return f"{first} to {last:%B %Y}"

    def parts(self, months):
        """The shorter periods it is made of."""
        return [
            Period(months_on(self.start, ahead), months) for ahead in range(0, self.months, months)
        ]

    def over(self, today):
        return self.end <= today


@lru_cache(maxsize=512)
def key_of(start, months):
    first = year_of(start).start.year
    name = f"{first}-{(first + 1) % 100:02d}"
    if months == 12:
        return name
    months_in = (start.month - FIRST_MONTH) % 12
    return f"{name}-q{months_in // 3 + 1}" if months == 3 else f"{name}-m{months_in + 1}"


def months_on(day, months):
    """The first of the month so many months later."""
    ahead = day.year * 12 + day.month - 1 + months
    return date(ahead // 12, ahead % 12 + 1, 1)


def year_of(day):
    """The financial year of a day, April to March."""
    first = day.year if day.month >= FIRST_MONTH else day.year - 1
    return Period(date(first, FIRST_MONTH, 1), 12)


def years(today):
    """The years figures are worked out for, oldest first: those offered and one to compare with."""
    this = year_of(today)
    return [
        Period(this.start.replace(year=this.start.year - back), 12)
        for back in range(YEARS_OFFERED, -1, -1)
    ]


def offered(today, running=False):
    """The periods there are to choose, newest first: those that are over, or `running` too."""
    found = [
        period
        for year in years(today)[1:]
        for period in (year, *year.parts(3))
        if period.over(today) or (running and period.start <= today)
    ]
    return sorted(found, key=lambda period: (period.end, period.months), reverse=True)


def default(periods):
    """Which of these is shown first: the newest year, or the newest where there is no year."""
    return next((period for period in periods if period.months == 12), next(iter(periods), None))


def named(key, periods):
    """The one of these periods that has this name, or None."""
    return next((period for period in periods if period.key == key), None)
