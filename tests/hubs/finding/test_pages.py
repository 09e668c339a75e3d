"""What a district offers, and the list that somebody collects."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone

from familyhubs.pages.finding.collected import KEY, MOST
from hubs.models import Topic
from referrals import throttle
from tests.factories.hubs import (
    AreaFactory,
    DistrictFactory,
    HubFactory,
    PostcodeFactory,
    ServiceFactory,
    SiteFactory,
)
from tests.factories.whats_on import SessionFactory

pytestmark = pytest.mark.django_db
LIST, CHANGE = reverse("help:list"), reverse("help:change_list")
CLEAR = reverse("help:clear_list")


@pytest.fixture
def weir():
    return HubFactory(name="Weir Hub", slug="weir", district=DistrictFactory(name="Weirside"))


def test_r026_a_district_shows_its_whole_offer_by_topic(client, weir):
    """Also what others give at their own addresses in its wards; linked from the hub's page."""
    PostcodeFactory(postcode="ZZ1 1AA", ward=AreaFactory(hub=weir))
    own = ServiceFactory(name="Own", sites=[SiteFactory(hub=weir)])
    theirs = {"hub": None, "postcode": "ZZ1 1AA", "longitude": -2.3, "latitude": 53.4}
    ServiceFactory(name="Charity", sites=[SiteFactory(**theirs)])
    ServiceFactory(name="Elsewhere", sites=[SiteFactory()])
    ServiceFactory(name="Stale", sites=[SiteFactory(hub=weir)], due=-31)
    own.topics.add(Topic.objects.get(code="debt"))
    page = client.get(reverse("help:area", args=["weir"]))
    assert [row.name for row in page.context["services"]] == ["Charity", "Own"]
    assert "2 kinds of help in Weirside" in page.content.decode()
    about = client.get(reverse("help:area", args=["weir"]), {"topic": "family-support"})
    assert [row.name for row in about.context["services"]] == ["Own"]
    assert page.request["PATH_INFO"] in client.get(weir.get_absolute_url()).content.decode()


def test_a_district_without_an_offer_says_what_to_do(client, weir):
    page = client.get(reverse("help:area", args=["weir"]), {"page": "9", "topic": "nothing"})
    assert "Nothing is listed here yet" in page.content.decode()


def test_a_list_is_collected_printed_changed_and_cleared_without_an_account(client):
    service = ServiceFactory(name="Debt advice", phone="01632 960123")
    session = SessionFactory(planned_on=timezone.localdate() + timedelta(days=3))
    for entry in (f"service:{service.pk}", f"session:{session.pk}", f"service:{service.pk}"):
        answer = client.post(CHANGE, {"entry": entry, "next": "/help/?all=yes"})
        # Back to the row, which says so itself: a message would take them to the top.
        assert answer["Location"] == f"/help/?all=yes#{entry}"
    page = client.get("/help/?all=yes").content.decode()
    assert f'id="{entry}"><strong>On your list.' in page
    assert "govuk-notification-banner" not in page
    text = client.get(LIST).content.decode()
    assert "Debt advice" in text
    assert session.activity.name in text
    assert "2 things" in client.get("/help/?all=yes").content.decode()
    off = client.post(CHANGE, {"entry": f"service:{service.pk}", "off": "", "next": LIST})
    assert off["Location"] == LIST
    assert "It is off your list" in client.get(LIST).content.decode()
    assert "Debt advice" not in client.get(LIST).content.decode()
    client.post(CLEAR)
    assert "Nothing is on your list yet" in client.get(LIST).content.decode()


def test_a_service_is_put_on_the_list_from_its_own_page_too(client):
    service = ServiceFactory(name="Debt advice")
    entry, page = f'value="service:{service.pk}"', service.get_absolute_url()
    assert f'form="on-my-list" name="entry" {entry}' in client.get(page).content.decode()
    client.post(CHANGE, {"entry": f"service:{service.pk}", "next": page})
    assert f'form="off-my-list" name="entry" {entry}' in client.get(page).content.decode()


def test_a_services_page_leads_to_each_site_that_has_a_page(client, weir):
    """A delivery site tells when it is open too, not the main building alone."""
    library = SiteFactory(hub=weir, kind="satellite", name="Weir Library")
    school = SiteFactory(hub=None, kind="school", name="Weir School")
    read = client.get(ServiceFactory(sites=[library, school]).get_absolute_url()).content.decode()
    assert f'href="{library.get_absolute_url()}">Weir Library</a>' in read
    assert client.get(library.get_absolute_url()).status_code == 200
    assert school.get_absolute_url() not in read


def test_looking_begins_no_session(client):
    for address in ("/help/?all=yes", LIST, ServiceFactory().get_absolute_url()):
        assert "sessionid" not in str(client.get(address).cookies).lower()


@pytest.mark.parametrize("entry", ["", "service:", "family:1", "x" * 9000, "session:' OR 1=1"])
def test_nonsense_is_not_put_on_a_list(client, entry):
    client.post(CHANGE, {"entry": entry, "next": "https://elsewhere.example/"})
    assert client.session[KEY] == []


@pytest.mark.parametrize(
    "there", ["https://elsewhere.example/", "//elsewhere.example", "javascript:1"]
)
def test_the_button_leads_nowhere_else(client, there):
    assert client.post(CHANGE, {"next": there})["Location"] == LIST


def test_a_list_ends_and_what_has_gone_is_said(client):
    for _n in range(MOST + 3):
        client.post(CHANGE, {"entry": f"service:{uuid4()}"})
    assert len(client.session[KEY]) == MOST
    assert f"{MOST} things on your list are over or have gone" in client.get(LIST).content.decode()


@pytest.mark.parametrize("address", [CHANGE, CLEAR])
def test_one_address_may_not_change_lists_without_end(client, monkeypatch, address):
    monkeypatch.setitem(throttle.LIMITS, "page", 1)
    assert client.post(address).status_code == 302
    assert client.post(address).status_code == 429
