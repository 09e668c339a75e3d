"""How often one address may book or cancel in an hour: wide, for a hub's wireless network."""

from datetime import timedelta
from functools import wraps

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.shortcuts import render
from django.utils import timezone
from django.utils.crypto import salted_hmac

from familyhubs.database.actions import count_one_more
from familyhubs.database.actor import SystemActor, acting_as, actor_of

LIMIT = 120


def public_page(view):
    """A page for everybody, whose form may be sent only so often from one address."""

    @login_not_required
    @transaction.non_atomic_requests
    @wraps(view)
    def page(request, *args, **kwargs):
        # Counted outside the page's transaction, so that families do not wait for each other.
        if request.method == "POST" and too_often(request):
            return slow_down(request)
        with acting_as(actor_of(request.user)):
            return view(request, *args, **kwargs)

    return page


def too_often(request):
    """Count one more; True where this address has sent too many in this hour."""
    address = get_adapter(request).get_client_ip(request) or ""
    # The address itself is never kept.
    whose = salted_hmac("hubs.booking.throttle", address).hexdigest()[:32]
    until = end_of_hour()
    key = f"book:{until:%Y%m%d%H}:{whose}"
    return count_one_more(key, until=until, by=SystemActor.PUBLIC) > LIMIT


def end_of_hour():
    """When everybody may begin again."""
    return timezone.now().replace(minute=0, second=0, microsecond=0) + timedelta(hours=1)


def slow_down(request):
    """Not now: in how many minutes."""
    minutes = -(-(end_of_hour() - timezone.now()) // timedelta(minutes=1))
    response = render(request, "429.html", {"minutes": minutes}, status=429)
    response["Retry-After"] = str(minutes * 60)
    return response
