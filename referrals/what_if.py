"""What another target would do to the requests that are open, worked out and not written down."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Exists, OuterRef

from familyhubs.calendar.front_door import working_calendar
from hubs.models import Hub

from . import clocks
from .models import ContactAttempt, Referral, Status

# The clocks of the front door, by the council's field that sets each.
CLOCKS = ("screen_hours", "triage_days", "first_contact_days")
# All that is asked of a request: there may be thousands.
ASKED = (
    "hub",
    "status",
    "safety_flags",
    "happened_at",
    "screen_due_at",
    "decision_due_at",
    "screened_at",
)


class Line(NamedTuple):
    """One clock at one hub: how many are late now, by the old and by the new target, and soon."""

    clock: str
    hub: str
    late_now: int
    late_then: int
    soon_now: int
    soon_then: int


def due_by(referral, before, after):
    """When a request's screen and decision are due by the council's targets `after`."""
    red, received = referral.is_red, referral.happened_at
    screen = referral.screen_due_at
    if before.screen_hours != after.screen_hours:
        screen = clocks.screen_due(received, red=red, hours=after.screen_hours)
    targets = {"old": before.triage_days, "new": after.triage_days}
    decision = clocks.decision_retargeted(received, referral.decision_due_at, red=red, **targets)
    return screen, decision


def with_first_contact(rows):
    """Each request with whether somebody has reached the family."""
    reached = ContactAttempt.objects.filter(referral=OuterRef("pk"), reached=True)
    return rows.annotate(was_reached=Exists(reached))


def running(referral, screen, decision, contact):
    """The clocks of a request that still run, each with when it is due."""
    found = {}
    if referral.screened_at is None:
        found["screen_hours"] = screen
    if referral.status == Status.WAITING:
        found["triage_days"] = decision
        if not referral.was_reached:
            found["first_contact_days"] = contact
    return found


def dues(referral, before, after):
    screen, decision = due_by(referral, before, after)
    contact = None
    if referral.status == Status.WAITING and not referral.was_reached:
        contact = clocks.contact_due(referral.happened_at, days=after.first_contact_days)
    return running(referral, screen, decision, contact)


def would_be_late(before, after, now):
    """Each clock and hub with how many open requests are late now and by the next working day's
    end, by the targets there are and by those there would be."""
    soon = working_calendar().end_of_next_working_day(now)
    counts, asked = Counter(), set()
    rows = with_first_contact(Referral.objects.in_queue()).only(*ASKED)
    for referral in rows.iterator(chunk_size=1_000):
        asked.add(referral.hub_id)
        for which, targets in (("now", before), ("then", after)):
            for clock, due in dues(referral, before, targets).items():
                counts[clock, referral.hub_id, "late", which] += due < now
                counts[clock, referral.hub_id, "soon", which] += due < soon
    hubs = Hub.objects.filter(pk__in=asked).order_by("name")
    return [
        Line(
            clock,
            hub.name,
            *(counts[clock, hub.pk, k, w] for k in ("late", "soon") for w in ("now", "then")),
        )
        for clock in CLOCKS
        for hub in hubs
    ]
