"""What no night puts on the list."""

from django.shortcuts import render
from django.views.decorators.http import require_safe

from families.models import Family
from familyhubs.audit.log import record_look
from familyhubs.database.actor import beyond_sight
from familyhubs.paging import page_of
from familyhubs.web import require

from ..models import Rule
from ..never import SOCIAL_CARE, never_due
from ..permissions import can_govern


@require_safe
def never(request):
    """Records of families that never fall due, what keeps each, and where that is mended."""
    require(can_govern(request.user))
    rows = never_due(Family.objects.not_barred_to(request.user))
    with beyond_sight("the references of families that never fall due"):
        page = page_of(request, rows, "reference")
    record_look(request.user, Rule, what="listed")
    context = {"page": page, "social_care": SOCIAL_CARE}
    return render(request, "keeping/never.html", context)
