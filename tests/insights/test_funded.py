"""R060: demand that nobody pays for, by who helps: true for managers, published for others."""

from datetime import UTC, date, datetime

import pytest
import time_machine
from django.urls import reverse

from familyhubs.insights import funded
from familyhubs.insights.disclosure import FEW
from familyhubs.insights.periods import Period
from hubs.models import Hub
from referrals.models import DecisionFacts
from tests.factories.accounts import OrganisationFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db(databases=["default", "reporting"], transaction=True)
SUMMER = Period(date(2026, 7, 1), 3)
PAGE = reverse("insights:funded")


def decided(hub, number, provider, is_funded, month=8):
    for referral in ReferralFactory.create_batch(number, hub=hub):
        facts = DecisionFacts.objects.create(
            referral=referral, national="eh", provider=provider, is_funded=is_funded
        )
        at = datetime(2026, month, 10, tzinfo=UTC)
        DecisionFacts.objects.filter(pk=facts.pk).update(recorded_at=at)


@pytest.fixture
def both(hub, southgate):
    """A charity that helps without money, and a clinic; one request in another quarter."""
    charity, clinic = OrganisationFactory(name="Home Friends"), OrganisationFactory(name="Clinic")
    decided(hub, 12, charity, "no")
    decided(southgate, 6, charity, "no")
    decided(hub, 2, clinic, "yes")
    decided(hub, 3, clinic, "unknown", month=10)
    return hub, southgate


def table(shown):
    return {name: [figure.number for figure in numbers] for name, numbers in shown.rows}


def test_a_manager_sees_the_true_figures_of_their_own_hub(both, hub):
    shown = funded.exact(SUMMER, Hub.objects.filter(pk=hub.pk))
    assert table(shown) == {"Clinic": [2, 0, 0, 2], "Home Friends": [0, 12, 0, 12]}
    assert [figure.number for figure in shown.total] == [2, 12, 0, 14]


def test_commissioners_see_what_gives_nobody_away(both):
    shown = funded.published(SUMMER)
    rows = dict(shown.rows)
    assert rows["Home Friends"][1].number == 20
    assert rows["Clinic"][0] == FEW
    everything = [figure for _name, numbers in shown.rows for figure in numbers] + shown.total
    assert all(figure.hidden or figure.number % 5 == 0 for figure in everything)


def test_quarters_that_run_are_managers_only_and_who_opens_it(
    client, both, manager, commissioner, front_desk
):
    with time_machine.travel("2026-11-26 12:00", tick=False):
        assert funded.quarters(date(2026, 11, 26))[0] == SUMMER
        for user, status in ((manager, 200), (commissioner, 200), (front_desk, 403)):
            client.force_login(user)
            assert client.get(PAGE).status_code == status
        client.force_login(commissioner)
        assert client.get(PAGE, {"period": "2026-27-q3"}).status_code == 404
        client.force_login(manager)
        assert client.get(PAGE, {"period": "2026-27-q3"}).status_code == 200
        assert PAGE in client.get(reverse("referrals:conversion")).content.decode()
