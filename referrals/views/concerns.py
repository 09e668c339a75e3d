"""Safeguarding concerns: raised on a page that every colleague reaches, taken and decided."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from families.models import Family
from familyhubs.audit import log
from familyhubs.paging import page_of
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..forms.concerns import DecideConcernForm, RaiseConcernForm
from ..models import Answer, Concern, Referral
from ..permissions import can_open_concerns, can_raise_concern

OPEN_SHOWN = 100


def raise_concern(request, *, family=None, referral=None):
    """Who is at risk, what was seen, whether it happens now (R112, domain.md 3.4)."""
    require(can_raise_concern(request.user))
    form = bind(RaiseConcernForm, request, user=request.user)
    if form.is_valid():
        about = {"family": family, "referral": referral}
        try:
            concern = actions.raise_concern(by=request.user, **about, **form.values)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("referrals:concern_received", concern.pk)
    context = {"form": form, "family": family, "referral": referral}
    return render(request, "referrals/raise_concern.html", context)


def raise_about_family(request, pk):
    """From a family's record: whoever sees the family."""
    families = Family.objects.visible_to(request.user).select_related("hub")
    return raise_concern(request, family=get_object_or_404(families, pk=pk))


def raise_about_request(request, pk):
    """From a request's page: its officers, and whoever sent it."""
    referrals = Referral.objects.visible_to(request.user).select_related("hub", "family__hub")
    return raise_concern(request, referral=get_object_or_404(referrals, pk=pk))


@require_safe
def received(request, pk):
    """For whoever raised it: that it was received, whom to ring, and nothing more."""
    concern = get_object_or_404(Concern.objects.raised_by(request.user), pk=pk)
    context = {"concern": concern, "is_now": concern.is_now == Answer.YES}
    return render(request, "referrals/concern_received.html", context)


@require_safe
def concerns(request):
    """All that are open, the worst first, and those decided, the newest first."""
    require(can_open_concerns(request.user))
    mine = Concern.objects.visible_to(request.user).select_related("hub", "taken_by", "decided_by")
    page = page_of(request, mine.decided(), "-decided_at", "-pk")
    open_ones = list(mine.open().worst_first()[:OPEN_SHOWN])
    context = {"open_ones": open_ones, "page": page}
    return render(request, "referrals/concerns.html", context)


def visible(request, pk):
    rows = Concern.objects.visible_to(request.user).select_related(
        "hub", "family", "referral", "raised_by__organisation", "taken_by", "decided_by"
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
def detail(request, pk):
    """What was said, and who answers for it."""
    concern = visible(request, pk)
    log.record_look(request.user, concern, family_id=concern.family_id)
    seen = Referral.objects.visible_to(request.user)
    context = {
        "concern": concern,
        "is_now": concern.is_now == Answer.YES,
        "referral": seen.filter(pk=concern.referral_id).first() if concern.referral_id else None,
        "is_mine": concern.taken_by_id == request.user.pk,
    }
    return render(request, "referrals/concern.html", context)


@require_POST
def take(request, pk):
    """This person answers for it from now on."""
    concern = visible(request, pk)
    holder = str(request.POST.get("instead_of", ""))
    instead_of = concern.taken_by if holder and holder == str(concern.taken_by_id) else None
    try:
        actions.take(concern, by=request.user, instead_of=instead_of)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, _("You answer for %(it)s now.") % {"it": concern})
    return redirect(concern)


def decide(request, pk):
    """What was decided, by whoever has taken it."""
    concern = visible(request, pk)
    form = bind(DecideConcernForm, request)
    if form.is_valid():
        try:
            actions.decide_concern(concern, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("%(it)s is decided.") % {"it": concern})
            return redirect(concern)
    return render(request, "referrals/decide_concern.html", {"concern": concern, "form": form})
