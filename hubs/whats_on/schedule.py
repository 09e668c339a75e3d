"""From a rule to days, and from a day to moments that are right whichever way the clocks change.

Pure: no table is read here.
"""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")
LONGEST = timedelta(days=366)


def days_of(rule):
    """Every day of the rule, its exceptions left out; without weekdays it is its first day only."""
    if not rule.weekdays:
        return [] if rule.runs_from in rule.except_on else [rule.runs_from]
    monday = rule.runs_from - timedelta(days=rule.runs_from.weekday())
    length = (min(rule.runs_until, rule.runs_from + LONGEST) - rule.runs_from).days
    days = (rule.runs_from + timedelta(days=ahead) for ahead in range(length + 1))
    return [
        day
        for day in days
        if day.weekday() in rule.weekdays
        and (day - monday).days // 7 % rule.every_weeks == 0
        and day not in rule.except_on
    ]


def moments(day, starts, ends):
    """When it starts and ends on this day by the clock on the wall."""
    start, end = (datetime.combine(day, at, LONDON) for at in (starts, ends))
    if end.timestamp() > start.timestamp():
        return start, end
    # In the hour that the clocks leave out: it lasts as long as it should.
    length = datetime.combine(day, ends) - datetime.combine(day, starts)
    return start, datetime.fromtimestamp(start.timestamp() + length.total_seconds(), LONDON)


def moments_of(rule, day):
    """(which of the day's appointments, when it starts, when it ends); without them, one session.

    What is too short at the end for one more family is left over.
    """
    if not rule.slot_minutes:
        return [(0, *moments(day, rule.starts, rule.ends))]
    length = timedelta(minutes=rule.slot_minutes)
    first, last = datetime.combine(day, rule.starts), datetime.combine(day, rule.ends)
    starts = [first + slot * length for slot in range((last - first) // length)]
    return [
        (slot, *moments(day, start.time(), (start + length).time()))
        for slot, start in enumerate(starts)
    ]


def next_run(activity):
    """First and last day of the same again, straight after: the same weekdays, as many weeks."""
    rhythm = timedelta(weeks=activity.every_weeks if activity.weekdays else 1)
    length = activity.runs_until - activity.runs_from
    start = activity.runs_from + rhythm * (length // rhythm + 1)
    return start, start + length
