"""How many have booked and wait, for the sessions of a list: asked only where one is booked."""

from collections import Counter

from django.db import connection

# Of every page of a list: written by hand, as the ORM takes longer to word it than it takes to ask.
MANY = """
SELECT session_id, activity_id, state, count(*) FROM hubs_booking
WHERE session_id = ANY (%s) OR activity_id = ANY (%s) GROUP BY session_id, activity_id, state
"""


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
    ids = [one.pk for one in sessions]
    courses = list({one.activity_id for one in sessions})
    with connection.cursor() as cursor:
        cursor.execute(MANY, [ids, courses])
        return Counter({(session or activity, state): n for session, activity, state, n in cursor})
