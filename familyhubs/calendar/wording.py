"""How a deadline is said: "in 3 days", "2 hours left", "overdue by 1 working day"."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .working import LONDON

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def due_words(calendar, now, due):
    """What stands beside something that is due at a moment."""
    left = calendar.remaining(now, due)
    if left.is_overdue:
        return _overdue(left)
    if left.working_days:
        return days_words((due.astimezone(LONDON).date() - now.astimezone(LONDON).date()).days)
    return _left(left.working_time, same_day=due.astimezone(LONDON).date() == _day(now))


def due_by_clock_words(now, due):
    """What stands beside something that runs at night and at weekends too."""
    span = abs(due - now)
    days, hours = span // (2 * DAY) and span // DAY, span // HOUR
    if due < now and days:
        return ngettext("overdue by %(n)s day", "overdue by %(n)s days", days) % {"n": days}
    if due < now:
        return _overdue_hours(hours) if hours else _("overdue")
    return days_words(days) if days else _left(span, same_day=True)


def due_date_words(calendar, today, due):
    """What stands beside something that is due on a day."""
    if due >= today:
        return days_words((due - today).days)
    days, day = 0, due
    while day < today:
        day += timedelta(days=1)
        days += calendar.is_working_day(day)
    return _overdue_days(days) if days else _("overdue")


def days_words(days):
    if days == 0:
        return _("today")
    if days == 1:
        return _("tomorrow")
    return ngettext("in %(n)s day", "in %(n)s days", days) % {"n": days}


def _day(moment):
    return moment.astimezone(LONDON).date()


def _overdue(late):
    if late.working_days:
        return _overdue_days(late.working_days)
    hours = late.working_time // HOUR
    return _overdue_hours(hours) if hours else _("overdue")


def _overdue_hours(hours):
    return ngettext("overdue by %(n)s hour", "overdue by %(n)s hours", hours) % {"n": hours}


def _overdue_days(days):
    return ngettext("overdue by %(n)s working day", "overdue by %(n)s working days", days) % {
        "n": days
    }


def _left(span, *, same_day):
    """Time left today, or the working time left where a night or a weekend lies between."""
    hours, minutes = span // HOUR, max(1, span // timedelta(minutes=1))
    if hours and same_day:
        return ngettext("%(n)s hour left", "%(n)s hours left", hours) % {"n": hours}
    if hours:
        return ngettext("%(n)s working hour left", "%(n)s working hours left", hours) % {"n": hours}
    return ngettext("%(n)s minute left", "%(n)s minutes left", minutes) % {"n": minutes}
