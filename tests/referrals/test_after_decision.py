"""domain.md 3.1: after the decision somebody leads, and is in touch, or the ladder is climbed."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from families import actions as records
from familyhubs.council.models import CouncilSettings
from familyhubs.notifications.models import Message
from outcomes.models import Plan
from referrals import actions, tasks
from referrals.what_if import would_be_late
from tests.cast import somebody
from tests.factories.families import ConflictFactory
from tests.factories.hubs import HubFactory
from tests.factories.referrals import ReferralFactory

# A Monday at ten; five working days on is the next Monday, ten the one after.
MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)
ALARMS = ("family_unallocated", "family_unmet")


def at(**later):
    return time_machine.travel(MONDAY + timedelta(**later), tick=False)


def told():
    rows = Message.objects.filter(kind__startswith="family_un").order_by("recorded_at", "id")
    return [(message.kind, message.user) for message in rows]


def remind(**later):
    """Twice, as the clock does: each rung is told once."""
    for _again in range(2):
        with at(**later):
            tasks.remind_families_waiting()
    return told()


@pytest.fixture
def accepted(hub, triage_officer, lead, manager):
    """A request that was accepted on Monday at ten."""
    with at():
        referral = ReferralFactory(hub=hub)
        given = {"decision": "eha", "level": 2, "lead": lead, "by": triage_officer}
        return actions.accept(referral, **given)


@pytest.fixture
def service(db):
    return somebody("manager")


def leaves(referral, by, **later):
    """The lead's time ends, and nobody takes over."""
    with at(**later):
        leads = referral.family.involvements.current().leads()
        records.end_involvement(leads.get(), reason="Left the council", by=by)


def test_a_lead_who_was_not_in_touch_hears_of_it_then_those_above(accepted, lead, manager, service):
    assert remind(days=14) == []
    assert remind(days=14, hours=1) == [("family_unmet", lead)]
    assert remind(days=15, hours=1) == [("family_unmet", lead), ("family_unmet_above", manager)]
    assert remind(days=16, hours=1)[2:] == [("family_unmet_above", service)]
    assert remind(days=40) == told()
    assert len(told()) == 3


def test_a_contact_on_record_ends_it_and_a_note_does_not(accepted, lead):
    with at(days=1):
        records.write_note(accepted.family, summary="Read the file", by=lead)
    assert remind(days=14, hours=1) == [("family_unmet", lead)]
    with at(days=14, hours=2):
        records.write_note(accepted.family, kind="contact", summary="Met them", by=lead)
    assert len(remind(days=18)) == 1


def test_a_family_that_nobody_leads_is_the_managers_at_once(accepted, lead, manager, service):
    leaves(accepted, manager, days=1)
    assert remind(days=8) == []
    assert remind(days=8, hours=1) == [("family_unallocated", manager)]
    assert remind(days=9, hours=1) == [("family_unallocated", manager)]
    assert remind(days=10, hours=1)[1:] == [("family_unallocated_above", service)]
    with at(days=11):
        records.allocate(accepted.family, role="lead", user=lead, by=manager)
        records.write_note(accepted.family, kind="contact", summary="Rang them", by=lead)
    assert len(remind(days=30)) == 2


def test_a_plan_that_is_closed_waits_for_nobody(accepted, manager):
    leaves(accepted, manager, days=1)
    with at(days=2):
        Plan.objects.update(closed_at=MONDAY + timedelta(days=2), closure_reason="moved")
    assert remind(days=30) == []


def test_what_another_target_would_do_is_seen_first_and_on_the_late_page(
    client, accepted, manager, triage_officer, lead
):
    """The what-if counts both clocks; the page of what is late lists them with who was told."""
    CouncilSettings.objects.get_or_create()
    before, after = CouncilSettings.objects.get(), CouncilSettings.objects.get()
    after.first_visit_days, after.allocation_days = 20, 1

    def late_then(clock, **later):
        with at(**later):
            lines = would_be_late(before, after, MONDAY + timedelta(**later))
        return [(line.late_now, line.late_then) for line in lines if line.clock == clock]

    assert late_then("first_visit_days", days=15) == [(1, 0)]
    remind(days=15)
    with at(days=15):
        client.force_login(manager)
        page = client.get(reverse("referrals:late")).content.decode()
    assert accepted.reference in page
    assert lead.full_name in page
    leaves(accepted, manager, days=16)
    assert late_then("allocation_days", days=18) == [(0, 1)]
    assert late_then("first_visit_days", days=18) == [(0, 0)]


def test_the_late_page_lists_them_for_those_of_the_hub_alone(client, accepted, triage_officer):
    """The few that lack something are looked up first; who may read them is asked of each."""

    def listed(user):
        client.force_login(user)
        with at(days=15):
            rows = client.get(reverse("referrals:late")).context["accepted"]
        return [(referral, clock) for referral, clock, *_rest in rows]

    assert listed(triage_officer) == [(accepted, "promise"), (accepted, "visit")]
    assert listed(somebody("safeguarding")) == [(accepted, "promise"), (accepted, "visit")]
    assert listed(somebody("triage", hub=HubFactory())) == []
    with at():
        ConflictFactory(family=accepted.family, user=triage_officer)
    assert listed(triage_officer) == []
