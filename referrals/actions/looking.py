"""Whom a request may be about is looked for after it was sent: no family waits for that."""

from django.db import transaction

from familyhubs.database.actor import acting_as
from familyhubs.notifications.doorbell import ring_for

from ..models import MatchingDue, Referral
from .matching import propose_matches
from .reminders import for_each

AT_ONCE = 200
TASK = "referrals.tasks.match_request"


def look_later(referral):
    """Owe the search in the same transaction; a worker is told at once, and if not, the sweep."""
    MatchingDue.objects.bulk_create([MatchingDue(referral=referral)], ignore_conflicts=True)
    # A lambda: with robust=True a partial whose call fails raises AttributeError.
    transaction.on_commit(lambda: ring_for(TASK, referral.pk), robust=True)


def match_waiting(*, by):
    """Every search that is still owed, the oldest first; one that fails stops none behind it."""
    with acting_as(by):
        waiting = MatchingDue.objects.order_by("recorded_at", "referral")
        waiting = list(waiting.values_list("referral", flat=True)[:AT_ONCE])
    return sum(for_each(waiting, lambda pk: match_request(pk, by=by)))


def match_request(pk, *, by):
    """Look once for one request; one that somebody works on at this moment waits for the sweep."""
    with acting_as(by):
        rows = Referral.objects.filter(pk=pk, matching_due__isnull=False).select_related("hub")
        referral = rows.select_for_update(of=("self",), skip_locked=True).first()
        if referral is None:
            return 0
        propose_matches(referral)
        return 1
