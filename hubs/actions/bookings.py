"""Places without an account: asked for, waited for, given back; never one too many (R022)."""

import json
from hashlib import sha256
from itertools import count
from secrets import token_urlsafe

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.contact.actions import open_card
from familyhubs.records import Gone
from familyhubs.refusals import Refused

from ..models import Activity, Booking, BookingState, Session, SessionState
from .telling import is_by_hand, tell_booker, tell_who_must_tell

GONE = _("This session no longer takes place. Look at what else is on.")


def hash_of(token):
    """How a link's token is kept, so that reading the table opens no booking."""
    return sha256(token.encode()).hexdigest()


def form_hash_of(form_key, told):
    """The same form with the same words, however often it is sent."""
    words = json.dumps([form_key, told], sort_keys=True, default=str)
    return salted_hmac("hubs.booking.form", words, algorithm="sha256").hexdigest()


def booker_hash_of(contact):
    """One family's bookings under one name that tells nothing (R018)."""
    reach = contact.get("phone") or contact.get("email", "").casefold() or token_urlsafe()
    return salted_hmac("hubs.booking.booker", reach, algorithm="sha256").hexdigest()


def hold(target):
    """The session or course, locked: whoever asks for a place waits for the one before."""
    try:
        return type(target).objects.select_related(None).lock(target)
    except Gone:
        raise Refused(GONE) from None


@transaction.atomic
def ask_for_place(
    target, *, form_key, name, contact, access_needs, children_ages, by, emergency_contact="",
    asked_alone=False,
):  # fmt: skip
    """A place, or the next turn on the waiting list; the same form sent twice is one booking.

    `asked_alone`: a safe enquiry is on record, without which nobody books a joint session (R052).
    """
    target = hold(target)
    told = [str(target.pk), name, contact, access_needs, children_ages, emergency_contact]
    form_hash = form_hash_of(form_key, told)
    if known := Booking.objects.filter(form_hash=form_hash).first():
        return known
    refuse_closed(target, asked_alone=asked_alone)
    token = token_urlsafe(24)
    place = free_place(target)
    if place is None and isinstance(target, Session) and target.activity.slot_minutes:
        raise Refused(_("Somebody has just taken this time. Choose another one."))
    booking = Booking(
        name=name,
        card=open_card(by=by, **contact),
        access_needs=access_needs,
        children_ages=children_ages,
        emergency_contact=emergency_contact,
        state=BookingState.BOOKED if place else BookingState.WAITING,
        place=place,
        number=(Booking.objects.of(target).aggregate(last=Max("number"))["last"] or 0) + 1,
        token=token,
        token_hash=hash_of(token),
        form_hash=form_hash,
        booker_hash=booker_hash_of(contact),
    )
    setattr(booking, target._meta.model_name, target)
    booking.save(force_insert=True)
    record(f"booking.{booking.state}", by=by, about=booking, target=target.pk)
    _tell(booking, target, "booking_made" if place else "booking_waiting", by=by)
    return booking


def refuse_closed(target, *, asked_alone=False):
    """Only what is to come, takes place and is booked at all can be booked."""
    activity = target if isinstance(target, Activity) else target.activity
    if activity.kind.is_joint and not asked_alone:
        raise Refused(
            _("We book this one with you. Ask for support, or ring us, and we talk first.")
        )
    if not activity.needs_booking or activity.is_course != isinstance(target, Activity):
        raise Refused(_("You do not need to book this. Just come along."))
    if next_session(target) is None:
        raise Refused(GONE)


def next_session(target):
    """What is still to come of it, and takes place."""
    rows = Session.objects.planned().filter(starts_at__gt=timezone.now())
    mine = {"activity": target} if isinstance(target, Activity) else {"pk": target.pk}
    return rows.filter(**mine).in_order().first()


def free_place(target):
    """The lowest number that nobody has, or None where all are taken or others wait already."""
    rows = Booking.objects.of(target)
    taken = set(rows.filter(state=BookingState.BOOKED).values_list("place", flat=True))
    lowest = next(number for number in count(1) if number not in taken)
    waits = rows.filter(state=BookingState.WAITING).exists()
    return lowest if not waits and _is_place(target, lowest) else None


def _is_place(target, number):
    return target.capacity is None or number <= target.capacity


@transaction.atomic
def cancel_booking(booking, *, by):
    """Give a place back: the first who waits gets it. Cancelling twice changes nothing."""
    target = hold(booking.session or booking.activity)
    booking = Booking.objects.lock(booking)
    if booking.state == BookingState.CANCELLED:
        return booking
    booking.state, booking.place = BookingState.CANCELLED, None
    booking.cancelled_at = timezone.now()
    booking.save()
    record("booking.cancelled", by=by, about=booking, target=target.pk)
    fill(target, by=by)
    return booking


def fill(target, *, by):
    """Give free places to those who wait, the first first. Called with the target held."""
    if isinstance(target, Session) and target.state != SessionState.PLANNED:
        return
    rows = Booking.objects.of(target).filter(state=BookingState.WAITING)
    waiting = list(rows.select_for_update(of=("self",)).order_by("number"))
    if not waiting or next_session(target) is None:
        return
    booked = Booking.objects.of(target).filter(state=BookingState.BOOKED)
    taken = set(booked.values_list("place", flat=True))
    free = (number for number in count(1) if number not in taken)
    for booking, place in zip(waiting, free, strict=False):
        if not _is_place(target, place):
            break
        booking.state, booking.place = BookingState.BOOKED, place
        booking.save()
        record("booking.moved_up", by=by, about=booking, target=target.pk)
        _tell(booking, target, "booking_place", by=by)
        if is_by_hand(booking):
            tell_who_must_tell(booking, next_session(target), by=by)


def _tell(booking, target, kind, *, by):
    session = next_session(target)
    tell_booker(booking, kind, about=target, when=session.starts_at, key=booking.number, by=by)
