"""A small network with one of everything the feed may tell, and a reader of the feed."""

import json
from datetime import time
from pathlib import Path

import pytest

from hubs.models import ServiceHours, Topic
from tests.factories.accounts import CouncilFactory
from tests.factories.hubs import HubFactory, ServiceFactory, SiteFactory
from tests.factories.whats_on import ActivityFactory

STUB = "/open-referral/v3"
PUBLISHED = Path(__file__).resolve().parents[4] / "shared" / "data" / "open-referral-uk-3.0"


@pytest.fixture
def network(db):
    """A hub with its site, a service there with all fields filled, one bare, and an activity."""
    council = CouncilFactory()
    site = SiteFactory(
        hub=HubFactory(name="Weir hub", slug="weir"),
        kind="main",
        name="Weir Hall",
        address="1 High Street, Weirtown",
        postcode="ZZ1 1AA",
        longitude=-2.3,
        latitude=53.4,
        opening_times="Weekdays 9am to 5pm",
        facilities=["step_free", "kitchen", "hearing_loop"],
        access="Ring the bell at the side.",
    )
    full = ServiceFactory(
        name="Feeding help",
        description="Help with feeding.",
        funder="The council",
        target_group="New parents",
        age_bands=["early_years"],
        lowest_age=0,
        highest_age=4,
        languages=["en", "pl"],
        access_needs=["interpreter"],
        days=[1],
        times="Tuesdays",
        how_to_get_it="Come along.",
        phone="01632 960001",
        email="feeding@example.org",
        website="https://example.org/feeding",
        banner="New time",
        sites=[site],
    )
    full.topics.add(Topic.objects.get(code="baby-groups"))
    at = full.at_sites.get()
    ServiceHours.objects.create(at=at, weekday=1, opens=time(9), closes=time(11))
    ServiceHours.objects.create(at=at, weekday=3, opens=time(9), closes=time(11))
    bare = ServiceFactory(name="Bare", summary="", provider=None, modes=[], last_assured_on=None)
    play = ActivityFactory(name="Stay and play", hub=site.hub, site=site, weekdays=[1, 3])
    return {"council": council, "site": site, "full": full, "bare": bare, "play": play}


@pytest.fixture
def ask(client):
    """The answer to a GET below the stub, read; its status must be the one expected."""

    def ask(path="", status=200, **query):
        response = client.get(f"{STUB}{path}", query)
        assert response.status_code == status, response.content
        assert response["Access-Control-Allow-Origin"] == "*"
        assert response["Content-Type"] == "application/json"
        return json.loads(response.content)

    return ask
