"""What was asked, by when something is owed, and each step of the way."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from families.models import Family
from families.views.doors import send
from familyhubs.audit.log import record_look
from familyhubs.database.actor import beyond_sight
from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions
from ..forms import requests as forms
from ..models import Kind, RightsRequest
from ..permissions import can_govern, can_read_record, own_cases

STEPS = {
    "acknowledge": (forms.ButtonForm, actions.acknowledge, "They were told that we have it"),
    "extend": (forms.ExtendForm, actions.extend, "Give it two more months"),
    "decide": (forms.DecideForm, actions.decide, "Decide"),
    "close": (forms.CloseForm, actions.close, "They have the answer: close it"),
    "hand_to_copies": (forms.ButtonForm, actions.hand_to_copies, "It goes on as a copy"),
}


@require_safe
def register(request):
    """Open ones, the first owed first, so that what is late leads; or those that are closed."""
    require(can_govern(request.user))
    rows = RightsRequest.objects.visible_to(request.user)
    kind, is_closed = request.GET.get("kind", ""), request.GET.get("show") == "closed"
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    order = ("-closed_at", "-pk") if is_closed else ("owed_on", "pk")
    rows = rows.closed() if is_closed else rows.open()
    page = page_of(request, rows, *order)
    record_look(request.user, RightsRequest, what="listed")
    late = set(rows.overdue().filter(pk__in=[r.pk for r in page.rows]).values_list("pk", flat=True))
    context = {"page": page, "late": late, "kinds": Kind.choices, "kind": kind}
    return render(request, "registers/requests.html", context | {"is_closed": is_closed})


def log(request):
    """It came by letter, by telephone or in person."""
    require(can_govern(request.user))
    form, made = bind(forms.LogForm, request), []
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if send(form, lambda: made.append(actions.log(by=request.user, **said))):
        messages.success(request, "Logged. The clock runs.")
        return redirect("registers:request", made[0].pk)
    context = {"form": form, "title": "Log a request or complaint", "button": "Log it"}
    return render(request, "registers/form.html", context)


@require_safe
def one(request, pk):
    """One request: what they say, its clock, and what can be done next."""
    asked = found(request, pk)
    context = {"asked": asked, "reads": can_read_record(request.user, asked)}
    return render(request, "registers/request.html", context)


def match(request, pk):
    """An officer knows which family it is about, and has a case that names it."""
    asked = found(request, pk)
    families = Family.objects.visible_to(request.user).filter(
        pk__in=own_cases(request.user).values("family")
    )
    form = bind(forms.MatchForm, request, families=families)
    if send(form, lambda: actions.match(asked, by=request.user, **form.cleaned_data)):
        messages.success(request, "Recorded")
        return redirect("registers:request", asked.pk)
    return page(request, form, "Which family is it about?", "Record it", asked)


def step(request, pk, name):
    """One step of the way, on a form of its own."""
    asked = found(request, pk)
    form_class, action, title = STEPS[name]
    form = bind(form_class, request)
    if send(form, lambda: action(asked, by=request.user, **form.cleaned_data)):
        messages.success(request, "Recorded")
        return redirect("registers:request", asked.pk)
    return page(request, form, title, "Record it", asked)


def page(request, form, title, button, asked):
    context = {"form": form, "title": title, "button": button, "asked": asked}
    return render(request, "registers/form.html", context)


def found(request, pk):
    """The request, if governance may know of it; the look is on record."""
    require(can_govern(request.user))
    beside = ("family", "logged_by", "acknowledged_by", "decided_by", "closed_by")
    rows = RightsRequest.objects.visible_to(request.user).select_related(*beside)
    with beyond_sight("the reference of the family that somebody asked about"):
        asked = get_object_or_404(rows, pk=pk)
    record_look(request.user, asked, family_id=asked.family_id)
    return asked
