"""Births registered at a hub: the desk counts them by small area and invites (R029, R031)."""

from datetime import timedelta
from uuid import uuid4

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.audit.log import record_look
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..models import BirthRegistered, Booking, Member
from ..models.whats_on import BIRTH_REGISTRATION
from ..whats_on.querysets import day_starts
from .birth_form import BirthForm
from .permissions import can_keep_members, hubs_kept_by
from .rules import later


def registrations_today(hubs):
    """The bookings of today's birth registrations at these hubs whose time has begun."""
    return appointments_today(hubs).filter(session__starts_at__lte=timezone.now())


def appointments_today(hubs):
    """All bookings of today's birth registrations at these hubs."""
    today = day_starts(timezone.localdate())
    tomorrow = day_starts(timezone.localdate() + timedelta(days=1))
    members = Member.objects.members().filter(
        hub=OuterRef("session__activity__hub"), reach_hash=OuterRef("booker_hash")
    )
    rows = Booking.objects.filter(
        session__activity__kind__key=BIRTH_REGISTRATION,
        session__activity__hub__in=hubs,
        session__state="planned",
        session__starts_at__gte=today,
        session__starts_at__lt=tomorrow,
        state="booked",
        wiped_at=None,
    )
    rows = rows.annotate(is_member=Exists(members)).select_related("session__activity__hub", "card")
    return rows.order_by("session__starts_at", "pk")


def left_to_do(hubs):
    """Of those, the ones not counted yet, or not members yet."""
    return registrations_today(hubs).exclude(is_member=True, is_birth_counted=True)


def not_yet_members(hubs):
    """Whom the desk may invite."""
    return registrations_today(hubs).filter(is_member=False)


def count(request, pk):
    """A birth that was registered by appointment today."""
    require(can_keep_members(request.user))
    found = get_object_or_404(registrations_today(hubs_kept_by(request.user)), pk=pk)
    record_look(request.user, found)
    return count_page(request, found)


def add(request):
    """A birth without an appointment, or one that nobody counted on its day."""
    require(can_keep_members(request.user))
    return count_page(request, None)


def count_page(request, booking):
    hubs = hubs_kept_by(request.user).order_by("name")
    initial = {"key": uuid4(), "hub": hubs.first() if len(hubs) == 1 else None}
    form = bind(BirthForm, request, hubs=None if booking else hubs, initial=initial)
    if form.is_bound and form.is_valid():
        told = form.told
        if booking:
            at = timezone.localtime(booking.session.starts_at).date()
            told |= {"hub": booking.session.activity.hub, "month": later(at, 0)}
        try:
            row = actions.count_birth(by=request.user, booking=booking, **told)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("One birth is counted."))
            if booking and not booking.is_member and request.GET.get("then") == "invite":
                return redirect("members:invite", booking.pk)
            return redirect("members:counted", row.pk)
    return render(request, "members/birth.html", {"form": form, "booking": booking})


def counted_birth(request, pk):
    require(can_keep_members(request.user))
    rows = BirthRegistered.objects.filter(hub__in=hubs_kept_by(request.user))
    return get_object_or_404(rows.select_related("hub", "area"), pk=pk)


@require_safe
def counted(request, pk):
    """What was just counted, which is all that is kept; and how to take it back."""
    return render(request, "members/counted.html", {"birth": counted_birth(request, pk)})


@require_POST
def uncount(request, pk):
    """It was a mistake: it can be counted again at once."""
    found = counted_birth(request, pk)
    try:
        actions.take_birth_back(found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
        return redirect("members:counted", pk)
    messages.success(request, _("Taken back. If it was the wrong area, count it again here."))
    return redirect("members:add_birth")
