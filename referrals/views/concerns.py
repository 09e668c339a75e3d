"""Safeguarding concerns: raised on a page that every colleague reaches, taken and decided."""

from django.contrib import messages
from django.core import signing
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from families.models import Family
from familyhubs.audit import log
from familyhubs.database.actor import open_with
from familyhubs.paging import page_of
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..forms.concerns import AcknowledgeForm, DecideConcernForm, RaiseConcernForm
from ..models import Answer, Chat, Concern, Referral
from ..permissions import can_open_concerns, can_raise_concern
from .once import refused_in

OPEN_SHOWN = 100
WRITING_LASTS = 12 * 60 * 60


def raise_concern(request, *, family=None, referral=None, chat=None):
    """Who is at risk, what was seen, whether it happens now (R112, domain.md 3.4)."""
    require(can_raise_concern(request.user))
    form = bind(RaiseConcernForm, request, user=request.user)
    if form.is_valid():
        about = {"family": family, "referral": referral, "chat": chat}
        try:
            concern = actions.raise_concern(by=request.user, **about, **form.values)
        except Refused as refused:
            refused_in(form, refused)
        else:
            return redirect("referrals:concern_received", concern.pk)
    record = family or referral or chat
    context = {
        "form": form,
        "record": record,
        "chat": chat,
        "seal": record and seal(request.user, record.pk),
    }
    return render(request, "referrals/raise_concern.html", context)


def raise_about_family(request, pk):
    """From a family's record: whoever sees the family."""
    family = shown(request, Family.objects.select_related("hub"), pk)
    return raise_concern(request, family=family)


def raise_about_request(request, pk):
    """From a request's page: its officers, and whoever sent it."""
    referral = shown(request, Referral.objects.select_related("hub", "family__hub"), pk)
    return raise_concern(request, referral=referral)


def raise_about_chat(request, pk):
    """From a chat's or a question's page: whoever reads it, or read it when they began to write."""
    chat = shown(request, Chat.objects.select_related("hub", "referral__family__hub"), pk)
    return raise_concern(request, chat=chat)


def shown(request, rows, pk):
    """The record as this person sees it, or had it open when they began to write, else 404.

    A look at the desk lasts a quarter of an hour: what was written meanwhile must not be lost.
    """
    began = request.POST.get("about", "")
    if began and began_with(request.user, began) == str(pk):
        open_with(pk)
        return get_object_or_404(rows, pk=pk)
    return get_object_or_404(rows.visible_to(request.user), pk=pk)


def seal(user, pk):
    """Goes with the form: that this person saw this record now."""
    return signing.dumps(str(pk), salt=f"referrals.concern:{user.pk}")


def began_with(user, sealed):
    """The record that a form was opened with lately, or an empty string."""
    try:
        return signing.loads(sealed, salt=f"referrals.concern:{user.pk}", max_age=WRITING_LASTS)
    except signing.BadSignature:
        return ""


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
    chased = list(mine.unacknowledged().order_by("acknowledge_due_at", "pk")[:OPEN_SHOWN])
    context = {"open_ones": open_ones, "chased": chased, "page": page}
    return render(request, "referrals/concerns.html", context)


def visible(request, pk):
    rows = Concern.objects.visible_to(request.user).select_related(
        "hub",
        "family",
        "referral",
        "raised_by__organisation",
        "taken_by",
        "decided_by",
        "acknowledged_by",
    )
    return get_object_or_404(rows, pk=pk)


@require_safe
def detail(request, pk):
    """What was said, and who answers for it."""
    concern = visible(request, pk)
    log.record_look(request.user, concern, family_id=concern.family_id)
    seen = Referral.objects.visible_to(request.user)
    chats = Chat.objects.visible_to(request.user)
    context = {
        "concern": concern,
        "is_now": concern.is_now == Answer.YES,
        "referral": seen.filter(pk=concern.referral_id).first() if concern.referral_id else None,
        "chat": chats.filter(pk=concern.chat_id).first() if concern.chat_id else None,
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


def acknowledge(request, pk):
    """Children's social care has said that it has this concern."""
    concern = visible(request, pk)
    form = bind(AcknowledgeForm, request, initial={"reference": concern.social_care_reference})
    if form.is_valid():
        try:
            actions.acknowledge_concern(concern, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("Saved: children’s social care has %(it)s.") % {"it": concern}
            )
            return redirect(concern)
    context = {"concern": concern, "form": form}
    return render(request, "referrals/acknowledge_concern.html", context)
