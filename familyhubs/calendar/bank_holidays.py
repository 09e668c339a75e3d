"""England's bank holidays, offline, substitute days and one-offs included."""

from datetime import date
from functools import lru_cache

import holidays


@lru_cache(maxsize=64)
def of_year(year):
    """The bank holidays of one year in England."""
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


class EnglandBankHolidays:
    """All of them: `day in EnglandBankHolidays()`."""

    def __contains__(self, day: date):
        return day in of_year(day.year)
