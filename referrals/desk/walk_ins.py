"""Staff: who waits at the desk today, and what becomes of them within two minutes (R043)."""

from datetime import timedelta
from itertools import count
from uuid import UUID

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from familyhubs.accounts.models import User
from familyhubs.audit.log import record_look
from familyhubs.refusals import Refused
from familyhubs.web import bind
from hubs.models import Absence, Membership, Role, Session

from .. import actions
from ..models import WalkIn
from .forms import MoveForm, PlaceForm, SlotForm, WalkInForm
from .place import desk_of
from .prompts import prompt_of, prompts

A_QUARTER = timedelta(minutes=15)
QUARTERS = 16
MOST = 30


def waiting(user, hub):
    """Everybody who walked in today, in turn."""
    rows = WalkIn.objects.visible_to(user).at(hub).of_day(timezone.localdate())
    return list(rows.select_related("with_whom").in_turn())


def colleagues(hub):
    """Who works at this hub and is not away: whom somebody may wait for."""
    held = Membership.objects.current().filter(user=OuterRef("pk"))
    held = held.exclude(role__in=[Role.COMMISSIONER, Role.PARTNER, Role.ADMINISTRATOR])
    away = Absence.objects.current().filter(user=OuterRef("pk"))
    rows = User.objects.may_sign_in().filter(Exists(held.filter(Q(hub=hub) | Q(team__hub=hub))))
    return rows.exclude(Exists(away)).order_by("full_name")


def walk_ins(request):
    """The waiting list of today, and one more for it."""
    hub, hubs = desk_of(request)
    form = bind(WalkInForm, request, user=request.user, colleagues=colleagues(hub))
    if form.is_bound and form.is_valid():
        try:
            row = actions.walk_in(hub, by=request.user, **form.values)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = _("Number %(n)d. Tell them: we call you by %(called)s.")
            messages.success(request, said % {"n": row.number, "called": row.called})
            return redirect(row)
    rows = waiting(request.user, hub)
    context = {
        "form": form,
        "hub": hub,
        "hubs": hubs,
        "here": [row for row in rows if row.is_here],
        "gone": [row for row in rows if not row.is_here],
        "prompts": prompts(),
    }
    return render(request, "desk/walk_ins.html", context)


def walk_in_of(request, pk):
    """A token of a desk this person works at; any other is not there."""
    rows = WalkIn.objects.visible_to(request.user).select_related("hub", "with_whom")
    return get_object_or_404(rows, pk=pk)


def walk_in(request, pk):
    """One person at the desk: a place today, a colleague today, or a request."""
    found = walk_in_of(request, pk)
    record_look(request.user, found)
    return walk_in_page(request, found)


def walk_in_page(request, found, *, slot=None, place=None):
    people = colleagues(found.hub)
    context = {
        "walk_in": found,
        "slot": slot or SlotForm(colleagues=people, times=times()),
        "place": place or PlaceForm(user=request.user, initial={"name": found.first_name}),
        "sessions": free_today(found.hub) if found.is_here else [],
        "lines": prompt_of(found.topic),
        "is_today": found.day == timezone.localdate(),
    }
    return render(request, "desk/walk_in.html", context)


def times():
    """Quarters of an hour from now on, today only."""
    now = timezone.localtime().replace(second=0, microsecond=0)
    first = now - timedelta(minutes=now.minute % 15)
    found = []
    for n in count():
        at = first + n * A_QUARTER
        if n == QUARTERS or at.date() != first.date():
            return found
        found.append((at.isoformat(), f"{at:%H:%M}"))


def free_today(hub):
    """Today's sessions and appointments of this hub that can still be booked and are not full."""
    today = timezone.localdate()
    rows = Session.objects.planned().between_days(today, today).filter(activity__hub=hub)
    rows = rows.filter(starts_at__gt=timezone.now(), activity__needs_booking=True)
    # A joint one is booked from a request, after somebody was asked alone (R052).
    rows = rows.exclude(activity__kind__is_joint=True)
    rows = rows.filter(activity__is_course=False).select_related("activity", "room", "site")
    return [row for row in rows.with_places().in_order()[:MOST] if not row.is_full]


@require_POST
def move(request, pk):
    """Called, seen, left, or back to waiting."""
    found, form = walk_in_of(request, pk), MoveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Press what happened"))
        return redirect(found)
    try:
        row = actions.move_walk_in(found, form.cleaned_data["state"], by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        said = {"who": row.called, "state": row.get_state_display()}
        messages.success(request, _("%(who)s: %(state)s.") % said)
    return redirect("desk:walk_ins")


@require_POST
def slot(request, pk):
    """A colleague sees them at a time today."""
    found = walk_in_of(request, pk)
    form = SlotForm(request.POST, colleagues=colleagues(found.hub), times=times())
    if form.is_valid():
        try:
            actions.give_slot(found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Their time is kept. Tell them when, and with whom."))
            return redirect(found)
    return walk_in_page(request, found, slot=form)


@require_POST
def place(request, pk):
    """A free place today; nothing but a name is needed, they stand here."""
    found, form = walk_in_of(request, pk), PlaceForm(request.POST, user=request.user)
    if form.is_valid():
        session = next((s for s in free_today(found.hub) if s.pk == chosen(request)), None)
        try:
            if session is None:
                raise Refused(_("Somebody has just taken this place. Choose another one."))
            actions.book_walk_in(found, session, by=request.user, **form.told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            at = f"{timezone.localtime(session.starts_at):%H:%M}"
            facts = {"what": session.activity.name, "at": at}
            messages.success(request, _("Booked: %(what)s at %(at)s.") % facts)
            return redirect(found)
    return walk_in_page(request, found, place=form)


def chosen(request):
    """Which session's button was pressed."""
    try:
        return UUID(request.POST.get("session", ""))
    except ValueError:
        return None
