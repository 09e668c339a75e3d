"""Who was refused, over all records; whether there was one is worked out now (access.md 6)."""

from uuid import UUID

from django.shortcuts import render
from django.views.decorators.http import require_safe

from families.models import CrossReferral, Family
from families.permissions import can_read_denials
from familyhubs.accounts.models import Organisation
from familyhubs.audit.log import record_look
from familyhubs.audit.models import Event
from familyhubs.database.actor import beyond_sight
from familyhubs.paging import page_of
from familyhubs.web import require
from outcomes.models import Action, Goal, Plan, Step
from referrals.models import Concern, Referral

ON_A_PAGE = 50
# Whose ids stand in the addresses of records.
RECORDS = (Family, Plan, Goal, Action, Step, Referral, Concern, CrossReferral)


@require_safe
def denials(request):
    """Every 404 and 403 on a record's address, the newest first."""
    require(can_read_denials(request.user))
    page = page_of(request, Event.objects.refusals(), "-pk", size=ON_A_PAGE)
    with beyond_sight("whether a refused address is a record's"):
        real = real_ones({row.about_id for row in page.rows})
    names = Organisation.objects.in_bulk({row.organisation_id for row in page.rows})
    for row in page.rows:
        row.is_real = row.about_id in real
        row.organisation = names.get(row.organisation_id, "")
        row.status = row.facts.get("status", "")
    record_look(request.user, Event, what="refusals_listed")
    return render(request, "pages/denials.html", {"page": page})


def real_ones(ids):
    """Those of these ids that belong to a record there is: at a typing error, to none."""
    found: set[UUID] = set()
    for model in RECORDS:
        found |= set(model.objects.filter(pk__in=ids).order_by().values_list("pk", flat=True))
    return found
