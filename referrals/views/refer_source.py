"""Triage corrects who a referral is counted under (domain.md 2.6)."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from familyhubs.web import bind, require

from .. import actions
from ..forms.source import SourceForm
from ..permissions import can_triage
from .request import undecided


def correct(request, pk):
    """Another code than the one that was worked out from where they work."""
    referral = undecided(request, pk)
    require(can_triage(request.user, referral))
    form = bind(SourceForm, request, initial={"source": referral.source})
    if form.is_bound and form.is_valid():
        actions.correct_source(referral, by=request.user, **form.cleaned_data)
        messages.success(request, _("The source is corrected."))
        return redirect(referral)
    context = {"referral": referral, "form": form, "title": _("Who asks?"), "button": _("Save")}
    return render(request, "referrals/decide.html", context)
