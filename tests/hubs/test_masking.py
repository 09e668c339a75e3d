"""A secret address is nowhere that anybody outside can look: page, list, search, file or feed."""

import pytest
from django.urls import reverse

from tests.factories.hubs import PostcodeFactory, ServiceFactory, SiteFactory
from tests.factories.whats_on import BookingFactory, SessionFactory

SECRETS = ("Weir Lane", "ZZ9 9AA", "ZZ9\N{NO-BREAK SPACE}9AA", "53.4567", "2.3456", "Old Mill")


@pytest.fixture
def refuge(hub):
    return SiteFactory(
        hub=hub,
        name="Rowan House",
        inside="The Old Mill",
        address="3 Weir Lane",
        postcode="ZZ9 9AA",
        longitude=-2.3456,
        latitude=53.4567,
        is_address_hidden=True,
    )


@pytest.fixture
def addresses(refuge, hub):
    """Everything public that may speak of the place, or be asked how near it is."""
    PostcodeFactory(postcode="ZZ1 2AB", longitude=-2.3457, latitude=53.4568)
    service = ServiceFactory(name="A safe place", sites=[refuge])
    session = SessionFactory(site=refuge, activity__hub=hub, activity__needs_booking=True)
    BookingFactory(session=session)
    feed = "/open-referral/v3"
    return [
        refuge.get_absolute_url(),
        hub.get_absolute_url(),
        reverse("hubs:list"),
        reverse("hubs:list") + "?postcode=ZZ1+2AB",
        service.get_absolute_url(),
        reverse("help:find"),
        reverse("help:find") + "?near=ZZ1+2AB",
        reverse("help:find") + "?near=Rowan+House",
        reverse("help:area", args=[hub.slug]),
        reverse("whats_on:timetable"),
        reverse("whats_on:calendar"),
        session.activity.get_absolute_url(),
        *(f"{feed}/{kind}" for kind in ("services", "service_at_locations", "organizations")),
        f"{feed}/services?full=true",
        f"{feed}/services/{service.pk}",
        f"{feed}/service_at_locations?postcode=ZZ1+2AB&proximity=500",
    ]


def read(client, address):
    answer = client.get(address)
    assert answer.status_code == 200, address
    # What somebody typed is said back to them.
    return answer.content.decode().replace("Rowan House", "")


def test_nothing_public_leads_to_a_secret_address(client, addresses):
    for address in addresses:
        page = read(client, address)
        assert not [secret for secret in SECRETS if secret in page], address


def test_how_near_a_secret_place_is_is_said_nowhere(client, addresses, refuge):
    near = read(client, reverse("help:find") + "?near=ZZ1+2AB")
    assert "A safe place" in near
    assert "under half a mile" not in near
    feed = client.get("/open-referral/v3/service_at_locations?postcode=ZZ1+2AB&proximity=500")
    assert feed.json()["total_items"] == 0


@pytest.mark.parametrize("role", ["administrator", "manager"])
def test_the_file_of_the_offer_holds_no_secret_address(client, addresses, role, request):
    client.force_login(request.getfixturevalue(role))
    page = read(client, reverse("directory:export"))
    assert not [secret for secret in SECRETS if secret in page]
