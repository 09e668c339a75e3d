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
AHEAD, WEEK = timedelta(days=14), timedelta(days=7)


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
    spans = open_spans(hub, now, now + AHEAD)
    return spans[0][0] if spans else None


def this_week(hub=None, *, now=None):
    """The hours of the next seven days in which somebody is there: (day, [(from, until), …])."""
    now, days = now or timezone.now(), {}
    for start, end in open_spans(hub, now, now + WEEK):
        start, end = start.astimezone(LONDON), end.astimezone(LONDON)
        days.setdefault(start.date(), []).append((start, end))
    return list(days.items())


def open_spans(hub, start, end):
    """When within this time the front door is open and somebody who is not away is on chat duty."""
    if not council().chat_is_on:
        return []
    first, last = start.astimezone(LONDON).date(), end.astimezone(LONDON).date()
    doors = cut(working_spans(working_calendar(), first, last), start, end)
    rows = rows_in(start, end)
    counted = of_hub(DutyShift.objects.filter(pk__in=[s.pk for s in rows.shifts]), hub)
    on_chat = set(counted.filter(kind=DutyKind.CHAT).values_list("pk", flat=True))
    there = present([s for s in rows.shifts if s.pk in on_chat], rows.absences, start, end)
    return uncovered(doors, uncovered(doors, there))
