"""Tokens by which a partner organisation's own system sends referrals."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from familyhubs.accounts.models import Organisation
from familyhubs.refusals import Refused
from familyhubs.web import require
from hubs.permissions import can_administer
from referrals.actions.partners import make_token, revoke_token
from referrals.models import PartnerToken


def tokens(request, pk):
    """Those there are, and a new one, whose words are shown this once."""
    require(can_administer(request.user))
    organisation = get_object_or_404(Organisation, pk=pk)
    made = None
    if request.method == "POST":
        try:
            made = make_token(organisation, by=request.user)
        except Refused as refused:
            messages.error(request, str(refused))
            return redirect("people:tokens", pk)
    rows = PartnerToken.objects.filter(organisation=organisation)
    rows = rows.select_related("made_by", "revoked_by")
    context = {"organisation": organisation, "tokens": rows, "made": made}
    response = render(request, "people/tokens.html", context)
    response["Cache-Control"] = "no-store"
    return response


@require_POST
def revoke(request, pk, token):
    """It lets nobody in any more."""
    require(can_administer(request.user))
    row = get_object_or_404(PartnerToken, pk=token, organisation=pk)
    revoke_token(row, by=request.user)
    messages.success(request, _("The token is revoked."))
    return redirect("people:tokens", pk)
