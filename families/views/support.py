"""For whom business support acts (access.md A10)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render

from familyhubs.web import bind, require
from hubs.models import Role

from .. import actions
from ..forms import ActForForm, EndEarlyForm
from ..models import SupportAssignment
from ..permissions import can_end_acting, can_say_who_acts
from ..staff import answered_for_by, holders
from .doors import send


def assignments(request):
    """Who acts for whom, of this manager's people and teams; and one more."""
    require(can_say_who_acts(request.user))
    workers, teams = answered_for_by(request.user)
    known = {"people": holders(Role.SUPPORT), "workers": workers, "teams": teams}
    form = bind(ActForForm, request, **known)
    if send(
        form,
        lambda: actions.act_for(form.cleaned_data["person"], by=request.user, **form.said()),
    ):
        messages.success(request, "Saved")
        return redirect("families:support")
    rows = SupportAssignment.objects.visible_to(request.user).current()
    rows = rows.select_related("user", "worker", "team", "given_by")
    return render(request, "families/support.html", {"form": form, "rows": rows})


def end(request, pk):
    """Before its last day."""
    require(can_say_who_acts(request.user))
    rows = SupportAssignment.objects.visible_to(request.user).current()
    row = get_object_or_404(rows.select_related("user", "worker", "team"), pk=pk)
    require(can_end_acting(request.user, row))
    form = bind(EndEarlyForm, request)
    if send(form, lambda: actions.end_acting_for(row, by=request.user, **form.cleaned_data)):
        messages.success(request, "Ended")
        return redirect("families:support")
    return render(request, "families/end_support.html", {"form": form, "row": row})
