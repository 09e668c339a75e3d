"""Which priority groups a family is in now: what was said last, and within a year. Pure."""

from datetime import date


def lapses_on(day):
    """A year later, on which it counts no more; the database reckons the same (migration 0036)."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        return date(day.year + 1, 2, 28)


def current(newest, on):
    """Of the newest rows of each group and person, those that still hold on this day."""
    return [row for row in newest if row.still_true and lapses_on(row.observed_on) > on]
