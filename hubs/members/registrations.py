"""The day of a birth-registration desk: who comes when, arrived, done, invited to join (5.3)."""

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from familyhubs.audit.log import record_look
from familyhubs.refusals import Refused
from familyhubs.web import require

from .. import actions
from ..models import Attendance, Booking
from .births import appointments_today
from .permissions import can_keep_members, hubs_kept_by


@require_safe
def registrations(request):
    """Today's appointments to register a birth, at the hubs whose desk this person works at."""
    require(can_keep_members(request.user))
    came = Attendance.objects.filter(booking=OuterRef("pk"), session=OuterRef("session"))
    rows = appointments_today(hubs_kept_by(request.user)).annotate(is_here=Exists(came))
    now, rows = timezone.now(), list(rows)
    for row in rows:
        row.has_begun = row.session.starts_at <= now
    record_look(request.user, Booking, what="registrations_seen")
    return render(request, "members/registrations.html", {"rows": rows})


@require_POST
def arrived(request, pk):
    """They are here."""
    return press(request, pk, actions.arrive, _("%s is here."))


@require_POST
def not_here(request, pk):
    """They are not here after all."""
    return press(request, pk, actions.not_here_yet, _("%s has not come yet."))


def press(request, pk, act, said):
    require(can_keep_members(request.user))
    found = get_object_or_404(appointments_today(hubs_kept_by(request.user)), pk=pk)
    try:
        act(found, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said % found.name)
    return redirect("members:registrations")
