"""What families who booked are told: only when, where and by their own link, never what for.

The name of a session may say more about a family than somebody reading over a shoulder may know.
"""

import logging
from collections import defaultdict

from django.urls import reverse
from django.utils import timezone

from familyhubs.contact.models import Channel
from familyhubs.contact.rules import allowed_channels, machine_channels
from familyhubs.database.actor import beyond_sight
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import drop_about, notify

from ..escalation import Rung, climb, ladder_of
from ..models import Booking, Membership

logger = logging.getLogger(__name__)

CANCELLED = "session_cancelled"


def link_of(booking):
    """The page of a booking, for whoever holds its link."""
    return reverse("whats_on:booking", args=[booking.token])


def tell_booker(booking, kind, *, about, when, key, by, **facts):
    """One message to the safe contact of a booking."""
    activity = about if about._meta.model_name == "activity" else about.activity
    return notify(
        booking.card,
        key=f"{kind}:{booking.pk}:{key}",
        kind=kind,
        by=by,
        about=about,
        hub=str(activity.hub),
        when=when,
        sealed_link=link_of(booking),
        **facts,
    )


def tell_of_sessions(sessions, kind, *, by, only=None):
    """One message to each live booking of these sessions, however many; all who booked."""
    theirs = defaultdict(list)
    for session in sorted(sessions, key=lambda row: row.starts_at):
        bookings = Booking.objects.for_session(session).live().select_related("card")
        for booking in bookings:
            if only is None or booking.pk in only:
                theirs[booking].append(session)
    for booking, rows in theirs.items():
        first, last = rows[0], rows[-1]
        tell_booker(
            booking,
            kind,
            about=first if len(rows) == 1 else first.activity,
            when=first.starts_at,
            key=f"{first.pk}:{first.revision}:{last.pk}",
            by=by,
            count=len(rows),
        )
    return list(theirs)


def is_by_hand(booking):
    """Whether no machine may tell them but a colleague may (access.md section 3).

    Who asked for no contact at all is left alone: the booking's page tells them.
    """
    card = booking.card
    return not machine_channels(card) and bool(set(allowed_channels(card)) - {Channel.IN_PERSON})


def by_hand(bookings):
    """Those whom a colleague must tell."""
    return [booking for booking in bookings if is_by_hand(booking)]


def by_machine(bookings):
    """Those whom the portal tells."""
    return [booking for booking in bookings if machine_channels(booking.card)]


def tell_who_must_tell(booking, session, *, by):
    """Nobody was there when this family moved up: a manager of the hub rings them."""
    hub = session.activity.hub
    ladder = ladder_of(None, Membership.objects.answering_for(hub))
    told = climb(ladder, Rung.MANAGER, lambda user: user.may_sign_in)
    if told.person is None:
        logger.error("Nobody can ring about a booking", extra={"booking": str(booking.pk)})
        return
    notify(
        told.person,
        key=f"booking_by_hand:{booking.pk}",
        kind="booking_by_hand",
        by=by,
        about=session,
        hub=str(hub),
        when=session.starts_at,
        link=reverse("sessions:session", args=[session.pk]),
    )


@beyond_sight("which bookings know that their session is cancelled")
def told_of_cancelling(session):
    """The bookings whose message about this cancellation has left, or is just leaving."""
    now = timezone.now()
    rows = Message.objects.filter(kind=CANCELLED)
    own = rows.filter(about_id=session.pk, key__contains=f":{session.revision}:")
    whole = rows.filter(about_id=session.activity_id, due_at__gte=session.updated_at)
    gone = [row for row in (*own, *whole) if row.sent_at or (row.claimed_until or now) > now]
    cards = {message.card_id for message in gone}
    bookings = Booking.objects.for_session(session).filter(card__in=cards)
    return set(bookings.values_list("pk", flat=True))


def never_mind(session):
    """Nobody need hear any more that this session was cancelled."""
    drop_about(session, CANCELLED, "The session takes place after all")
