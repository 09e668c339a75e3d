"""How often one address may do a thing: no puzzles, only patience.

Many families may share one address (a hub's own wireless network), so limits are wide. They hold
for the hour, or the minute, on the clock: whoever was stopped goes on when it is over, however
often they try.
"""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from familyhubs.database.actions import count_one_more
from familyhubs.database.actor import SystemActor

A_MINUTE, AN_HOUR = timedelta(minutes=1), timedelta(hours=1)


def too_often(request, doing, most, *, span=AN_HOUR):
    """Count one more; True where this address has done it too often in this hour or minute."""
    address = get_adapter(request).get_client_ip(request) or ""
    until = end_of(span)
    # The address itself is never kept.
    whose = salted_hmac("familyhubs.throttle", f"{doing}:{address}").hexdigest()[:32]
    key = f"often:{doing}:{until:%Y%m%d%H%M}:{whose}"
    return count_one_more(key, until=until, by=SystemActor.PUBLIC) > most


def end_of(span):
    """When everybody may begin again."""
    start = timezone.now().replace(second=0, microsecond=0)
    return (start if span == A_MINUTE else start.replace(minute=0)) + span


def wait(span=AN_HOUR, *, unit=A_MINUTE):
    """How long it is until then, in whole minutes or another unit; one at least."""
    return max(1, -(-(end_of(span) - timezone.now()) // unit))


def slow_down(request):
    """Not now: in how many minutes, and whom to ring meanwhile."""
    minutes = wait()
    response = render(request, "429.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response
