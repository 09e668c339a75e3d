"""The public pages about hubs."""

from datetime import date

import pytest
from django.urls import reverse

from tests.factories.hubs import AreaFactory, HubFactory, PostcodeFactory, SiteFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def northgate():
    hub = HubFactory(name="Northgate", slug="northgate", phone="01632 960001")
    SiteFactory(
        hub=hub,
        kind="main",
        name="Northgate House",
        address="1 North Road",
        postcode="ZZ1 1AA",
        longitude=-2.3,
        latitude=53.4,
    )
    SiteFactory(hub=hub, name="Abbey Library", longitude=-2.5, latitude=53.4)
    return hub


@pytest.fixture
def southgate():
    hub = HubFactory(name="Southgate", public_name="Southgate Children's Centre", slug="southgate")
    SiteFactory(hub=hub, kind="main", name="Southgate House", longitude=-2.4, latitude=53.4)
    return hub


def listed(client, **typed):
    return client.get(reverse("hubs:list"), typed)


def test_every_hub_stands_with_its_open_sites(client, northgate, southgate):
    SiteFactory(hub=northgate, name="Old Clinic", closed_on=date(2021, 1, 1))
    SiteFactory(hub=None, kind="library", name="Town Library")
    page = listed(client).content.decode()
    assert "Southgate Children&#x27;s Centre" in page
    assert "1 North Road, ZZ1\N{NO-BREAK SPACE}1AA" in page
    assert "Old Clinic" not in page
    assert "Town Library" not in page


def test_a_postcode_names_our_hub_and_sorts_all_sites(client, northgate, southgate):
    PostcodeFactory(postcode="ZZ1 2AB", ward=AreaFactory(hub=southgate), longitude=-2.31)
    response = listed(client, postcode="zz12ab")
    assert response.context["own_hub"] == southgate
    names = [site.name for _, site in response.context["nearest"]]
    assert names == ["Northgate House", "Southgate House", "Abbey Library"]
    page = response.content.decode()
    assert "under half a mile" in page
    assert "about 4 miles" in page


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("", "Enter a postcode"),
        ("   ", "Enter a postcode"),
        ("ZZ1", "We could not read that as a whole postcode"),
        ("x" * 5000, "We could not read that as a whole postcode"),
        ("<b>ZZ1", "We could not read that as a whole postcode"),
        ("zz9 9zz", "We could not find ZZ9 9ZZ in the area of"),
    ],
)
def test_three_errors_are_told_apart_and_the_list_still_stands(client, northgate, typed, message):
    page = listed(client, postcode=typed).content.decode()
    assert message in page
    assert "There is a problem" in page
    assert "Northgate House" in page


def test_the_networks_own_term_is_used(client, northgate, council):
    page = listed(client).content.decode()
    assert "Find a children’s centre" in page
    assert "family hub" not in page.lower()


@pytest.fixture
def council(db):
    from familyhubs.council.models import CouncilSettings

    return CouncilSettings.objects.update_or_create(
        only=True,
        defaults={"hub_term": "children’s centre", "hub_term_plural": "children’s centres"},
    )[0]


def test_a_hub_says_how_to_reach_it(client, northgate):
    page = client.get(northgate.get_absolute_url()).content.decode()
    for words in (
        "Northgate House",
        "1 North Road, ZZ1\N{NO-BREAK SPACE}1AA",
        "tel:01632960001",
        "Abbey Library",
    ):
        assert words in page


def test_an_unknown_hub_is_not_found(client, db):
    assert client.get("/hubs/nowhere/").status_code == 404


def test_with_no_hub_at_all_the_page_says_what_to_do(client, db):
    assert "Contact us instead" in listed(client).content.decode()


def test_only_reading_is_possible(client, northgate):
    assert client.post(reverse("hubs:list")).status_code == 405


def test_the_number_of_queries_does_not_grow(client, northgate, southgate, count_queries):
    PostcodeFactory(postcode="ZZ1 2AB", ward=AreaFactory(hub=southgate))
    few = count_queries(lambda: listed(client, postcode="ZZ1 2AB"))
    for _ in range(5):
        SiteFactory(hub=HubFactory(), longitude=-2.4, latitude=53.4)
    assert count_queries(lambda: listed(client, postcode="ZZ1 2AB")) == few <= 13
