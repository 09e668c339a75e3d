"""Who came: ticked at the door from those who booked, and counted without names (R015)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Attendance, Booking, DoorCount, Session

DOORS_OPEN = timedelta(hours=1)


@transaction.atomic
def count_at_the_door(session, *, came, counts, by):
    """`came` maps bookings to how they took part; `counts` maps a mode to walk-ins and children.

    What is sent replaces what was there, so that a correction is the same act.
    """
    session = Session.objects.lock(session)
    if session.is_cancelled:
        raise Refused(_("This session is cancelled."))
    if session.starts_at - DOORS_OPEN > timezone.now():
        raise Refused(_("The doors open an hour before it starts."))
    expected = set(Booking.objects.for_session(session).live().values_list("pk", flat=True))
    if {booking.pk for booking in came} - expected:
        raise Refused(_("A booking on this page was cancelled meanwhile. Look again."))
    Attendance.objects.filter(session=session).exclude(booking__in=came).delete()
    for booking, mode in came.items():
        Attendance.objects.update_or_create(
            session=session, booking=booking, defaults={"mode": mode}
        )
    for mode, numbers in counts.items():
        DoorCount.objects.update_or_create(session=session, mode=mode, defaults=numbers)
    record("session.counted", by=by, about=session, came=len(came))
    return session


@transaction.atomic
def arrive(booking, *, by):
    """Whoever has an appointment is here; pressed twice they are here once."""
    session = Session.objects.lock(booking.session)
    booking = Booking.objects.lock(booking)
    if session.is_cancelled or not booking.is_booked:
        raise Refused(_("This appointment was cancelled. Look again."))
    if timezone.localtime(session.starts_at).date() != timezone.localdate():
        raise Refused(_("This appointment is not today."))
    mode = session.activity.mode
    row, is_new = Attendance.objects.get_or_create(
        session=session, booking=booking, defaults={"mode": mode}
    )
    if is_new:
        record("booking.arrived", by=by, about=booking, target=session.pk)
    return row


@transaction.atomic
def not_here_yet(booking, *, by):
    """It was a slip: they have not come."""
    booking = Booking.objects.lock(booking)
    if booking.is_birth_counted:
        raise Refused(_("The birth is counted, so they were here."))
    gone, _what = Attendance.objects.filter(booking=booking, session=booking.session_id).delete()
    if gone:
        record("booking.not_here", by=by, about=booking, target=booking.session_id)
