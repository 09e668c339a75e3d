"""Staff: who is on duty, planned a week at a time, with its gaps."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..models import Deputy, DutyShift
from ..permissions import can_plan_duty, can_read_rota, is_staff_member
from ..rota import Rota, find_rota
from .forms import ChooseForm, DeputyForm, HandOverForm, PlanForm, monday_in
from .reading import WEEK, days_of, rotas_kept
from .swaps import offers_to, own_duties


@require_safe
def rotas(request):
    """Who is on now, every rota that is kept, and the gaps of the days to come."""
    require(can_read_rota(request.user))
    form = ChooseForm(request.GET if "kind" in request.GET else None)
    if form.is_valid():
        return redirect("duty:rota_of", form.cleaned_data["kind"], form.cleaned_data["where"])
    context = {
        "form": form,
        "on_now": DutyShift.objects.answering_now(),
        "rotas": rotas_kept(timezone.now()),
        "mine": own_duties(request.user),
        "offers": offers_to(request.user),
    }
    return render(request, "duty/rotas.html", context)


def asked_rota(request, kind, where):
    """The rota of this address, or 404."""
    require(can_read_rota(request.user))
    found = find_rota(kind, where)
    if found is None:
        raise Http404
    return found


def rota(request, kind, where):
    """One rota in one week: who is on, where nobody is, and a form for more."""
    found, monday = asked_rota(request, kind, where), monday_in(request.GET)
    may_plan = can_plan_duty(request.user, found)
    require(may_plan or request.method != "POST")
    form = bind(PlanForm, request, kind=found.kind)
    if form.is_valid():
        try:
            shifts, warnings = actions.plan_shifts(
                found, monday=monday, by=request.user, **form.cleaned_data
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            planned(request, shifts, warnings)
            return redirect(found.url_of(monday))
    context = {
        "rota": found,
        "monday": monday,
        "days": days_of(found, monday),
        "before": found.url_of(monday - WEEK),
        "after": found.url_of(monday + WEEK),
        "may_plan": may_plan,
        "form": form,
    }
    return render(request, "duty/rota.html", context)


def planned(request, shifts, warnings):
    said = ngettext("%(n)s duty is planned.", "%(n)s duties are planned.", len(shifts))
    messages.success(request, said % {"n": len(shifts)})
    for words in warnings:
        messages.warning(request, words)


@require_POST
def copy(request, kind, where):
    """Last week's people on the same days and times of this one."""
    found, monday = asked_rota(request, kind, where), monday_in(request.GET)
    require(can_plan_duty(request.user, found))
    copied, left = actions.copy_last_week(found, monday=monday, by=request.user)
    if copied:
        planned(request, copied, left)
    else:
        nothing = _("Nothing was copied: the week before has no duty that fits here.")
        messages.warning(request, " ".join(left) or nothing)
    return redirect(found.url_of(monday))


def kept_shift(request, pk):
    """A duty and its rota, for those who plan it: all staff read the rota, so others get 403."""
    require(can_read_rota(request.user))
    shift = get_object_or_404(DutyShift.objects.select_related("user", "hub", "team__hub"), pk=pk)
    rota = Rota(shift.kind, shift.hub, shift.team)
    require(can_plan_duty(request.user, rota))
    return shift, rota


def shift(request, pk):
    """One duty: somebody else takes it."""
    shift, rota = kept_shift(request, pk)
    form = bind(HandOverForm, request, shift=shift)
    monday = monday_in({"week": f"{timezone.localtime(shift.starts_at):%Y-%m-%d}"})
    back = rota.url_of(monday)
    if form.is_valid():
        try:
            new, warnings = actions.hand_over(shift, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(who)s takes this duty.") % {"who": new.user})
            for words in warnings:
                messages.warning(request, words)
            return redirect(back)
    context = {"shift": shift, "rota": rota, "form": form, "back": back}
    return render(request, "duty/shift.html", context)


@require_POST
def take_out(request, pk):
    """Nobody does this duty any more."""
    shift, rota = kept_shift(request, pk)
    try:
        actions.take_out(shift, by=request.user)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("The duty is taken out. Look whether a gap is left."))
    monday = monday_in({"week": f"{timezone.localtime(shift.starts_at):%Y-%m-%d}"})
    return redirect(rota.url_of(monday))


def deputy(request):
    """Who stands in for this person, and for whom they do."""
    require(is_staff_member(request.user))
    now = Deputy.objects.of(request.user).select_related("deputy").first()
    initial = {"deputy": now and now.deputy_id}
    form = bind(DeputyForm, request, user=request.user, initial=initial)
    if form.is_valid():
        try:
            actions.name_deputy(request.user, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved. Your deputy is told when something waits."))
            return redirect("duty:deputy")
    stands_for = Deputy.objects.current().filter(deputy=request.user).select_related("user")
    return render(request, "duty/deputy.html", {"form": form, "stands_for": stands_for})
