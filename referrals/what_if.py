"""What another target would do to the requests that are open, worked out and not written down."""

from collections import Counter, defaultdict
from typing import NamedTuple

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q

from familyhubs.calendar.front_door import working_calendar
from familyhubs.database.actor import beyond_sight
from hubs.models import Hub

from . import clocks
from .models import ContactAttempt, Referral, Status
from .owed import OWED
from .waits import CHASED_FOR

# The clocks that something waits by, by the council's field that sets each.
CLOCKS = (
    "screen_hours",
    "triage_days",
    "first_contact_days",
    "allocation_days",
    "first_visit_days",
    "tell_referrer_days",
    "question_days",
    "step_up_days",
    "step_down_days",
)
# All that is asked of a request: there may be thousands, so no whole one is made of it.
ASKED = (
    "hub_id",
    "status",
    "is_red",
    "happened_at",
    "screen_due_at",
    "decision_due_at",
    "contact_due_at",
    "screened_at",
    "decided_at",
)


# Those counted in days, each with where it stands and how it is worked out.
DAYS = (
    (clocks.decision_due, "decision_due_at", "triage_days"),
    (clocks.contact_due, "contact_due_at", "first_contact_days"),
)


DUES = ("screen_due_at", "decision_due_at", "contact_due_at")


class Line(NamedTuple):
    """One clock at one hub: how many are late now, by the old and by the new target, and soon."""

    clock: str
    hub: str
    late_now: int
    late_then: int
    soon_now: int
    soon_then: int


def due_by(referral, before, after):
    """When a request's screen, decision and first contact are due by the targets `after`."""
    if before is after:
        return {name: getattr(referral, name) for name in DUES}
    red, received = referral.is_red, referral.happened_at
    screen = referral.screen_due_at
    if before.screen_hours != after.screen_hours:
        screen = clocks.screen_due(received, red=red, hours=after.screen_hours)
    moved = {}
    for due_of, name, clock in DAYS:
        due = getattr(referral, name)
        targets = {"old": getattr(before, clock), "new": getattr(after, clock), "red": red}
        moved[name] = due and clocks.retargeted(due_of, received, due, **targets)
    return {"screen_due_at": screen, **moved}


def with_first_contact(rows):
    """Each request with whether somebody has reached the family."""
    reached = ContactAttempt.objects.filter(referral=OuterRef("pk"), reached=True)
    return rows.annotate(was_reached=Exists(reached))


def dues(referral, before, after):
    """The clocks of a request that still run, each with when it is due by the targets `after`."""
    due, found = due_by(referral, before, after), {}
    if referral.screened_at is None:
        found["screen_hours"] = due["screen_due_at"]
    if referral.status == Status.WAITING:
        found["triage_days"] = due["decision_due_at"]
        if not referral.was_reached and due["contact_due_at"]:
            found["first_contact_days"] = due["contact_due_at"]
    return found


def count(counts, hub, which, found, now, soon):
    """Add to the numbers what these dues say."""
    here = counts[hub]
    for clock, due in found.items():
        here[clock, "late", which] += due < now
        here[clock, "soon", which] += due < soon


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


def count_promised(counts, now, soon):
    """Of accepted requests: what a family was told holds, whatever the target becomes."""
    asked = set()
    for hub, due in Referral.objects.still_promised(now).values_list("hub", "contact_due_at"):
        asked.add(hub)
        for which in ("now", "then"):
            count(counts, hub, which, {"first_contact_days": due}, now, soon)
    return asked


def count_owed(counts, before, after, now, soon):
    """Of what is owed besides: by the targets there are and by those there would be."""
    asked = set()
    for owed in OWED:
        for hub, begins, due in owed.rows().values_list(owed.hub, "begins", owed.due):
            asked.add(hub)
            for which, targets in (("now", before), ("then", after)):
                then = owed.due_by(begins, due, before, targets)
                count(counts, hub, which, {owed.clock: then}, now, soon)
    return asked


def told_of(rows, *also):
    """Of each request what its clocks ask."""
    rows = rows.annotate(is_red=ExpressionWrapper(~Q(safety_flags=[]), BooleanField()))
    return rows.values_list(*ASKED, *also, named=True)


@beyond_sight("how many would be late, whole council")
def would_be_late(before, after, now):
    """Each clock and hub with how many open requests are late now and by the next working day's
    end, by the targets there are and by those there would be."""
    soon = working_calendar().end_of_next_working_day(now)
    counts, asked = defaultdict(Counter), set()
    rows = with_first_contact(Referral.objects.in_queue())
    for referral in told_of(rows, "was_reached"):
        asked.add(referral.hub_id)
        for which, targets in (("now", before), ("then", after)):
            count(counts, referral.hub_id, which, dues(referral, before, targets), now, soon)
    lately = Q(has_lead=False) | Q(is_met=False, decided_at__gt=now - CHASED_FOR)
    helped = Referral.objects.being_helped(now).filter(lately)
    for referral in told_of(helped, "has_lead", "lead_left_at", "is_met"):
        asked.add(referral.hub_id)
        for which, targets in (("now", before), ("then", after)):
            count(counts, referral.hub_id, which, dues_after(referral, targets), now, soon)
    asked |= count_promised(counts, now, soon) | count_owed(counts, before, after, now, soon)
    hubs = Hub.objects.filter(pk__in=asked).order_by("name")
    return [
        Line(
            clock,
            hub.name,
            *(counts[hub.pk][clock, k, w] for k in ("late", "soon") for w in ("now", "then")),
        )
        for clock in CLOCKS
        for hub in hubs
    ]
