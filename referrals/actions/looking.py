"""What a request that just came in is owed is done after it was sent: no family waits for that."""

from django.db import transaction

from familyhubs.database.actor import acting_as
from familyhubs.notifications.doorbell import ring_for

from ..models import MatchingDue, NewsDue, Referral
from .announcing import announce
from .matching import propose_matches
from .reminders import for_each

AT_ONCE = 200
TASK = "referrals.tasks.attend_to"


def owe(referral, *dues):
    """Owe these in the same transaction; a worker is told at once, and if not, the sweep."""
    for due in dues:
        due.objects.bulk_create([due(referral=referral)], ignore_conflicts=True)
    # A lambda: with robust=True a partial whose call fails raises AttributeError.
    transaction.on_commit(lambda: ring_for(TASK, referral.pk), robust=True)


def owe_news(referral):
    """Somebody is to hear of it, however long ago it happened; nobody is told twice."""
    owe(referral, NewsDue)


def attend_to(pk, *, by):
    """Tell whoever is to hear of one request, then look whom it is about."""
    return announce_request(pk, by=by) + match_request(pk, by=by)


def attend_to_waiting(*, by):
    """All that is still owed, the oldest first; one that fails stops none behind it."""
    done = []
    for due, attend in ((NewsDue, announce_request), (MatchingDue, match_request)):
        with acting_as(by):
            waiting = due.objects.order_by("recorded_at", "referral")
            waiting = list(waiting.values_list("referral", flat=True)[:AT_ONCE])
        done += for_each(waiting, lambda pk, attend=attend: attend(pk, by=by))
    return sum(done)


def announce_request(pk, *, by):
    """Tell once of one request."""
    with acting_as(by):
        referral = held(pk, news_due__isnull=False)
        if referral is None:
            return 0
        announce(referral, by=by)
        NewsDue.objects.filter(referral=referral).delete()
        return 1


def match_request(pk, *, by):
    """Look once for one request; one that somebody works on at this moment waits for the sweep."""
    with acting_as(by):
        referral = held(pk, matching_due__isnull=False)
        if referral is None:
            return 0
        propose_matches(referral)
        return 1


def held(pk, **owed):
    """The request, held to the end of the transaction; None while somebody else holds it."""
    rows = Referral.objects.filter(pk=pk, **owed).select_related("hub", "contact_card")
    return rows.select_for_update(of=("self",), skip_locked=True).first()
