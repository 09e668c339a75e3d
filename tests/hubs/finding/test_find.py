"""Find help near you: one search, its place, words, filters, groups and errors."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from hubs.models import Site, Topic, UnmetSearch
from tests.factories.hubs import (
    AreaFactory,
    DistrictFactory,
    HubFactory,
    PostcodeFactory,
    ServiceFactory,
    SiteFactory,
)
from tests.factories.whats_on import ActivityFactory, SessionFactory

pytestmark = pytest.mark.django_db
FIND = reverse("help:find")
SOON = timedelta(days=3)


@pytest.fixture
def place():
    """A postcode at 53.4 north, 2.3 west, served by Weir Hub a mile to the north."""
    hub = HubFactory(name="Weir Hub", slug="weir", district=DistrictFactory(name="Weirside"))
    SiteFactory(hub=hub, kind="main", name="Weir House", **at(1.5))
    ward = AreaFactory(name="Ferry Meadow", hub=hub)
    return PostcodeFactory(postcode="ZZ1 1AA", ward=ward, longitude=-2.3, latitude=53.4)


def at(km):
    """So far to the north of the postcode."""
    return {"longitude": -2.3, "latitude": 53.4 + km / 111.195}


def service(name, km=None, **values):
    sites = [] if km is None else [SiteFactory(hub=None, kind="library", **at(km))]
    return ServiceFactory(name=name, sites=sites, **values)


def session(name, km=None, day=SOON, **values):
    activity = ActivityFactory(name=name, site=None, **values)
    site = None if km is None else SiteFactory(hub=None, kind="library", **at(km))
    return SessionFactory(activity=activity, site=site, planned_on=timezone.localdate() + day)


def found(client, **query):
    """The names of each group."""
    page = client.get(FIND, query)
    assert page.status_code == 200
    groups = page.context.get("groups") or {}
    return {kind: [name_of(row) for row in group.rows] for kind, group in groups.items()}


def name_of(row):
    return getattr(row, "activity", row).name


def test_the_empty_page_asks_and_shows_no_result(client):
    page = client.get(FIND)
    assert "Find help near you" in page.content.decode()
    assert "search" not in page.context


def test_r026_services_and_sessions_stand_by_distance_remote_help_apart(client, place):
    service("Far", 9)
    service("Near", 0.4)
    service("Somewhere")
    service("Ring us", modes=["phone"])
    service("Anywhere", is_everywhere=True)
    session("Far play", 8)
    session("Near play", 0.2)
    session("Video play", mode="online")
    assert found(client, near="zz11aa") == {
        "services": ["Near", "Far", "Somewhere"],
        "sessions": ["Near play", "Far play"],
        "remote": ["Anywhere", "Ring us"],
        "remote_sessions": ["Video play"],
    }
    page = client.get(FIND, {"near": "zz11aa"})
    text = page.content.decode()
    assert "8 kinds of help near ZZ1 1AA" in text
    assert page.context["nearest"].name == "Weir House"
    assert "under a mile" in text
    assert reverse("help:area", args=["weir"]) in text


@pytest.mark.parametrize(
    ("near", "says"),
    [
        ("", "Enter a postcode, a place or what you need"),
        ("ZZ1 1A", "We could not read that as a whole postcode"),
        ("ZZ9 9ZZ", "We could not find this postcode in the area of"),
    ],
)
def test_three_postcode_errors_each_with_what_to_do_next(client, place, near, says):
    page = client.get(FIND, {"near": near, "q": ""})
    assert says in page.content.decode()
    assert "search" not in page.context


def test_a_place_that_we_do_not_know_is_said_where_there_are_words_too(client, place):
    text = client.get(FIND, {"near": "Atlantis", "q": "debt"}).content.decode()
    assert "We could not find a place of this name" in text


@pytest.mark.parametrize(
    ("box", "name"),
    [
        ("near", "Ferry Meadow"),
        ("near", "ferry medow"),
        ("near", "Weir hub"),
        ("q", "weirside"),
        ("q", "Ferry Meadow"),
    ],
)
def test_a_ward_a_district_and_a_hub_are_places(client, place, box, name):
    service("Near", 0.4)
    service("Far", 9)
    page = client.get(FIND, {box: name})
    assert page.context["form"].here is not None
    assert found(client, **{box: name})["services"] == ["Near", "Far"]


def test_what_is_no_place_is_taken_as_a_topic(client, place):
    service("Debt advice", 1)
    service("Chess", 1)
    assert found(client, near="debt")["services"] == ["Debt advice"]


def test_typing_errors_in_words_are_forgiven_and_said(client, place):
    service("Breastfeeding group", 1)
    session("Breastfeeding café", 1)
    service("Chess", 1)
    page = found(client, q="brestfeeding", near="ZZ1 1AA")
    assert page["services"] == ["Breastfeeding group"]
    assert page["sessions"] == ["Breastfeeding café"]
    text = client.get(FIND, {"q": "brestfeeding"}).content.decode()
    assert "This is close to it" in text


def test_other_words_of_a_topic_find_its_services(client):
    one = service("Citizens' desk")
    one.topics.add(Topic.objects.get(code="debt"))
    assert found(client, q="bailiffs")["services"] == ["Citizens' desk"]


@pytest.mark.parametrize(
    ("query", "of_a_service", "of_an_activity"),
    [
        ({"band": "teens"}, {"age_bands": ["teens"]}, {"bands": ["teens"]}),
        ({"age": "7"}, {"lowest_age": 5, "highest_age": 9}, {"lowest_age": 5, "highest_age": 9}),
        ({"cost": "free"}, {}, {}),
        ({"language": "ur"}, {"languages": ["ur"]}, {"language": "Urdu"}),
        ({"mode": "home_visit"}, {"modes": ["home_visit"]}, {"mode": "home_visit"}),
        ({"send": "yes"}, {"is_send_friendly": True}, {"is_send_friendly": True}),
        (
            {"access": "hearing_loop"},
            {"access_needs": ["hearing_loop", "bsl"]},
            {"access": "Hearing loop"},
        ),
    ],
)
def test_r009_each_filter_narrows_both_and_has_its_chip(
    client, query, of_a_service, of_an_activity
):
    service("Fits", **of_a_service)
    session("Fits", **of_an_activity)
    other = {"lowest_age": 12, "highest_age": 15}
    service("Other", cost="pay", age_bands=["pre_birth"], **other)
    session("Other", cost=3, bands=["pre_birth"], **other)
    groups = found(client, **query)
    assert groups["services"] == ["Fits"]
    assert groups["sessions"] == ["Fits"]
    assert client.get(FIND, query).content.decode().count("Take away") == 1


def test_by_topic_and_by_day(client):
    fits = service("Baby group", days=[2])
    fits.topics.add(Topic.objects.get(code="infant-feeding"))
    service("Other", days=[3])
    soon = timezone.localdate() + SOON
    session("Weaning party")
    assert found(client, topic="early-years")["services"] == ["Baby group"]
    assert found(client, topic="infant-feeding")["sessions"] == ["Weaning party"]
    assert found(client, day=2)["services"] == ["Baby group"]
    assert found(client, day=soon.weekday())["sessions"] == ["Weaning party"]
    assert found(client, day=(soon.weekday() + 1) % 7)["sessions"] == []


def test_r025_what_is_stale_or_off_is_not_found_nor_what_is_cancelled_or_far_ahead(client):
    service("Stale", due=-31)
    service("Closed", status="closed")
    session("Later", day=timedelta(days=20))
    cancelled = session("Cancelled")
    cancelled.state, cancelled.cancel_reason = "cancelled", "Snow"
    cancelled.save()
    assert client.get(FIND, {"all": "yes"}).context["search"].total == 0


def test_an_activity_stands_once_with_its_next_session(client):
    first = session("Play")
    SessionFactory(activity=first.activity, planned_on=first.planned_on + timedelta(days=7))
    page = client.get(FIND, {"all": "yes"})
    assert page.context["groups"]["sessions"].rows == [first]
    assert page.context["search"].counts["sessions"] == 1


@pytest.mark.parametrize(("age", "warns"), [("19", False), ("20", True), ("0", False)])
def test_r010_r011_beyond_the_upper_age_we_warn_and_refuse_nothing(client, age, warns):
    service("For all")
    page = client.get(FIND, {"age": age})
    assert ("until they turn 20, or 25 with" in page.content.decode()) == warns
    assert found(client, age=age)["services"] == ["For all"]


def test_r010_unborn_children_count(client):
    service("Bump group", age_bands=["pre_birth"])
    service("Youth club", age_bands=["teens"])
    assert found(client, band="pre_birth")["services"] == ["Bump group"]


def test_a_masked_site_is_near_nowhere(client, place):
    """The refuge is listed, without a distance, after what is far away."""
    refuge = service("Refuge", 0.1)
    service("Far", 9)
    Site.objects.filter(services_here__service=refuge).update(is_address_hidden=True)
    page = client.get(FIND, {"near": "ZZ1 1AA"})
    rows = page.context["groups"]["services"].rows
    assert [(row.name, row.km is None) for row in rows] == [("Far", False), ("Refuge", True)]


def test_all_of_one_kind_page_by_page(client, place):
    for km in range(25):
        service(f"S{km:02d}", km + 1)
    first = client.get(FIND, {"near": "ZZ1 1AA"})
    assert len(first.context["groups"]["services"].rows) == 10
    assert "show=services" in first.content.decode()
    names = found(client, near="ZZ1 1AA", show="services", page=2)["services"]
    assert names == [f"S{km:02d}" for km in range(20, 25)]
    text = client.get(FIND, {"near": "ZZ1 1AA", "show": "services", "page": 2}).content.decode()
    assert "page 2" in text.split("</title>")[0]


def test_a_search_costs_the_same_however_much_there_is(client, place):
    costs = []
    for more in (1, 12):
        for n in range(more):
            service(f"A{more}-{n}", n)
            session(f"B{more}-{n}", n)
            service(f"C{more}-{n}", modes=["phone"])
            session(f"D{more}-{n}", mode="online")
        with CaptureQueriesContext(connection) as queries:
            client.get(FIND, {"near": "ZZ1 1AA", "band": "teens"})
        # Inside a test a transaction is a savepoint; outside it asks nothing.
        asked = [query for query in queries if "SAVEPOINT" not in query["sql"]]
        costs.append(len(asked))
    assert costs[0] == costs[1] <= 15


@pytest.mark.parametrize("value", ["x" * 5000, "💥", "' OR 1=1 --", "\u202e", "-1", "99999999999"])
def test_whatever_is_typed_is_answered(client, place, value):
    for name in ("near", "q", "topic", "band", "age", "day", "mode", "access", "page", "show"):
        assert client.get(FIND, {name: value, "all": "yes"}).status_code == 200


def test_a_search_that_finds_nothing_is_counted_without_its_words(client, place):
    for _again in range(2):
        client.get(FIND, {"near": "ZZ1 1AA", "q": "bailiffs"})
    client.get(FIND, {"near": "ZZ1 1AA", "q": "qqqqqq"})
    client.head(FIND, {"near": "ZZ1 1AA", "q": "qqqqqq"})
    rows = UnmetSearch.objects.values_list("outward", "topic__code", "times")
    assert set(rows) == {("ZZ1", "debt", 2), ("ZZ1", None, 1)}
    service("Debt", 1).topics.add(Topic.objects.get(code="debt"))
    client.get(FIND, {"near": "ZZ1 1AA", "q": "bailiffs"})
    assert set(rows) == {("ZZ1", "debt", 2), ("ZZ1", None, 1)}
