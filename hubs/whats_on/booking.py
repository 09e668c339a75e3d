"""Booking without an account: the form, the booking's own page by its link, and giving it back."""

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.crypto import get_random_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.database.actor import SystemActor
from familyhubs.refusals import Refused
from familyhubs.web import bind

from .. import actions
from ..actions.bookings import hash_of, next_session, refuse_closed
from ..models import Activity, Booking, MemberChannel, Session
from .calendar import calendar_response
from .forms import BookingForm
from .public import shown
from .throttle import public_page


@public_page
def book_session(request, pk):
    """A place at one session."""
    session = get_object_or_404(shown().with_places(), pk=pk)
    return book(request, session, session.activity)


@public_page
def book_course(request, pk):
    """A place on a whole course."""
    activity = get_object_or_404(
        Activity.objects.select_related("hub", "kind", "site", "room"), pk=pk
    )
    return book(request, activity, activity)


def book(request, target, activity):
    context = {"activity": activity}
    try:
        refuse_closed(target)
    except Refused as refused:
        context["why"] = str(refused)
        return render(request, "whats_on/closed.html", context, status=410)
    joins = activity.hub if activity.registers_births else None
    initial = {"form_key": get_random_string(32)}
    form = bind(BookingForm, request, initial=initial, joins=joins)
    if form.is_bound and form.is_valid():
        try:
            booking = actions.ask_for_place(target, by=actor(request), **form.told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            if form.joining:
                asked = {"channel": MemberChannel.BIRTH, "by": actor(request)}
                actions.ask_to_join(activity.hub, **form.joining, **asked)
            return redirect("whats_on:booking", booking.token)
    first = shown().with_places().get(pk=next_session(target).pk)
    if first.is_full and activity.slot_minutes and not form.is_bound:
        context["why"] = _("Somebody has taken this time. Choose another one.")
        return render(request, "whats_on/closed.html", context, status=410)
    context |= {
        "form": form,
        "session": first,
        "is_full": first.is_full and not activity.slot_minutes,
    }
    return render(request, "whats_on/book.html", context)


def actor(request):
    return request.user if request.user.is_authenticated else SystemActor.PUBLIC


def booking_of(token):
    """The booking that this link opens."""
    rows = Booking.objects.select_related(
        "session__activity__hub",
        "session__site",
        "session__room",
        "activity__hub",
        "activity__site",
    )
    booking = rows.filter(token_hash=hash_of(token)).first()
    if booking is None:
        raise Http404
    return booking


def sessions_of(booking):
    """Every session that the booking is for, in order."""
    mine = {"pk": booking.session_id} if booking.session_id else {"activity": booking.activity_id}
    return shown().filter(**mine).in_order()


@require_safe
@public_page
def booking(request, token):
    """Where a booking stands; the join link is here and nowhere else (R014)."""
    found = booking_of(token)
    ahead = Booking.objects.of(found.session or found.activity).filter(state="waiting")
    context = {
        "booking": found,
        "token": token,
        "activity": found.activity or found.session.activity,
        "sessions": sessions_of(found),
        "turn": ahead.filter(number__lte=found.number).count(),
    }
    return render(request, "whats_on/booking.html", context)


@public_page
def cancel(request, token):
    """Give the place back; looking at this page changes nothing."""
    found = booking_of(token)
    if request.method == "POST":
        actions.cancel_booking(found, by=actor(request))
    if request.method == "POST" or found.state == "cancelled":
        return redirect("whats_on:booking", token)
    activity = found.activity or found.session.activity
    context = {"booking": found, "activity": activity, "token": token}
    return render(request, "whats_on/cancel.html", context)


@require_safe
@public_page
def booking_calendar(request, token):
    """The booked dates for one's own calendar."""
    found = booking_of(token)
    activity = found.activity or found.session.activity
    link = activity.join_link if found.is_booked else ""
    rows = Session.objects.none() if found.state == "cancelled" else sessions_of(found)
    return calendar_response(rows, called=_("My booking"), link=link, name="booking")
