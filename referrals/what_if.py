"""What another target would do to the requests that are open, worked out and not written down."""

from collections import Counter
from typing import NamedTuple

from django.db.models import Exists, OuterRef, Q

from familyhubs.calendar.front_door import working_calendar
from hubs.models import Hub

from . import clocks
from .models import ContactAttempt, Referral, Status
from .waits import CHASED_FOR

# The clocks of the front door, by the council's field that sets each.
CLOCKS = (
    "screen_hours",
    "triage_days",
    "first_contact_days",
    "allocation_days",
    "first_visit_days",
)
# All that is asked of a request: there may be thousands.
ASKED = (
    "hub",
    "status",
    "safety_flags",
    "happened_at",
    "screen_due_at",
    "decision_due_at",
    "screened_at",
    "decided_at",
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


def count(counts, hub, which, found, now, soon):
    """Add to the numbers what these dues say."""
    for clock, due in found.items():
        counts[clock, hub, "late", which] += due < now
        counts[clock, hub, "soon", which] += due < soon


def dues_after(referral, targets):
    """The clocks that run on after a request was accepted, by the council's `targets`."""
    found = {}
    if not referral.has_lead:
        since = max(referral.decided_at, referral.lead_left_at or referral.decided_at)
        found["allocation_days"] = clocks.allocation_due(since, days=targets.allocation_days)
    elif not referral.is_met:
        days = targets.first_visit_days
        found["first_visit_days"] = clocks.first_visit_due(referral.decided_at, days=days)
    return found


def would_be_late(before, after, now):
    """Each clock and hub with how many open requests are late now and by the next working day's
    end, by the targets there are and by those there would be."""
    soon = working_calendar().end_of_next_working_day(now)
    counts, asked = Counter(), set()
    rows = with_first_contact(Referral.objects.in_queue()).only(*ASKED)
    for referral in rows.iterator(chunk_size=1_000):
        asked.add(referral.hub_id)
        for which, targets in (("now", before), ("then", after)):
            count(counts, referral.hub_id, which, dues(referral, before, targets), now, soon)
    lately = Q(has_lead=False) | Q(is_met=False, decided_at__gt=now - CHASED_FOR)
    helped = Referral.objects.being_helped(now).filter(lately).only(*ASKED)
    for referral in helped.iterator(chunk_size=1_000):
        asked.add(referral.hub_id)
        for which, targets in (("now", before), ("then", after)):
            count(counts, referral.hub_id, which, dues_after(referral, targets), now, soon)
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
