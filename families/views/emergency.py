"""Emergency access: opening a record with a reason, and its review by somebody else (D)."""

from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from familyhubs.audit.log import record_look
from familyhubs.database.actor import open_with
from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions
from ..forms import EmergencyForm, ReviewEmergencyForm
from ..models import EmergencyAccess
from ..permissions import (
    can_open_in_emergency,
    can_review_emergencies,
    can_review_emergency,
    opens_restricted_in_emergency,
)
from .doors import send

ON_A_PAGE = 25


def open_record(request):
    """One record for four hours, by a reference or two facts, and the emergency in words."""
    require(can_open_in_emergency(request.user))
    form = bind(EmergencyForm, request)
    found = []
    if send(
        form,
        lambda: found.append(actions.open_in_emergency(by=request.user, **form.cleaned_data)),
    ):
        if found[0]:
            _keep_in_session(request, found[0])
            return redirect(found[0])
        form.add_error(None, _("No single family fits. Check what you entered, or add a fact."))
    wide = opens_restricted_in_emergency(request.user)
    return render(request, "families/emergency.html", {"form": form, "wide": wide})


def _keep_in_session(request, family):
    """For the banner of every page: no page asks the database for it."""
    mine = EmergencyAccess.objects.current().filter(user=request.user, family=family)
    if opened := mine.order_by("-starts_at").first():
        others = request.session.get("emergencies", {})
        until = opened.ends_at.isoformat()
        request.session["emergencies"] = others | {str(family.pk): until}


def queue(request):
    """What nobody has reviewed yet, and what was reviewed lately."""
    require(can_review_emergencies(request.user))
    rows = EmergencyAccess.objects.visible_to(request.user)
    rows = rows.select_related("family__hub", "user", "reviewed_by")
    waiting = rows.to_review().order_by("review_due_at", "pk")[:ON_A_PAGE]
    page = page_of(request, rows.exclude(reviewed_at=None), "-starts_at", "-pk", size=ON_A_PAGE)
    return render(request, "families/emergencies.html", {"waiting": waiting, "page": page})


def review(request, pk):
    """Was it needed? Never asked of the one who opened it."""
    rows = EmergencyAccess.objects.visible_to(request.user)
    emergency = get_object_or_404(rows.select_related("user__organisation", "reviewed_by"), pk=pk)
    # Governance reads the log of a family whose record stays shut (A7).
    open_with(emergency.family_id)
    family = emergency.family
    record_look(request.user, emergency, family_id=family.pk)
    require(can_review_emergency(request.user, emergency))
    form = bind(ReviewEmergencyForm, request)
    if send(
        form,
        lambda: actions.review_emergency(emergency, by=request.user, **form.cleaned_data),
    ):
        return redirect("families:emergencies")
    context = {"family": family, "emergency": emergency, "form": form}
    return render(request, "families/review_emergency.html", context)
