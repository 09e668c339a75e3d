"""When things about a request are due, by the council's own clocks (domain.md 3.1)."""

from familyhubs.calendar.front_door import clock, working_calendar
from familyhubs.calendar.working import Allowance
from familyhubs.council.current import council


def screen_due(received_at):
    """The safeguarding screen of every request: working hours."""
    return clock().due(received_at, Allowance(hours=council().screen_hours))


def decision_due(received_at):
    """The decision at the front door: working days."""
    return clock().due(received_at, Allowance(days=council().triage_days))


def contact_due(received_at):
    """By when somebody gets in touch with the family: working days."""
    return clock().due(received_at, Allowance(days=council().first_contact_days))


def tell_due(decided_at):
    """By when whoever referred the family knows the outcome: working days."""
    return clock().due(decided_at, Allowance(days=council().tell_referrer_days))


def may_give_up_from(first_try):
    """From when on a family that was never reached may be called out of reach: working days."""
    return working_calendar().add_working_days(first_try, council().giving_up_days)


def after_pause(due, paused_at, resumed_at):
    """The same deadline, later by the working time that the family was awaited."""
    calendar = working_calendar()
    if paused_at >= due:
        return due
    return calendar.add_working_time(due, calendar.working_time_between(paused_at, resumed_at))


def by_another_calendar(start, due, *, before, after):
    """The same deadline after closures came or went: as much working time from the beginning."""
    if due <= start:
        return due
    span = before.working_time_between(start, due)
    old, new = before.add_working_time(start, span), after.add_working_time(start, span)
    if new == old and after.next_open(old) == before.next_open(old):
        return due
    # What was due at an opening, not at the closing before it, stays due at an opening.
    return after.next_open(new) if due > old else new


def days_overdue(due, now):
    """Whole working days since it was due."""
    return max(0, working_calendar().working_days_between(due, now)) if now > due else 0
