"""access.md A4: notes and plan of closed work, to a triage officer who gives a reason."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from families.actions import end_grants, open_closed
from families.models import Grant, Involvement, TimelineEntry
from families.permissions import grounds
from families.sharing import Ground
from familyhubs.audit.models import Event
from familyhubs.refusals import Refused
from tests.factories.families import FamilyFactory, GrantFactory, TimelineEntryFactory
from tests.factories.outcomes import PlanFactory

WHY = "The request names the same worry as in 2023"
pytestmark = pytest.mark.django_db


@pytest.fixture
def closed(hub):
    """A family that nobody works with now, and a request that may be about it."""
    family = FamilyFactory(hub=hub)
    GrantFactory(family=family, kind="triage", hub=hub, cause_id=uuid4())
    TimelineEntryFactory(family=family, sensitivity="team", summary="Closed in June")
    TimelineEntryFactory(family=family, sensitivity="safeguard", summary="Not for them")
    return family


def test_a_reason_opens_notes_and_plan_and_stands_in_the_log(client, closed, triage_officer):
    client.force_login(triage_officer)
    plan = PlanFactory(family=closed)
    assert client.get(plan.get_absolute_url()).status_code == 404
    assert "Closed in June" not in client.get(closed.get_absolute_url()).content.decode()
    page = reverse("families:closed", args=[closed.pk])
    assert "Enter why you need to read it" in client.post(page).content.decode()
    assert client.post(page, {"reason": WHY}).status_code == 302
    record = client.get(closed.get_absolute_url()).content.decode()
    assert "Closed in June" in record
    assert "Not for them" not in record
    assert "You gave a reason" in record
    assert client.get(plan.get_absolute_url()).status_code == 200
    assert Event.objects.get(verb="family.opened_closed").reason == WHY
    assert Event.objects.filter(verb="plan.seen_closed").exists()


def test_it_ends_with_the_request_and_after_four_hours(closed, triage_officer):
    look = open_closed(closed, reason=WHY, by=triage_officer)
    assert Ground.CLOSED in grounds(triage_officer, closed)
    with time_machine.travel(timezone.now() + timedelta(hours=4), tick=False):
        assert grounds(triage_officer, closed) == {Ground.TRIAGE}
    end_grants(look.cause_id, by=triage_officer)
    assert not grounds(triage_officer, closed)


def test_it_is_its_writers_alone_and_falls_with_the_role(closed, triage_officer, hub):
    open_closed(closed, reason=WHY, by=triage_officer)
    other = type(triage_officer).objects.exclude(pk=triage_officer.pk).first()
    assert other is None or Ground.CLOSED not in grounds(other, closed)
    triage_officer.memberships.update(ends_at=timezone.now())
    assert not TimelineEntry.objects.visible_to(triage_officer).exists()


def test_while_somebody_works_with_the_family_they_are_asked(closed, triage_officer, worker):
    Involvement.objects.create(family=closed, user=worker, role="worker")
    with pytest.raises(Refused, match="Ask them"):
        open_closed(closed, reason=WHY, by=triage_officer)
    assert not Grant.objects.filter(kind="closed").exists()


@pytest.mark.parametrize("who", ["worker", "manager", "safeguarding_lead"])
def test_others_need_no_such_reason(client, request, family, who):
    client.force_login(request.getfixturevalue(who))
    assert client.get(reverse("families:closed", args=[family.pk])).status_code == 403
