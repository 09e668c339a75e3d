"""How many have booked and wait, for the sessions of a list: asked only where one is booked."""

from collections import Counter

from django.db.models import Count, Q

from ..models import Booking


def counted(sessions):
    """Each with `booked` and `waiting`, of its own bookings and of its course's."""
    sessions = list(sessions)
    many = _many([one for one in sessions if one.activity.needs_booking])
    for session in sessions:
        session.booked, session.waiting = (
            many[session.pk, state] + many[session.activity_id, state]
            for state in ("booked", "waiting")
        )
    return sessions


def _many(sessions):
    """How many of each state, by the session or the course that they book."""
    if not sessions:
        return Counter()
    courses = {one.activity_id for one in sessions}
    rows = Booking.objects.filter(
        Q(session__in=[one.pk for one in sessions]) | Q(activity__in=courses)
    )
    rows = rows.order_by().values_list("session", "activity", "state").annotate(n=Count("pk"))
    return Counter({(session or activity, state): n for session, activity, state, n in rows})
