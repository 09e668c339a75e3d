"""The registers as files: dates, kinds and decisions, nobody's name and nobody's words."""

from django.views.decorators.http import require_safe

from familyhubs.audit.log import record_look
from familyhubs.rights.files import csv_of
from familyhubs.web import require

from ..models import Breach, RightsRequest
from ..permissions import can_govern

OF_A_REQUEST = (
    "reference", "kind", "against", "came", "received_on", "owed_on", "acknowledged_on",
    "complex_told_on", "decision", "ground", "decided_at", "closed_at",
)  # fmt: skip
OF_A_BREACH = (
    "reference", "found_at", "report_by", "happened_at", "people_count", "kinds_in_words", "harm",
    "to_regulator", "regulator_at", "tells_people", "people_told_on", "closed_at",
)  # fmt: skip


@require_safe
def requests(request):
    """Every request and complaint, open and closed; that it was taken stands in the log."""
    require(can_govern(request.user))
    rows = RightsRequest.objects.visible_to(request.user).order_by("received_on", "pk")
    record_look(request.user, RightsRequest, what="exported")
    return csv_of("requests", OF_A_REQUEST, rows)


@require_safe
def breaches(request):
    """Every breach, open and closed."""
    require(can_govern(request.user))
    rows = Breach.objects.visible_to(request.user).order_by("found_at", "pk")
    record_look(request.user, Breach, what="exported")
    return csv_of("breaches", OF_A_BREACH, rows)
