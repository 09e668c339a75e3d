"""A duty that whoever is on it asks a colleague to take, and the answer."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..actions.rota import FURTHEST
from ..models import DutyShift, DutySwap
from ..permissions import can_read_rota
from ..rota import Rota
from .forms import AnswerOfferForm, OfferForm

SHOWN = 20


def own_duties(user):
    """This person's duties that are not over, the next first, each with who was asked for it."""
    now = timezone.now()
    rows = DutyShift.objects.filter(user=user).meeting(now, now + FURTHEST)
    rows = rows.select_related("hub", "team")
    rows = list(rows.order_by("starts_at", "id")[:SHOWN])
    asked = DutySwap.objects.open().filter(shift__in=rows).select_related("to")
    offered = {swap.shift_id: swap for swap in asked}
    return [(shift, offered.get(shift.pk)) for shift in rows]


def offers_to(user):
    """What colleagues ask this person to take."""
    rows = DutySwap.objects.open().filter(to=user)
    return list(rows.select_related("shift__hub", "shift__team", "asked_by")[:SHOWN])


def offer(request, pk):
    """Whoever is on this duty asks a colleague to take it."""
    require(can_read_rota(request.user))
    shift = get_object_or_404(DutyShift.objects.select_related("hub", "team__hub"), pk=pk)
    require(shift.user_id == request.user.pk)
    form = bind(OfferForm, request, shift=shift)
    if form.is_valid():
        try:
            swap = actions.offer_duty(shift, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = _("%(who)s is asked. The duty is yours until they say yes.")
            messages.success(request, said % {"who": swap.to})
            return redirect("duty:rotas")
    rota = Rota(shift.kind, shift.hub, shift.team)
    return render(request, "duty/offer.html", {"shift": shift, "rota": rota, "form": form})


def swap(request, pk):
    """The offer: whoever was asked says yes or no, whoever asked can take it back."""
    require(can_read_rota(request.user))
    mine = DutySwap.objects.for_user(request.user)
    found = get_object_or_404(
        mine.select_related("shift__hub", "shift__team__hub", "asked_by", "to"), pk=pk
    )
    form = bind(AnswerOfferForm, request)
    if form.is_valid():
        try:
            messages.success(request, answered(request, found, form.cleaned_data))
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("duty:rotas")
    context = {"swap": found, "form": form, "is_mine": found.asked_by_id == request.user.pk}
    return render(request, "duty/swap.html", context)


def answered(request, found, said):
    """Do what was chosen; gives what changed, in words."""
    if found.asked_by_id == request.user.pk:
        actions.withdraw_offer(found, by=request.user)
        return _("Taken back: the duty stays yours.")
    if "no" in request.POST:
        actions.decline_duty(found, by=request.user)
        return _("You said no. Whoever asked has been told.")
    _new, warnings = actions.take_duty(found, by=request.user, phone=said["phone"])
    for words in warnings:
        messages.warning(request, words)
    return _("The duty is yours. Whoever asked has been told.")
