"""What is late at the front door, and who was told of it."""

from collections import defaultdict
from datetime import timedelta

from django.db.models import Q
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from familyhubs.database.actor import beyond_sight
from familyhubs.notifications.models import Message
from familyhubs.paging import page_of
from familyhubs.web import require

from ..actions.reminders import due_by
from ..models import Referral
from ..permissions import can_open_queue, hubs_triaged_by
from ..what_if import with_first_contact

# Accepted requests are listed for so long, and so many of them.
LISTED_FOR, MOST = timedelta(days=180), 100
# Messages that say that something is late, whatever the clock.
ALARMS = (
    "request_waiting",
    "request_waiting_manager",
    "request_waiting_service",
    "request_unscreened",
    "request_nobody",
    "request_flagged_nobody",
    "contact_waiting",
    "contact_waiting_above",
    "family_unallocated",
    "family_unallocated_above",
    "family_unmet",
    "family_unmet_above",
    "mailbox_waiting",
    "out_of_hours",
)


@require_safe
def late(request):
    """What a clock has run out on in one's own queue, the longest waiting first; and after it."""
    require(can_open_queue(request.user))
    now = timezone.now()
    mine = Referral.objects.in_queue_of(request.user)
    rows = mine.late_by_any(now)
    page = page_of(request, with_first_contact(rows).select_related("hub"), "happened_at", "pk")
    told = who_was_told(page.rows)
    lines = [(referral, run_out(referral, now), told[referral.pk]) for referral in page.rows]
    accepted = after_decision(request.user, mine, now)
    told = who_was_told([referral for referral, _what, _due in accepted])
    context = {
        "lines": lines,
        "page": page,
        "accepted": [(*line, told[line[0].pk]) for line in accepted],
    }
    return render(request, "referrals/late.html", context)


@beyond_sight("whether somebody leads or has met the families of one's own requests")
def after_decision(user, mine, now):
    """Accepted requests whose family nobody leads, or has heard nothing, in the time there is; and
    those that nobody has reached by the day they were told."""
    lacks = Q(has_lead=False) | Q(is_met=False)
    few = Referral.objects.filter(hub__in=hubs_triaged_by(user), decided_at__gt=now - LISTED_FOR)
    few = few.being_helped(now).filter(lacks).values("pk")
    rows = mine.among(few).with_help(now).select_related("hub", "family")
    late = []
    promised = mine.promise_late(now).select_related("hub", "family")
    late += [(referral, "promise", referral.contact_due_at) for referral in promised]
    for referral in rows.order_by("decided_at", "pk"):
        clock = "visit" if referral.has_lead else "allocation"
        due = due_by(clock, referral)
        if due < now:
            late.append((referral, clock, due))
    return late[:MOST]


def run_out(referral, now):
    """When each clock of a request ran out; None for one that has not, or no longer runs."""
    waits = referral.status == "waiting"
    dues = {
        "screen": None if referral.screened_at else referral.screen_due_at,
        "decision": referral.decision_due_at if waits else None,
        "contact": referral.contact_due_at if waits and not referral.was_reached else None,
    }
    return {name: due for name, due in dues.items() if due and due < now}


@beyond_sight("which alarms a request in one's queue has rung")
def who_was_told(referrals):
    """The alarms about each request, the oldest first: to whom they went and how they stand."""
    ids = [referral.pk for referral in referrals]
    alarms = Message.objects.filter(
        about_model=Referral._meta.label_lower, about_id__in=ids, kind__in=ALARMS
    )
    told = defaultdict(list)
    for message in alarms.select_related("user").order_by("recorded_at", "id"):
        told[message.about_id].append(message)
    return told
