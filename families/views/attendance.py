"""The sessions that people of a family came to."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.paging import page_of
from familyhubs.web import bind, require
from hubs.models import Session

from .. import actions
from ..forms import AttendanceForm, WhereAndWhenForm
from ..models import Attendance
from ..permissions import can_note_attendance, can_read_attendance
from .doors import back_to, family_for, part_for, people_of, send
from .notes import one_form


@require_safe
def attended(request, pk):
    """Who came to what and where, the newest session first (R012)."""
    family = family_for(request, pk, "attendance_seen")
    require(can_read_attendance(request.user, family))
    rows = Attendance.objects.visible_to(request.user, within=family).with_names()
    rows = rows.annotate_start()
    page = page_of(request, rows, "-starts_at", "-pk")
    context = {
        "family": family,
        "page": page,
        "may_note": can_note_attendance(request.user, family),
    }
    return render(request, "families/attended.html", context)


def note(request, pk):
    """Hub and day by GET, as a place to come back to; then the session and who came."""
    family = family_for(request, pk)
    require(can_note_attendance(request.user, family))
    standard = {"hub": family.hub_id, "day": timezone.localdate().isoformat()}
    where = WhereAndWhenForm(standard | {k: request.GET[k] for k in standard if k in request.GET})
    sessions = Session.objects.none()
    if where.is_valid():
        hub, day = where.cleaned_data["hub"], where.cleaned_data["day"]
        sessions = Session.objects.planned().filter(activity__hub=hub)
        sessions = sessions.between_days(day, day).filter(starts_at__lte=timezone.now())
        sessions = sessions.select_related("activity").in_order()
    people = people_of(family, request.user)
    form = bind(AttendanceForm, request, sessions=sessions, people=people)
    if send(form, lambda: actions.note_attendance(family, by=request.user, **form.cleaned_data)):
        return back_to(request, family, _("Added to the sessions they came to"), "timeline")
    context = {
        "family": family,
        "where": where,
        "form": form,
        "sessions": sessions,
    }
    return render(request, "families/note_attendance.html", context)


def take_back(request, pk, attendance_pk):
    """They did not come after all."""
    family = family_for(request, pk)
    rows = Attendance.objects.visible_to(request.user, within=family).with_names()
    row = part_for(rows, family, attendance_pk)
    require(can_note_attendance(request.user, family))
    if request.method == "POST":
        actions.take_back_attendance(row, by=request.user)
        messages.success(request, _("Taken back"))
        return redirect("families:attended", family.pk)
    title = _("%(person)s did not come to %(session)s") % {
        "person": row.person,
        "session": row.session.activity.name,
    }
    return one_form(request, family, forms.Form(), title, _("Take it back"))
