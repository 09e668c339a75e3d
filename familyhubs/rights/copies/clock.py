"""When a copy is due: one calendar month, three if it is complex, longer by what was paused."""

from calendar import monthrange
from datetime import timedelta

from familyhubs.calendar.front_door import working_calendar

PLAIN, COMPLEX = 1, 3


def months_after(day, months):
    """The same day of a later month, or that month's last where it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return day.replace(year=year, month=month + 1, day=min(day.day, monthrange(year, month + 1)[1]))


def days_paused(pauses):
    """How many days lie in any of these half-open intervals; a day in two of them counts once."""
    paused, reached = 0, None
    for begin, end in sorted(pauses):
        begin = max(begin, reached) if reached else begin
        if end > begin:
            paused += (end - begin).days
            reached = end
    return paused


def due_on(received_on, pauses=(), *, months=PLAIN):
    """The last day; the next working day where that is none."""
    day = months_after(received_on, months) + timedelta(days=days_paused(pauses))
    calendar = working_calendar()
    return day if calendar.is_working_day(day) else calendar.next_working_day(day)
