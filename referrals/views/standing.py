"""How a referral stands, for a professional without an account: by a link to their address."""

from functools import partial

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from familyhubs.database.actor import SystemActor, open_with
from familyhubs.web import bind

from .. import actions, links
from ..forms.replying import StandingForm
from ..models import ACCEPTING, ADVISING, Referral
from ..words import told_to_sender
from .held import public_page

LINK_DAYS = 14


@partial(public_page, counted="mail")
def ask_standing(request):
    """The reference and the address; the answer is the same for everybody."""
    form = bind(StandingForm, request)
    if form.is_bound and form.is_valid():
        actions.send_standing(by=SystemActor.PUBLIC, **form.cleaned_data)
        return redirect("refer:standing_sent")
    return render(request, "refer/ask_standing.html", {"form": form})


@require_safe
@public_page
def standing_sent(request):
    """Look at your email, if that was right."""
    return render(request, "refer/standing_sent.html")


@require_safe
@public_page
def standing(request, token):
    """The stage only; after the decision what the referrer may know."""
    open_with(links.key_in(token))
    rows = Referral.objects.filter(pk=links.key_in(token), professional__isnull=False)
    referral = rows.select_related("professional", "notice", "hub").first()
    email = referral.professional.email if referral else ""
    if not links.is_ours(token, email, links.STANDING, days=LINK_DAYS):
        return render(request, "refer/standing.html", {"gone": True}, status=410)
    stands = told_to_sender(referral, ACCEPTING, ADVISING)
    return render(request, "refer/standing.html", {"referral": referral, "stands": stands})
