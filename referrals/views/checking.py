""" "Do you work with this child already?": the same answer for everybody (R044)."""

from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..forms.checking import OpenCheckForm
from ..permissions import can_refer


def already_open(request):
    """A name and a date of birth; looked into later, so that no time tells anything."""
    require(can_refer(request.user))
    form = bind(OpenCheckForm, request)
    if form.is_bound and form.is_valid():
        try:
            actions.ask_if_open(by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("referrals:already_open_asked")
    return render(request, "refer/already_open.html", {"form": form})


@require_safe
def asked(request):
    """What everybody is told."""
    require(can_refer(request.user))
    return render(request, "refer/already_open_asked.html")
