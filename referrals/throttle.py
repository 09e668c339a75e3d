"""How often one address may start and send requests: no puzzles, only patience.

Many families may share one address (a hub's own wireless network), so the limits are wide.
"""

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.utils.crypto import salted_hmac

AN_HOUR = 60 * 60
LIMITS = {"start": 120, "page": 2_000, "send": 60}


def too_often(request, doing):
    """Count one more; True where this address has done it too often in this hour."""
    address = get_adapter(request).get_client_ip(request) or ""
    # The address itself is never kept.
    key = f"ask:{doing}:{salted_hmac('referrals.throttle', address).hexdigest()[:32]}"
    if cache.add(key, 1, AN_HOUR):
        return False
    try:
        return cache.incr(key) > LIMITS[doing]
    except ValueError:  # It ran out between the two.
        return False
