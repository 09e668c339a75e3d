"""How often one address may start and send requests: no puzzles, only patience.

Many families may share one address (a hub's own wireless network), so the limits are wide. They
hold for the hour on the clock: whoever was stopped goes on when it is over, however often they try.
"""

from datetime import timedelta

from allauth.account.adapter import get_adapter
from django.utils import timezone
from django.utils.crypto import salted_hmac

from familyhubs.database.actions import count_one_more
from familyhubs.database.actor import SystemActor

AN_HOUR = timedelta(hours=1)
LIMITS = {"start": 120, "page": 2_000, "send": 60, "report": 30, "mail": 60}


def too_often(request, doing):
    """Count one more; True where this address has done it too often in this hour."""
    address = get_adapter(request).get_client_ip(request) or ""
    until = end_of_hour()
    # The address itself is never kept.
    whose = salted_hmac("referrals.throttle", address).hexdigest()[:32]
    key = f"ask:{doing}:{until:%Y%m%d%H}:{whose}"
    return count_one_more(key, until=until, by=SystemActor.PUBLIC) > LIMITS[doing]


def end_of_hour():
    """When everybody may begin again."""
    return timezone.now().replace(minute=0, second=0, microsecond=0) + AN_HOUR


def minutes_to_wait():
    """How long it is until then, in whole minutes."""
    return -(-(end_of_hour() - timezone.now()) // timedelta(minutes=1))
