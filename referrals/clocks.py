"""When things about a request are due, by the council's own clocks (domain.md 3.1)."""

from datetime import timedelta

from familyhubs.calendar.front_door import clock, working_calendar
from familyhubs.calendar.working import LONDON, Allowance
from familyhubs.council.current import council


def screen_due(received_at, *, red=False, hours=None):
    """The safeguarding screen of every request: working hours; clock hours where it is red."""
    hours = hours or council().screen_hours
    if red:
        return received_at + timedelta(hours=hours)
    return clock().due(received_at, Allowance(hours=hours))


def decision_due(received_at, *, red=False, days=None):
    """The decision at the front door: working days; days and nights where it is red."""
    days = days or council().triage_days
    if red:
        return received_at + timedelta(days=days)
    return clock().due(received_at, Allowance(days=days))


def contact_due(received_at, *, red=False, days=None):
    """By when somebody is in touch with the family: working days; days and nights if it is red."""
    days = days or council().first_contact_days
    if red:
        return received_at + timedelta(days=days)
    return clock().due(received_at, Allowance(days=days))


def contact_promised(received_at, waited):
    """By when we tell a family to expect us: the clock's day, or later where 8 of 10 families of
    late waited longer; never sooner than the clock (R047).

    `waited`: what `Referral.objects.contacted_lately` gives.
    """
    due = contact_due(received_at)
    if waited is None:
        return due
    return max(due, working_calendar().next_open(received_at + timedelta(days=waited.most)))


def allocation_due(since, *, days=None):
    """By when somebody leads, from the decision or since nobody does: working days (3.1)."""
    return clock().due(since, Allowance(days=days or council().allocation_days))


def first_visit_due(decided_at, *, days=None):
    """By when the lead has been in touch after the decision: working days (3.1)."""
    return clock().due(decided_at, Allowance(days=days or council().first_visit_days))


def acknowledgement_due(passed_on_at, *, days=None):
    """By when children's social care says that it has a concern: working days."""
    return clock().due(passed_on_at, Allowance(days=days or council().step_up_days))


def retargeted(due_of, received_at, due, *, old, new, red=False):
    """The same deadline by another target: the time that the family was awaited is kept.

    `due_of` is `decision_due` or `contact_due`.
    """
    if old == new:
        return due
    first, then = (due_of(received_at, red=red, days=days) for days in (old, new))
    if red:
        return then + (due - first)
    calendar = working_calendar()
    awaited = calendar.working_time_between(first, due)
    return calendar.add_working_time(then, awaited) if awaited else then


def tell_due(decided_at, *, days=None):
    """By when whoever referred the family knows the outcome: working days."""
    return clock().due(decided_at, Allowance(days=days or council().tell_referrer_days))


def question_due(asked_at, *, days=None):
    """By when a question to "ask us" is answered: working days."""
    return clock().due(asked_at, Allowance(days=days or council().question_days))


def may_give_up_from(first_try):
    """From when on a family that was never reached may be called out of reach: working days."""
    return working_calendar().add_working_days(first_try, council().giving_up_days)


def family_answer_due(asked_at, *, red=False):
    """Until when a question to a family is left with it: as long as we try to reach one.

    Working days; days by the clock where it is red.
    """
    if red:
        return asked_at + timedelta(days=council().giving_up_days)
    return working_calendar().add_working_days(asked_at, council().giving_up_days)


def after_pause(due, paused_at, resumed_at, *, red=False):
    """The same deadline, later by the working time that the family was awaited."""
    calendar = working_calendar()
    if paused_at >= due:
        return due
    if red:
        return due + (resumed_at - paused_at)
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


def days_overdue(due, now, *, red=False):
    """Whole working days since it was due; days by the clock where it is red."""
    if red:
        return max(0, (now - due).days)
    return max(0, working_calendar().working_days_between(due, now)) if now > due else 0


def is_open(now):
    """Whether the front door is open at this moment."""
    return working_calendar().next_open(now) == now


def deputy_due(due, *, red=False):
    """From when on the deputy hears of it too."""
    hours = council().deputy_hours
    if red:
        return due + timedelta(hours=hours)
    return working_calendar().add_working_hours(due, hours)


def may_remind(now, *, red=False):
    """On working days; day and night where it is red."""
    return red or working_calendar().is_working_day(now.astimezone(LONDON).date())
