"""A young person and a worker agree that parents may know of a request sent alone (R063)."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..forms.alone import OpenForm
from ..permissions import can_open_alone
from .request import undecided


def open_alone(request, pk):
    """What they said, and who may know; it cannot be taken back."""
    referral = undecided(request, pk)
    if not referral.is_young:
        raise Http404
    require(can_open_alone(request.user, referral))
    form = bind(OpenForm, request)
    if form.is_valid():
        try:
            actions.agree_parents_may_know(referral, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = _("%(reference)s: parents or carers may know, as agreed.")
            messages.success(request, said % {"reference": referral.reference})
            return redirect(referral)
    context = {"referral": referral, "form": form, "button": _("Save what they agreed")}
    context |= {"title": _("Parents or carers may know")}
    context |= {
        "warning": _(
            "Only where the young person says so, freely, with nobody else there. It cannot be"
            " taken back: from then on the request may stand in a record that parents are in."
        )
    }
    return render(request, "referrals/decide.html", context)
