"""What went wrong: said by anybody on the staff, looked into by officers alone."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from families.models import Family
from families.views.doors import send
from familyhubs.audit.log import record_look
from familyhubs.database.actor import beyond_sight
from familyhubs.paging import page_of
from familyhubs.web import bind, require
from hubs.permissions import is_staff_member

from .. import actions
from ..forms import breaches as forms
from ..forms.requests import ButtonForm, MatchForm
from ..models import Breach, BreachFamily
from ..permissions import can_close_breach, can_govern, own_cases

STEPS = {
    "describe": (forms.DescribeForm, actions.describe, "What happened"),
    "regulator": (forms.RegulatorForm, actions.decide_regulator, "The Information Commissioner"),
    "people": (forms.PeopleForm, actions.decide_people, "The people whose information it was"),
    "lessons": (forms.LessonsForm, actions.learn, "What was learnt"),
    "close_breach": (ButtonForm, actions.close_breach, "Close it as a second person"),
}


def report(request):
    """“I think something went wrong with somebody’s information”: received, and nothing more."""
    require(is_staff_member(request.user))
    form = bind(forms.ReportForm, request, user=request.user)
    made = []
    facts = form.facts if form.is_bound and form.is_valid() else {}
    if send(form, lambda: made.append(actions.report(by=request.user, **facts))):
        said = "We have it, as {}. An information governance officer looks into it now."
        messages.success(request, said.format(made[0].reference))
        return redirect("pages:today")
    return render(request, "registers/report_breach.html", {"form": form})


@require_safe
def log(request):
    """The breach log: open ones by their clock, or those that are closed."""
    require(can_govern(request.user))
    rows = Breach.objects.visible_to(request.user).select_related("reported_by")
    is_closed = request.GET.get("show") == "closed"
    order = ("-closed_at", "-pk") if is_closed else ("report_by", "pk")
    page = page_of(request, rows.closed() if is_closed else rows.open(), *order)
    record_look(request.user, Breach, what="listed")
    return render(request, "registers/breaches.html", {"page": page, "is_closed": is_closed})


@require_safe
def one(request, pk):
    """One breach: what is known, what was decided, and what can be done next."""
    breach = found(request, pk)
    named = BreachFamily.objects.visible_to(request.user).filter(breach=breach)
    with beyond_sight("the references of families that a breach names"):
        named = list(named.select_related("family")[:500])
    context = {
        "breach": breach,
        "named": named,
        "reads": set(own_cases(request.user).values_list("family", flat=True)),
        "may_close": can_close_breach(request.user, breach),
    }
    return render(request, "registers/breach.html", context)


def name_family(request, pk):
    """A family whose information it was, that the officer has a case for."""
    breach = found(request, pk)
    families = Family.objects.visible_to(request.user).filter(
        pk__in=own_cases(request.user).values("family")
    )
    form = bind(MatchForm, request, families=families)
    if send(form, lambda: actions.name_family(breach, by=request.user, **form.cleaned_data)):
        messages.success(request, "Recorded")
        return redirect("registers:breach", breach.pk)
    context = {"form": form, "title": "Whose information was it?", "button": "Record it"}
    return render(request, "registers/form.html", context | {"breach": breach})


def step(request, pk, name):
    """One step of the way, on a form of its own."""
    breach = found(request, pk)
    form_class, action, title = STEPS[name]
    form = bind(form_class, request)
    facts = {}
    if form.is_bound and form.is_valid():
        facts = getattr(form, "facts", form.cleaned_data)
    if send(form, lambda: action(breach, by=request.user, **facts)):
        messages.success(request, "Recorded")
        return redirect("registers:breach", breach.pk)
    context = {"form": form, "title": title, "button": "Record it", "breach": breach}
    return render(request, "registers/form.html", context)


def found(request, pk):
    """The breach, for officers alone; the look is on record."""
    require(can_govern(request.user))
    people = ("reported_by", "described_by", "regulator_by", "people_by", "lessons_by", "closed_by")
    rows = Breach.objects.visible_to(request.user).select_related(*people)
    breach = get_object_or_404(rows, pk=pk)
    record_look(request.user, breach)
    return breach
