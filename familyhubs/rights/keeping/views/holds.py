"""Legal holds: placed, listed, lifted."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from families.models import Family
from families.views.doors import send
from familyhubs.audit.log import record_look
from familyhubs.database.actor import beyond_sight
from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions
from ..forms import HoldForm, LiftForm
from ..models import Hold
from ..permissions import can_govern


@require_safe
def holds(request):
    """What may not be erased, the first to look at again first."""
    require(can_govern(request.user))
    rows = Hold.objects.visible_to(request.user).in_force()
    rows = rows.select_related("family", "rule", "placed_by")
    with beyond_sight("the references of families that are held"):
        page = page_of(request, rows, "review_on", "pk")
    record_look(request.user, Hold, what="listed")
    return render(request, "keeping/holds.html", {"page": page})


def place(request):
    """A family by its reference, or everything of one kind."""
    require(can_govern(request.user))
    form = bind(HoldForm, request)
    if form.is_bound and form.is_valid():
        said = dict(form.cleaned_data)
        if reference := said.pop("reference"):
            families = Family.objects.not_barred_to(request.user)
            with beyond_sight("which family an officer means"):
                said["family"] = families.filter(reference=reference).first()
            if said["family"] is None:
                form.add_error("reference", "No family has this reference")
        if send(form, lambda: actions.place_hold(by=request.user, **said)):
            messages.success(request, "Held. It is neither due nor erased until the hold ends.")
            return redirect("keeping:holds")
    note = "What is held stays whatever the schedule says, and whatever two people agreed to."
    context = {"form": form, "title": "Place a legal hold", "button": "Hold it", "note": note}
    return render(request, "keeping/form.html", context | {"back": "keeping:holds"})


def lift(request, pk):
    """With a reason; it may be due again from the next night."""
    require(can_govern(request.user))
    hold = get_object_or_404(Hold.objects.visible_to(request.user).in_force(), pk=pk)
    record_look(request.user, hold, family_id=hold.family_id)
    form = bind(LiftForm, request)
    if send(form, lambda: actions.lift_hold(hold, by=request.user, **form.cleaned_data)):
        messages.success(request, "The hold has ended")
        return redirect("keeping:holds")
    context = {"form": form, "title": "End this hold", "button": "End it", "note": hold.why}
    return render(request, "keeping/form.html", context | {"back": "keeping:holds"})
