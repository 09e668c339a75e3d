"""Staff: the rooms and the volunteers of a hub."""

from django.contrib import messages
from django.db.models import F
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from familyhubs.audit.log import record_look
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..models import Room, Site, Volunteer
from .permissions import can_manage_sessions, hubs_managed_by
from .staff_forms import RoomForm
from .volunteer_forms import VolunteerForm


def save_room(request, pk=None):
    """A room, with its hours for young people (R020)."""
    require(can_manage_sessions(request.user))
    sites = Site.objects.filter(hub__in=hubs_managed_by(request.user)).order_by("name")
    room = get_object_or_404(Room.objects.filter(site__in=sites), pk=pk) if pk else None
    known = ("name", "capacity", "youth_from", "youth_until")
    initial = {name: getattr(room, name) for name in known} if room else {}
    form = bind(RoomForm, request, sites=sites, room=room, initial=initial)
    if form.is_bound and form.is_valid():
        values = form.cleaned_data
        try:
            actions.save_room(room, by=request.user, **{"site": None} | values)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The room is saved. You can plan sessions in it."))
            return redirect("sessions:use")
    title = room.name if room else _("Add a room")
    context = {"form": form, "title": title, "back": "sessions:use"}
    return render(request, "sessions/form.html", context)


@require_safe
def volunteers(request):
    """Who helps, and how each one's DBS check stands (R039, R040)."""
    require(can_manage_sessions(request.user))
    rows = Volunteer.objects.known().filter(hub__in=hubs_managed_by(request.user))
    rows = rows.select_related("hub").order_by(F("left_on").desc(nulls_first=True), "name", "pk")
    return render(request, "sessions/volunteers.html", {"volunteers": rows})


def save_volunteer(request, pk=None):
    """A volunteer; one who is no longer clear leads nothing from now on (R040)."""
    require(can_manage_sessions(request.user))
    hubs = hubs_managed_by(request.user)
    found = get_object_or_404(Volunteer.objects.known().filter(hub__in=hubs), pk=pk) if pk else None
    fields = VolunteerForm.base_fields
    initial = {name: getattr(found, name) for name in fields} if found else {}
    form = bind(VolunteerForm, request, hubs=hubs, initial=initial)
    if form.is_bound and form.is_valid():
        try:
            _volunteer, left = actions.save_volunteer(found, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            say_volunteer_saved(request, left)
            return redirect("sessions:volunteers")
    if found:
        record_look(request.user, found)
    title = found.name if found else _("Add a volunteer")
    context = {"form": form, "title": title, "back": "sessions:volunteers"}
    return render(request, "sessions/form.html", context)


def say_volunteer_saved(request, left):
    messages.success(request, _("The volunteer is saved."))
    if n := len(left):
        said = ngettext(
            "They no longer lead %d session. Choose another leader for it.",
            "They no longer lead %d sessions. Choose other leaders for them.",
            n,
        )
        messages.warning(request, said % n)
