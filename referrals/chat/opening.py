"""When families can chat: the switch is on, we are open, somebody is on the rota (R048)."""

from datetime import timedelta

from django.utils import timezone

from familyhubs.calendar.front_door import working_calendar
from familyhubs.calendar.working import LONDON
from familyhubs.council.current import council
from hubs.models import DutyKind, DutyShift
from hubs.rota import present, rows_in
from hubs.rota_hours import cut, uncovered, working_spans

from .. import clocks

# How far ahead a page looks for the next time that somebody is there.
AHEAD = timedelta(days=14)


def is_open(hub=None, *, now=None):
    """Whether somebody can chat now: at this hub, or with the front door as a whole."""
    now = now or timezone.now()
    if not (council().chat_is_on and clocks.is_open(now)):
        return False
    return of_hub(DutyShift.objects.answering_now(DutyKind.CHAT, at=now), hub).exists()


def of_hub(shifts, hub):
    """The whole front door is anybody's who is on this duty; a hub also has its own."""
    return shifts if hub is None else shifts.at_hub(hub)


def opens_next(hub=None, *, now=None):
    """When that is next, or None where nobody is on the rota for it in the time that is planned."""
    now = now or timezone.now()
    if not council().chat_is_on:
        return None
    until = now + AHEAD
    first, last = now.astimezone(LONDON).date(), until.astimezone(LONDON).date()
    doors = cut(working_spans(working_calendar(), first, last), now, until)
    rows = rows_in(now, until)
    counted = of_hub(DutyShift.objects.filter(pk__in=[s.pk for s in rows.shifts]), hub)
    on_chat = set(counted.filter(kind=DutyKind.CHAT).values_list("pk", flat=True))
    there = present([s for s in rows.shifts if s.pk in on_chat], rows.absences, now, until)
    both = uncovered(doors, uncovered(doors, there))
    return both[0][0] if both else None
