"""Deadlines follow the calendar: a day that is closed adds to nobody's lateness."""

from django.utils import timezone

from familyhubs.audit import log
from familyhubs.calendar.front_door import working_calendar
from familyhubs.database.actor import beyond_sight

from ..clocks import by_another_calendar
from ..models import Concern, Referral
from ..owed import OWED
from ..what_if import due_by

OF_A_REQUEST = ("screen_due_at", "decision_due_at", "contact_due_at")


@beyond_sight("what everybody waits for, whoever closes a day")
def follow_calendar(before, *, by, since=None):
    """What waits keeps as much working time as it had by the calendar `before`; how many moved.

    `since`: only the time from then on is another, as with new weekly hours; a day that was closed
    counts from the beginning.
    """
    calendars = (before, working_calendar())
    moved = 0
    waiting = Referral.objects.in_queue().order_by("pk").select_for_update(of=("self",))
    for referral in waiting:
        if referral.is_red:
            continue  # By the clock, whether the front door is open or not.
        start = max(referral.happened_at, since or referral.happened_at)
        moved += move(referral, start, OF_A_REQUEST, *calendars)
    for referral in Referral.objects.still_promised(timezone.now()).order_by("pk"):
        # Accepted before anybody was in touch: what the family was told is still waited for.
        if not referral.is_red:
            start = max(referral.happened_at, since or referral.happened_at)
            moved += move(Referral.objects.lock(referral), start, ("contact_due_at",), *calendars)
    for concern in Concern.objects.open().order_by("pk").select_for_update(of=("self",)):
        if concern.runs_day_and_night:
            continue
        begins = concern.taken_at or concern.raised_at
        names = ("due_at",) if concern.taken_at is None else ("decide_due_at",)
        moved += move(concern, max(begins, since or begins), names, *calendars)
    for owed in OWED:
        for row in owed.rows().select_for_update(of=("self",)):
            moved += move(row, max(row.begins, since or row.begins), (owed.due,), *calendars)
    if moved:
        log.record("requests.deadlines_moved", by=by, about=Referral, count=moved)
    return moved


def move(row, start, names, before, after):
    """Whether one row's deadlines changed; those it has keep their working time."""
    dues = {name: due for name in names if (due := getattr(row, name))}
    new = {
        name: by_another_calendar(start, due, before=before, after=after)
        for name, due in dues.items()
    }
    if new == dues:
        return False
    for name, due in new.items():
        setattr(row, name, due)
    row.save(update_fields=[*new, "updated_at"])
    return True


@beyond_sight("what everybody waits for, whoever sets a target")
def follow_targets(before, after, *, by):
    """What is open is due by the new targets from now on; how many deadlines moved.

    `before` and `after` are the council's records.
    """
    moved = 0
    waiting = Referral.objects.in_queue().order_by("pk").select_for_update(of=("self",))
    for referral in waiting:
        due = due_by(referral, before, after)
        if due != {name: getattr(referral, name) for name in due}:
            for name, new in due.items():
                setattr(referral, name, new)
            referral.save(update_fields=[*due, "updated_at"])
            moved += 1
    for owed in OWED:
        for row in owed.rows().select_for_update(of=("self",)):
            due = owed.due_by(row.begins, getattr(row, owed.due), before, after)
            if due != getattr(row, owed.due):
                setattr(row, owed.due, due)
                row.save(update_fields=[owed.due, "updated_at"])
                moved += 1
    if moved:
        log.record("requests.deadlines_moved", by=by, about=Referral, count=moved)
    return moved
