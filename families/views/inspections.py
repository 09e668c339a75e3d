"""Lists of families that an inspector or auditor reads (access.md A12)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from familyhubs.audit.log import record_look
from familyhubs.audit.models import Event
from familyhubs.database.actor import beyond_sight
from familyhubs.paging import page_of
from familyhubs.web import bind, require
from hubs.models import Role

from .. import actions
from ..forms import DecideInspectionForm, EndEarlyForm, InspectionForm
from ..models import InspectedFamily, Inspection
from ..permissions import can_decide_inspection, can_govern, can_see_inspections
from ..staff import holders
from .doors import send

ON_A_PAGE = 50


def inspections(request):
    """Every list, the newest first."""
    require(can_see_inspections(request.user))
    rows = Inspection.objects.visible_to(request.user)
    page = page_of(request, rows.select_related("inspector", "made_by"), "-recorded_at", "-pk")
    may_add = can_govern(request.user)
    return render(request, "families/inspections.html", {"page": page, "may_add": may_add})


def add(request):
    """A list that opens nothing until somebody else agrees to it."""
    require(can_govern(request.user))
    form = bind(InspectionForm, request, inspectors=holders(Role.INSPECTOR))
    made = []
    if send(form, lambda: made.append(actions.make_inspection(by=request.user, **form.said()))):
        messages.success(request, "The list is made. Somebody else must agree to it.")
        return redirect("families:inspection", made[0].pk)
    return page(request, form, "Make a list for an inspection", "Make the list")


def inspection(request, pk):
    """The list, how it was drawn, and every look that the inspector took."""
    row = inspection_for(request, pk)
    listed = InspectedFamily.objects.visible_to(request.user).filter(inspection=row)
    with beyond_sight("the references of the families on a list"):
        listed = list(listed.select_related("family").order_by("family__reference"))
    looks = Event.objects.none()
    if row.is_agreed:
        ids = [one.family_id for one in listed]
        looks = Event.objects.looks().filter(actor=str(row.inspector_id), family_id__in=ids)
        looks = looks.filter(at__gte=row.starts_at, at__lt=row.ends_at)
    context = {
        "row": row,
        "listed": listed,
        "references": {one.family_id: one.family.reference for one in listed},
        "page": page_of(request, looks, "-pk", size=ON_A_PAGE),
        "may_decide": row.is_waiting and can_decide_inspection(request.user, row),
    }
    for look in context["page"].rows:
        look.reference = context["references"][look.family_id]
    return render(request, "families/inspection.html", context)


def decide(request, pk):
    """A second person agrees, or says why not."""
    row = inspection_for(request, pk)
    require(can_decide_inspection(request.user, row))
    form = bind(DecideInspectionForm, request)
    if send(form, lambda: actions.decide_inspection(row, by=request.user, **form.cleaned_data)):
        messages.success(request, "Saved")
        return redirect("families:inspection", row.pk)
    return page(request, form, "Agree to the list of an inspection", "Save", row)


def end(request, pk):
    """Before its last day: the records are shut to the inspector."""
    row = inspection_for(request, pk)
    form = bind(EndEarlyForm, request)
    if send(form, lambda: actions.end_inspection(row, by=request.user, **form.cleaned_data)):
        messages.success(request, "The inspection is over")
        return redirect("families:inspection", row.pk)
    return page(request, form, "End an inspection", "End it", row)


def inspection_for(request, pk):
    """One inspection of those this user may see, or 404; and the look at it."""
    require(can_see_inspections(request.user))
    rows = Inspection.objects.visible_to(request.user)
    people = ("inspector", "made_by", "decided_by", "hub")
    row = get_object_or_404(rows.select_related(*people), pk=pk)
    record_look(request.user, row)
    return row


def page(request, form, title, button, row=None):
    context = {"form": form, "title": title, "button": button, "row": row}
    return render(request, "families/inspection_form.html", context)
