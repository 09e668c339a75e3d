"""Referrers who wait to be told the outcome: the list, and the drafted answer (R044)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.paging import page_of
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..actions.replying import typed_email
from ..forms.replying import TellForm
from ..models import OutcomeNotice
from ..permissions import can_open_queue, can_triage
from .request import undecided


@require_safe
def to_tell(request):
    """Whoever has waited longest on top, each with its day."""
    require(can_open_queue(request.user))
    rows = OutcomeNotice.objects.of_queue(request.user).untold()
    rows = rows.select_related("referral__hub", "referral__referrer_organisation")
    page = page_of(request, rows, "due_at", "pk")
    return render(request, "referrals/to_tell.html", {"page": page})


def tell(request, pk):
    """The draft, edited before it goes; or why nobody is told."""
    referral = undecided(request, pk)
    require(can_triage(request.user, referral))
    notice = OutcomeNotice.objects.filter(referral=referral).first()
    if notice is None:
        raise Http404
    has_address = bool(referral.referrer_id or typed_email(referral))
    initial = {"words": notice.words} | ({"how": "tell"} if has_address else {})
    form = bind(TellForm, request, initial=initial, has_address=has_address)
    if form.is_bound and form.is_valid():
        try:
            said = settle(referral, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, said)
            return redirect("referrals:to_tell")
    return render(
        request, "referrals/tell.html", {"referral": referral, "notice": notice, "form": form}
    )


def settle(referral, *, how, words, why_not, by):
    """Told, or left untold; what is said on the next page."""
    if how == "tell":
        actions.tell_referrer(referral, words=words, by=by)
        return _("The referrer of %(it)s is told.") % {"it": referral.reference}
    actions.leave_untold(referral, why_not=why_not, by=by)
    return _("Noted: the referrer of %(it)s is not told.") % {"it": referral.reference}
