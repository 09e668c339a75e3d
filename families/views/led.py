"""For whoever leads a session: who comes, what they need and how to reach them (access.md A9)."""

from datetime import timedelta

from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from familyhubs.audit.log import record_look
from familyhubs.database.actor import beyond_sight
from hubs.models import Session

from ..led import expected_at

A_DAY = timedelta(days=1)


def is_near(session):
    """From the day before to the day after."""
    return session.starts_at - A_DAY <= timezone.now() <= session.ends_at + A_DAY


@require_safe
def led(request, pk):
    """The names of one session; to anybody who does not lead it there is no such page."""
    rows = Session.objects.select_related("activity__hub", "site", "room")
    found = get_object_or_404(rows, pk=pk)
    if not found.leaders.filter(user=request.user).exists():
        raise Http404
    record_look(request.user, found, what="led_session_seen")
    bookings = None
    if is_near(found):
        with beyond_sight("whoever comes to the session that this person leads"):
            bookings = expected_at(found, request.user)
    context = {"session": found, "activity": found.activity, "bookings": bookings}
    return render(request, "families/led.html", context)
