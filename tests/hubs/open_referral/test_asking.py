"""Pages and parameters of the feed: the validator's five rules, filters, and whatever is typed."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubs.models import Topic
from hubs.open_referral.openapi import LISTS, document
from hubs.open_referral.parameters import BadParameter, read
from hubs.open_referral.terms import HUB, NETWORK, OUTREACH, taxonomy_id, term_id
from tests.factories.accounts import CouncilFactory
from tests.factories.hubs import PostcodeFactory, ServiceFactory, SiteFactory
from tests.factories.whats_on import ActivityFactory

from .conftest import STUB

pytestmark = pytest.mark.django_db
A_FEW = settings(max_examples=25, suppress_health_check=list(HealthCheck))
DOCUMENT = document(f"https://hub.example.org{STUB}")


@pytest.fixture
def eleven(db):
    """Seven services, of which three at a site, and four activities."""
    CouncilFactory()
    for number in range(7):
        ServiceFactory(name="Same name", sites=[SiteFactory()] if number < 3 else [])
    for _ in range(4):
        ActivityFactory(name="Same name")


@A_FEW
@given(
    plural=st.sampled_from([*LISTS]),
    per_page=st.integers(1, 14),
    page=st.integers(1, 14),
    full=st.booleans(),
)
def test_five_rules_of_pages(eleven, client, plural, per_page, page, full):
    """The rules the public validator tries every list with."""
    query = {"per_page": per_page, "page": page, "full": str(full).lower()}
    answer = client.get(f"{STUB}/{plural}", query).json()
    assert answer["first_page"] == (page == 1)
    assert answer["last_page"] == (page == answer["total_pages"])
    assert answer["empty"] == (not answer["contents"])
    assert answer["size"] == len(answer["contents"])
    if page < answer["total_pages"]:
        assert len(answer["contents"]) == per_page
    elif page == answer["total_pages"]:
        assert 0 < len(answer["contents"]) <= per_page
    else:
        assert answer["empty"]


@A_FEW
@given(per_page=st.integers(1, 12))
def test_the_pages_together_hold_each_item_once(eleven, client, per_page):
    found, page = [], 1
    while not (answer := client.get(services(), {"per_page": per_page, "page": page}).json())[
        "empty"
    ]:
        found += [item["id"] for item in answer["contents"]]
        page += 1
    assert len(found) == len(set(found)) == 11 == answer["total_items"]


def services():
    return f"{STUB}/services"


def test_an_empty_feed_has_one_page_and_nothing_on_it(client, db):
    answer = client.get(services()).json()
    assert (answer["total_items"], answer["total_pages"], answer["last_page"]) == (0, 1, True)
    assert answer["empty"]


def names(ask, path="/services", **query):
    found = ask(path, **query)["contents"]
    return sorted((item.get("service") or item)["name"] for item in found)


def test_services_are_found_by_what_they_are(network, ask):
    topic = Topic.objects.get(code="baby-groups")
    provider = network["full"].provider_id
    for query in (
        {"search": "feeding"},
        {"search": "feedign"},
        {"taxonomy_term_id": topic.pk},
        {"organization_id": provider},
        {"maximum_age": 4},
        {"minimum_age": 0},
        {"search": "feeding", "day": "TU", "start_time": "09:00", "end_time": "11:00:00"},
    ):
        assert names(ask, **query) == ["Feeding help"], query
        assert names(ask, "/service_at_locations", **query) == ["Feeding help"], query
    assert names(ask, taxonomy_id=taxonomy_id("dfe" if topic.is_dfe else "local"))
    assert "Stay and play" in names(ask, search="play")
    assert names(ask, organization_id=network["council"].pk) == ["Bare", "Stay and play"]
    assert names(ask, day="TU") == names(ask, day="th") == ["Feeding help", "Stay and play"]
    assert names(ask, day="WE") == names(ask, start_time="11:31") == []


def test_services_are_found_by_where_they_are(network, ask):
    site = network["site"]
    PostcodeFactory(postcode="ZZ1 1AA", longitude=site.longitude, latitude=site.latitude)
    PostcodeFactory(postcode="ZZ2 2BB", longitude=site.longitude, latitude=site.latitude + 0.1)
    both = ["Feeding help", "Stay and play"]
    for query in (
        {"postcode": "zz11aa", "proximity": 10},
        {"postcode": "ZZ2 2BB", "proximity": 11_200},
        {"taxonomy_term_id": term_id(HUB)},
        {"taxonomy_id": taxonomy_id(NETWORK)},
    ):
        assert names(ask, **query) == names(ask, "/service_at_locations", **query) == both
    assert names(ask, postcode="ZZ2 2BB", proximity=11_000) == []
    assert names(ask, taxonomy_term_id=term_id(OUTREACH)) == []


def test_a_postcode_alone_asks_what_covers_it(network, ask):
    """A postcode of the council's area is covered by all; one beyond by what is for everybody."""
    PostcodeFactory(postcode="ZZ1 1AA")
    network["bare"].is_everywhere = True
    network["bare"].save()
    assert len(names(ask, postcode="ZZ1 1AA")) == 3
    assert names(ask, postcode="ZZ9 9ZZ") == ["Bare"]


