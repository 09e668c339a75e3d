"""Staff: one session, who booked it, who came, who leads it, and cancelling it."""

from django.contrib import messages
from django.db.models import Q
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from familyhubs.accounts.models import User
from familyhubs.audit.log import record_look
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..actions.telling import is_by_hand
from ..models import Booking, Membership, Session, SessionMode, Volunteer
from .door_form import DoorForm
from .permissions import RUN, can_run_sessions, hubs_run_by
from .staff import activity_of, say_told
from .staff_forms import LeadersForm, ReasonForm


def session_of(request, pk):
    """A session of a hub whose sessions this person runs; any other is not there."""
    require(can_run_sessions(request.user))
    rows = Session.objects.select_related("activity__hub", "activity__kind", "site", "room")
    rows = rows.with_places()
    return get_object_or_404(rows.filter(activity__hub__in=hubs_run_by(request.user)), pk=pk)


def bookings_of(session):
    """Who is expected, and who waits, in turn."""
    rows = Booking.objects.for_session(session).live()
    return list(rows.select_related("card", "session", "activity").in_turn())


@require_safe
def session(request, pk):
    """One session and who booked it: a look at people's data, so it is written down."""
    found = session_of(request, pk)
    bookings = bookings_of(found)
    for booking in bookings:
        booking.must_be_rung = is_by_hand(booking)
    record_look(request.user, found, what="bookings_seen")
    context = {
        "session": found,
        "activity": found.activity,
        "bookings": bookings,
        "leaders": found.leaders.select_related("user", "volunteer"),
        "is_led": found.leaders.filter(user=request.user).exists(),
        "is_over": found.ends_at <= timezone.now(),
        "counted": found.door_counts.all(),
        "came": found.attendances.count(),
    }
    return render(request, "sessions/session.html", context)


def modes_of(activity):
    """The ways people can come to it."""
    hybrid = activity.mode == SessionMode.HYBRID
    return [SessionMode.IN_PERSON, SessionMode.ONLINE] if hybrid else [SessionMode(activity.mode)]


def door(request, pk):
    """The list at the door, on a phone: tick who came, count the others (R015)."""
    found = session_of(request, pk)
    came = dict(found.attendances.values_list("booking", "mode"))
    counts = {count.mode: count for count in found.door_counts.all()}
    known = {"modes": modes_of(found.activity), "came": came, "counts": counts}
    bookings = [booking for booking in bookings_of(found) if booking.is_booked]
    form = bind(DoorForm, request, bookings=bookings, **known)
    if form.is_bound and form.is_valid():
        me = {"by": request.user}
        try:
            actions.count_at_the_door(found, came=form.came, counts=form.counts, **me)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The count is saved. You can correct it at any time."))
            return redirect("sessions:session", found.pk)
    record_look(request.user, found, what="bookings_seen")
    ticks = [form[str(booking.pk)] for booking in bookings]
    numbers = [form[name] for name in form.numbers]
    context = {"form": form, "session": found, "ticks": ticks, "numbers": numbers}
    return render(request, "sessions/door.html", context)


def leaders(request, pk):
    """Who leads it; a volunteer only while their DBS check lasts (R040)."""
    found = session_of(request, pk)
    hub = found.activity.hub
    staff = Membership.objects.current().filter(Q(hub=hub) | Q(team__hub=hub), role__in=RUN)
    people = {
        "users": User.objects.filter(pk__in=staff.values("user"), is_active=True).order_by(
            "full_name"
        ),
        "volunteers": Volunteer.objects.filter(hub=hub).clear_on(
            timezone.localtime(found.ends_at).date()
        ),
    }
    known = found.leaders.all()
    initial = {
        "users": [row.user_id for row in known if row.user_id],
        "volunteers": [row.volunteer_id for row in known if row.volunteer_id],
    }
    form = bind(LeadersForm, request, initial=initial, **people)
    if form.is_bound and form.is_valid():
        try:
            actions.choose_leaders(found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The leaders are saved."))
            return redirect("sessions:session", found.pk)
    return render(request, "sessions/leaders.html", {"form": form, "session": found})


def cancel(request, pk):
    """Cancel one session; families who booked are told."""
    found = session_of(request, pk)
    me = request.user
    back = redirect("sessions:session", found.pk)
    return cancel_page(
        request,
        found.activity,
        lambda reason: actions.cancel_session(found, reason=reason, by=me),
        back,
        session=found,
    )


def cancel_rest(request, pk):
    """Cancel all that is still to come; families who booked are told once."""
    found = activity_of(request, pk)
    me = request.user
    back = redirect("sessions:activity", found.pk)
    return cancel_page(
        request, found, lambda reason: actions.cancel_rest(found, reason=reason, by=me), back
    )


def cancel_page(request, activity, act, back, session=None):
    form = bind(ReasonForm, request)
    if form.is_bound and form.is_valid():
        try:
            done = act(form.cleaned_data["reason"])
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            n = len(done.sessions)
            messages.success(
                request,
                ngettext("%d session is cancelled.", "%d sessions are cancelled.", n) % n,
            )
            say_told(request, done.told)
            return back
    context = {"form": form, "activity": activity, "session": session}
    return render(request, "sessions/cancel.html", context)


@require_POST
def restore(request, pk):
    """Undo a cancelling of which nobody has heard."""
    found = session_of(request, pk)
    try:
        actions.restore_session(found, by=request.user)
        messages.success(request, _("The session takes place."))
    except Refused as refused:
        messages.error(request, str(refused))
    return redirect("sessions:session", found.pk)


def cancel_booking(request, pk):
    """Give a family's place back for them; the next on the list gets it, so it is asked twice."""
    require(can_run_sessions(request.user))
    hubs = hubs_run_by(request.user)
    rows = Booking.objects.select_related("session", "activity")
    mine = rows.filter(session__activity__hub__in=hubs) | rows.filter(activity__hub__in=hubs)
    found = get_object_or_404(mine, pk=pk)
    page = "sessions:session" if found.session_id else "sessions:activity"
    back = reverse(page, args=[found.session_id or found.activity_id])
    if request.method != "POST":
        record_look(request.user, found)
        context = {"booking": found, "back": back}
        return render(request, "sessions/cancel_booking.html", context)
    actions.cancel_booking(found, by=request.user)
    messages.success(
        request, _("The booking is cancelled. A free place goes to the next who waits.")
    )
    return redirect(back)
