"""Which teams are at a site: families read the team and when, never a person (R035)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from hubs import actions
from hubs.models import Site, Team, TeamHere
from tests.factories.accounts import OrganisationFactory
from tests.factories.hubs import MembershipFactory, SiteFactory, TeamFactory, TeamHereFactory


@pytest.fixture
def site(hub):
    return SiteFactory(hub=hub, name="Weir Hall")


@pytest.fixture
def midwives(hub):
    team = TeamFactory(name="Maternity team B", organisation=OrganisationFactory(name="NHS Trust"))
    MembershipFactory(user__full_name="Gwen Midwinter", team=team)
    return team


def test_the_database_has_a_team_once_at_a_site_and_says_when(site, midwives):
    TeamHereFactory(site=site, team=midwives)
    for broken in ({"team": midwives}, {"here_when": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            TeamHereFactory(site=site, **broken)


def test_families_read_the_team_its_organisation_and_when_r035(
    client, site, hub, midwives, manager, front_desk
):
    address = reverse("network:teams", args=[site.pk])
    client.force_login(front_desk)
    assert client.get(address).status_code == 403
    client.force_login(manager)
    assert "Enter when the team is here" in client.post(address, {}).content.decode()
    said = {"team": midwives.pk, "called": "Midwives", "here_when": "Mondays"}
    client.post(address, said)
    client.post(address, said | {"here_when": "Tuesdays"})
    here = TeamHere.objects.get()
    for page in (site.get_absolute_url(), hub.get_absolute_url()):
        words = client.get(page).content.decode()
        assert "<strong>Midwives</strong>, NHS Trust" in words
        assert "Tuesdays" in words
        assert "Gwen" not in words
    away = reverse("network:take_away_team", args=[site.pk, here.pk])
    client.post(away)
    assert client.post(away).status_code == 404
    assert "Midwives" not in client.get(hub.get_absolute_url()).content.decode()


@pytest.mark.parametrize("state", ["team", "organisation", "secret", "closed"])
def test_families_read_nothing_of_what_has_ended_or_is_secret(client, site, hub, midwives, state):
    TeamHereFactory(site=site, team=midwives, called="Midwives")
    yesterday = timezone.localdate() - timedelta(days=1)
    if state == "team":
        Team.objects.update(ended_on=yesterday)
    elif state == "organisation":
        midwives.organisation.ended_on = yesterday
        midwives.organisation.save()
    else:
        Site.objects.update(
            **{"is_address_hidden": True} if state == "secret" else {"closed_on": yesterday}
        )
    assert "Midwives" not in client.get(hub.get_absolute_url()).content.decode()
    assert b"Midwives" not in client.get(site.get_absolute_url()).content


def test_pages_with_many_teams_cost_the_same(client, site, hub, manager, count_queries):
    pages = [site.get_absolute_url(), hub.get_absolute_url()]
    pages += [reverse(f"network:{name}", args=[site.pk]) for name in ("site", "teams")]
    client.force_login(manager)
    TeamHereFactory(site=site)
    client.get(pages[2])
    few = [count_queries(lambda page=page: client.get(page)) for page in pages]
    for _ in range(8):
        TeamHereFactory(site=site)
    assert [count_queries(lambda page=page: client.get(page)) for page in pages] == few


@pytest.mark.django_db(transaction=True)
def test_two_who_save_the_same_team_at_once_leave_one(site, midwives, manager):
    def save(at):
        try:
            actions.save_team_here(
                site, team=midwives, called="", here_when=f"Day {at}", by=manager
            )
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(save, range(4)))
    assert TeamHere.objects.count() == 1
