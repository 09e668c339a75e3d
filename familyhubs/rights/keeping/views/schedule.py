"""The schedule, and the two people who change it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from families.views.doors import send
from familyhubs.audit.log import record_look
from familyhubs.database.actor import beyond_sight
from familyhubs.web import bind, require

from .. import actions
from ..due import how_many_due
from ..forms import ChangeForm, DecideForm
from ..models import Rule, RuleChange, Way
from ..permissions import can_decide, can_govern
from ..schedule import tables_of


@require_safe
def schedule(request):
    """How long each kind of record is kept, by which rule, and what was changed."""
    require(can_govern(request.user))
    rules = list(Rule.objects.all())
    for rule in rules:
        rule.tables = tables_of(rule.code)
    changes = RuleChange.objects.visible_to(request.user)
    changes = changes.select_related("rule", "proposed_by", "decided_by")[:50]
    record_look(request.user, Rule, what="listed")
    return render(request, "keeping/schedule.html", {"rules": rules, "changes": changes})


def change(request, pk):
    """Propose another period, after a look at how many records would fall due."""
    require(can_govern(request.user))
    rule = get_object_or_404(Rule, pk=pk, way=Way.REVIEWED)
    form = bind(ChangeForm, request)
    if form.is_valid() and "what_if" not in request.POST:
        months, why = form.cleaned_data["years"] * 12, form.cleaned_data["why"]
        if send(
            form, lambda: actions.propose_change(rule, months=months, why=why, by=request.user)
        ):
            messages.success(request, "Proposed. Somebody else must agree.")
            return redirect("keeping:schedule")
    years = form.cleaned_data.get("years") if form.is_bound and form.is_valid() else None
    return render(request, "keeping/change.html", {
        "form": form, "rule": rule, "years": years, "now": count(rule),
        "then": years and count(rule, years * 12),
    })  # fmt: skip


def count(rule, months=None):
    """How many, of all families: a number that names nobody."""
    with beyond_sight("how many records a period would make due"):
        return how_many_due(rule, on=timezone.localdate(), months=months)


def decide_change(request, pk):
    """Somebody other than who proposed it says yes or no."""
    require(can_govern(request.user))
    change = get_object_or_404(RuleChange.objects.visible_to(request.user), pk=pk)
    require(can_decide(request.user, change))
    form = bind(DecideForm, request)
    if send(form, lambda: actions.decide_change(change, by=request.user, **form.cleaned_data)):
        messages.success(request, "Decided")
        return redirect("keeping:schedule")
    with_numbers = {"now": count(change.rule), "then": count(change.rule, change.months)}
    return render(
        request, "keeping/decide_change.html", {"form": form, "change": change} | with_numbers
    )
