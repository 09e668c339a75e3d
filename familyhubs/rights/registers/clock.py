"""By when: complaints are acknowledged, what is asked is answered, a breach is reported."""

from datetime import timedelta

from familyhubs.rights.copies.clock import COMPLEX, PLAIN, due_on

ACKNOWLEDGE = timedelta(days=30)
REPORT = timedelta(hours=72)
# Hours after it was found at which officers hear of it again; the last is when it is late.
MARKS = (24, 48, 60, 72)
COMPLAINT = "complaint"


def acknowledge_by(kind, received_on):
    """The law's day for a complaint: thirty days, working or not; nothing for other kinds."""
    return received_on + ACKNOWLEDGE if kind == COMPLAINT else None


def answer_by(kind, received_on, *, is_complex=False):
    """A month, three if it is complex. The law names no day for a complaint: three months at most.

    Decision 0081.
    """
    months = COMPLEX if is_complex or kind == COMPLAINT else PLAIN
    return due_on(received_on, months=months)


def owed_on(kind, received_on, *, acknowledged=False, is_complex=False):
    """The next day by which something is owed."""
    first = None if acknowledged else acknowledge_by(kind, received_on)
    return first or answer_by(kind, received_on, is_complex=is_complex)


def report_by(found_at):
    """Seventy-two hours of the clock, weekends and the change to summer time included."""
    return found_at + REPORT


def mark_passed(found_at, now):
    """The newest of the marks that lies behind, in hours; None before the first."""
    hours = (now - found_at) / timedelta(hours=1)
    return max((mark for mark in MARKS if mark <= hours), default=None)
