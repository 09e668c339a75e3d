"""When a plan is looked at again, and when somebody is reminded of it (domain.md 3.1). Pure."""

from datetime import timedelta

ONE_DAY = timedelta(days=1)


def latest_review(after, weeks):
    """The last day on which the next review may be due."""
    return after + timedelta(weeks=weeks)


def usual_review(after, weeks, is_working_day):
    """The day to suggest: as late as allowed, moved back to a working day."""
    day = latest_review(after, weeks)
    while not is_working_day(day) and day - ONE_DAY > after:
        day -= ONE_DAY
    return day


def reminder_reached(due_on, today, offsets):
    """The latest of these reminders whose day has come, or None.

    After an outage only the latest is owed: nobody gets last week's reminder as well.
    """
    reached = [offset for offset in offsets if due_on + timedelta(days=offset) <= today]
    return max(reached, default=None)


def days_before(day, offset):
    """The due date whose reminder at this offset falls on `day`."""
    return day - timedelta(days=offset)
