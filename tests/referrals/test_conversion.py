"""Step-downs and signposted families are types whose conversion is counted (R045, R056, R060)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from referrals import actions
from referrals.conversion import Turnout
from tests.cast import somebody
from tests.factories.families import FamilyFactory
from tests.factories.hubs import HubFactory
from tests.factories.referrals import ProfessionalReferralFactory

URL = reverse("referrals:conversion")


@pytest.fixture
def came(hub):
    """`came(kind, …)`: a professional's referral of this week."""

    def came(kind="csc_nfa", **about):
        about = {"hub": hub, "source": "5A", "happened_at": timezone.now()} | about
        about = {f"referral__{name}": value for name, value in about.items()}
        return ProfessionalReferralFactory(kind=kind, agency_kind="social_care", **about).referral

    return came


def test_each_kind_is_counted_at_the_managers_own_hubs(client, hub, came, triage_officer):
    lead = somebody("practitioner", hub=hub)
    for number in range(6):
        referral = came(agreement="agrees" if number else "not_asked")
        if number < 3:
            actions.accept(
                referral, decision="eha", level=2, lead=lead, reason="x", by=triage_officer
            )
        elif number < 5:
            actions.advise(referral, decision="iag", reason="x", by=triage_officer)
    came(hub=HubFactory())
    came(happened_at=timezone.now() - timedelta(days=400))
    came("step_down")
    client.force_login(somebody("manager", hub=hub))
    page = client.get(URL)
    kinds = {str(line.words): line for line in page.context["kinds"]}
    assert kinds["CSC – NFA, signposted"] == Turnout("CSC – NFA, signposted", 6, 5, 5, 3)
    assert kinds["CSC – NFA, signposted"].percent == 60
    assert (kinds["Step down from social care"].came, kinds["Request for support"].came) == (1, 0)
    assert [line.came for line in page.context["sources"]] == [7]
    assert "60%" in page.content.decode()
    assert "Too few" in page.content.decode()


def test_it_is_counted_every_ten_minutes_and_says_when(client, hub, came, manager):
    """A year of a council is tens of thousands; and no number tells of a restricted family."""
    noon = datetime(2026, 11, 11, 12, tzinfo=UTC)

    def counted(**later):
        with time_machine.travel(noon + timedelta(**later), tick=False):
            client.force_login(manager)
            return client.get(URL)

    came(happened_at=noon - timedelta(days=1))
    assert "Counted at 12:00 on 11 Nov 2026" in counted().content.decode()
    came(happened_at=noon - timedelta(days=1))
    over = {"status": "decided", "decision": "eha", "decided_at": noon, "decided_by": manager}
    hidden = FamilyFactory(hub=hub, is_restricted=True)
    came(happened_at=noon - timedelta(days=1), family=hidden, **over)
    for minutes, number in ((9, 1), (11, 2)):
        assert [line.came for line in counted(minutes=minutes).context["sources"]] == [number]
    client.force_login(somebody("manager", hub=HubFactory()))
    assert client.get(URL).context["sources"] == [], "another hub's are not this one's"


@pytest.mark.parametrize("role", ["triage", "front_of_house", "commissioner", "practitioner"])
def test_only_those_who_answer_for_a_hub_see_exact_numbers(client, hub, role):
    client.force_login(somebody(role, hub=hub))
    assert client.get(URL).status_code == 403


def test_with_nothing_to_count_the_page_says_so(client, hub):
    client.force_login(somebody("manager", hub=hub))
    assert "No professional has referred anybody yet" in client.get(URL).content.decode()
