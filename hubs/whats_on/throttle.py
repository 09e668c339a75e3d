"""How often one address may book or cancel in an hour: wide, for a hub's wireless network."""

from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db import transaction

from familyhubs.accounts.throttle import slow_down, too_often
from familyhubs.database.actor import acting_as, actor_of

LIMIT = 120


def public_page(view):
    """A page for everybody, whose form may be sent only so often from one address."""

    @login_not_required
    @transaction.non_atomic_requests
    @wraps(view)
    def page(request, *args, **kwargs):
        # Counted outside the page's transaction, so that families do not wait for each other.
        if request.method == "POST" and too_often(request, "book", LIMIT):
            return slow_down(request)
        with acting_as(actor_of(request.user)):
            return view(request, *args, **kwargs)

    return page