def test_a_harvest_can_go_on_from_where_it_ended(network, ask):
    seen = ask("/services", minimal="true")
    assert {item.keys() == {"id", "last_modified"} for item in seen["contents"]} == {True}
    latest = max(item["last_modified"] for item in seen["contents"])
    later = timezone.now() + timedelta(seconds=2)
    assert ask("/services", modified_after=later.isoformat())["empty"]
    assert not ask("/services", modified_after=latest[:10])["empty"]


def test_one_item_a_line(network, client):
    response = client.get(services(), {"format": "ndjson", "full": "true"})
    assert response["Content-Type"] == "application/x-ndjson"
    assert len(response.content.decode().splitlines()) == 3


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"page": "0"}, "page must be a whole number from 1 to 1000000."),
        ({"page": "9" * 400}, "page must be"),
        ({"page": "١"}, "page must be"),
        ({"per_page": "201"}, "per_page must be a whole number from 1 to 200."),
        ({"minimum_age": "nan"}, "minimum_age must be a number from 0 to 150."),
        ({"taxonomy_id": "x"}, "taxonomy_id must be a UUID."),
        ({"day": "Funday"}, "day must be one of MO, TU, WE, TH, FR, SA, SU."),
        ({"start_time": "25:00"}, "start_time must be a time of day like 09:30."),
        ({"modified_after": "soon"}, "modified_after must be a date and time like"),
        ({"postcode": "nowhere"}, "postcode must be a full postcode like M33 7ZF."),
        ({"search": "x" * 201}, "search is too long: at most 200 characters."),
        ({"full": "perhaps"}, "full must be one of true, false."),
        ({"format": "xml"}, "format must be one of json, ndjson."),
    ],
)
def test_what_cannot_be_read_is_said_in_one_sentence(ask, db, query, said):
    assert ask("/services", 400, **query)["message"].startswith(said)


def test_what_is_unknown_or_blank_is_ignored(network, ask):
    assert len(names(ask, colour="blue", search=" ", page="", proximity=5)) == 3


@pytest.fixture
def known_ids(network, ask):
    """Ids of everything that the feed holds."""
    return [item["id"] for plural in LISTS for item in ask(f"/{plural}")["contents"]]


def test_the_ids_that_there_are_are_found_by_the_documents_own_addresses(known_ids, ask):
    """Drawn ones are all 404: what stands there is held to the document in test_feed.py."""
    found = {ask(f"/services/{pk}")["id"] for pk in known_ids[:3]}
    assert found == set(known_ids[:3])


@given(text=st.text(max_size=60))
def test_no_text_breaks_a_reader(text):
    for name in DOCUMENT["paths"]["/services"]["get"]["parameters"]:
        try:
            read({name["name"]: text, "postcode": "M33 7ZF"}, [name["name"], "postcode"])
        except BadParameter:
            continue
