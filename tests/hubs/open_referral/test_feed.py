"""Open Referral UK 3.0: what is published, in which shape, and to whom (R009, R023, R025, R027)."""

import json

import pytest

from hubs import masking
from hubs.open_referral.openapi import LISTS, document
from hubs.open_referral.urls import ADDRESSES
from tests.factories.hubs import PostcodeFactory, ServiceFactory, SiteFactory
from tests.factories.whats_on import SessionFactory

from .conftest import PUBLISHED, STUB
from .shape import check, published

pytestmark = pytest.mark.django_db
ODD = "Ünï \U0001f984 <b>&amp;</b> \u202e \"quoted\" 'n' \\ \x07"


def ids(page):
    return [item["id"] for item in page["contents"]]


def everything(ask):
    """(schema's name, item) of every list, every full list and every item's own address."""
    for plural, (name, *_rest) in LISTS.items():
        in_list = f"{name}_list" if name not in ("taxonomy", "taxonomy_term") else name
        page = ask(f"/{plural}")
        yield from ((in_list, name, item) for item in page["contents"])
        yield from ((name, name, item) for item in ask(f"/{plural}", full="true")["contents"])
        for pk in ids(page):
            yield name, name, ask(f"/{plural}/{pk}")


def odd(network):
    """The oddest rows that the directory can hold."""
    site = SiteFactory(name=ODD, address=" , ,", postcode="ZZ1 1AA", kind="virtual", hub=None)
    far = SiteFactory(name="Far", address="", postcode="ZZ9 9ZZ", kind="library")
    ServiceFactory(
        name=ODD,
        slug="odd",
        summary="",
        description=ODD,
        website="https://example.org/ä b",
        email="not an address",
        phone=ODD[:30],
        languages=["xx"],
        modes=["home_visit", "online"],
        lowest_age=120,
        sites=[site, far],
    )


def test_every_answer_has_the_shape_that_the_openapi_document_says(network, ask):
    odd(network)
    whole = ask("/openapi.json")
    assert whole == document(whole["servers"][0]["url"])
    for _published, name, item in everything(ask):
        check(item, {"$ref": f"#/components/schemas/{name}"}, whole)
    for plural, (name, *_rest) in LISTS.items():
        page = {"$ref": f"#/components/schemas/{name}_page"}
        check(ask(f"/{plural}"), page, whole)
        check(ask(f"/{plural}", minimal="true"), page, whole)
    check(ask(), {"$ref": "#/components/schemas/about"}, whole)


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the standard's schemas are not beside us")
def test_every_answer_validates_against_the_published_schemas(network, ask):
    odd(network)
    seen = set()
    for name, _ours, item in everything(ask):
        check(item, published(PUBLISHED, name))
        seen.add(name)
    assert len(seen) == 8


def test_the_document_names_every_address(network):
    paths = {f"{path}".replace("{id}", "<uuid:pk>").rstrip("/") for path in document("x")["paths"]}
    assert paths == {route for route, *_rest in ADDRESSES}


def test_the_first_answer_says_which_version_with_and_without_a_slash(ask):
    assert ask()["version"] == "HSDS-UK-3.0"
    assert ask("/") == ask()
    assert ask("/services/") == ask("/services")


def test_a_service_tells_all_that_families_see(network, ask):
    """R009, R023, R027."""
    service = ask(f"/services/{network['full'].pk}")
    assert service["organization"]["name"] == network["full"].provider.name
    assert (service["minimum_age"], service["maximum_age"], service["fees"]) == (0, 4, "Free")
    assert [term["taxonomy_term"]["term"] for term in service["attributes"]] == ["baby-groups"]
    weekly = service["schedules"][1]
    assert (weekly["byday"], weekly["opens_at"]) == ("TU,TH", "09:00:00")
    location = service["service_at_locations"][0]["location"]
    assert location["addresses"][0]["postal_code"] == "ZZ1 1AA"
    assert location["addresses"][0]["city"] == "Weirtown"
    assert location["attributes"][0]["taxonomy_term"]["name"] == "Family hub"
    assert location["x_family_hub"]["name"] == "Weir hub"


def test_an_activity_is_a_service_with_its_rule_and_the_days_it_falls_out(network, ask):
    """R013: sessions as schedules."""
    play = network["play"]
    session = SessionFactory(activity=play, state="cancelled", cancel_reason="Snow")
    service = ask(f"/services/{play.pk}")
    assert service["organization_id"] == str(network["council"].pk)
    schedule = service["schedules"][0]
    assert (schedule["freq"], schedule["interval"], schedule["byday"]) == ("WEEKLY", 1, "TU,TH")
    assert (schedule["opens_at"], schedule["closes_at"]) == ("10:00:00", "11:30:00")
    assert schedule["valid_from"] <= schedule["dtstart"] <= schedule["valid_to"]
    assert schedule["notes"] == f"Not on {session.planned_on}."
    assert schedule["schedule_link"].endswith(play.get_absolute_url())
    at = service["service_at_locations"][0]
    assert ask(f"/service_at_locations/{at['id']}")["service_id"] == str(play.pk)


def test_only_what_families_see_today_is_published(network, ask):
    """R025: neither stale nor off nor ended, by list or by its own address."""
    site = network["site"]
    hidden = [
        ServiceFactory(due=-400, sites=[site]),
        ServiceFactory(status="closed", sites=[site]),
        ServiceFactory(status="defunct", sites=[site]),
    ]
    shown = ids(ask("/services", per_page=200)) + ids(ask("/service_at_locations", per_page=200))
    for service in hidden:
        at = service.at_sites.get()
        assert str(service.pk) not in shown
        assert str(at.pk) not in shown
        ask(f"/services/{service.pk}", 404)
        ask(f"/service_at_locations/{at.pk}", 404)
        ask(f"/organizations/{service.provider.pk}", 404)


def test_no_person_is_published(network, ask, worker):
    """R025: the owner, who assured it, a join link."""
    network["full"].owner = network["full"].assured_by = worker
    network["full"].save()
    network["play"].join_link = "https://example.org/join-secret"
    network["play"].save()
    text = json.dumps([item for *_names, item in everything(ask)])
    for secret in (worker.email, worker.full_name, str(worker.pk), "join-secret"):
        assert secret not in text


def test_a_masked_place_is_found_by_no_way(network, ask, monkeypatch):
    """Refuges and homes: no address, no postcode, no coordinates, no search by distance."""
    real = masking.public_place

    def masked(site):
        return masking.PublicPlace(real(site).name, "", "", "", None, None)

    here = {"postcode": "ZZ1 1AA", "proximity": 500}
    postcode_of(network["site"])
    assert ask("/service_at_locations", **here)["total_items"] == 2
    monkeypatch.setattr(masking, "public_place", masked)
    text = json.dumps([item for *_names, item in everything(ask)])
    for secret in ("High Street", "ZZ1 1AA", "53.4", "-2.3", "latitude"):
        assert secret not in text
    assert ask("/service_at_locations", **here)["total_items"] == 0
    assert ask("/services", **here)["total_items"] == 0


def postcode_of(site):
    return PostcodeFactory(postcode=site.postcode, longitude=site.longitude, latitude=site.latitude)


@pytest.mark.parametrize("path", ["", "/services", "/service_at_locations", "/taxonomy_terms"])
def test_an_unchanged_answer_is_304_and_still_open_to_all(network, client, path):
    first = client.get(f"{STUB}{path}")
    again = client.get(f"{STUB}{path}", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    assert again["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nothing", 404),
        ("/services/x", 404),
        ("/services?per_page=0", 400),
        ("/services?search=%00", 400),
    ],
)
def test_every_error_is_json_and_open_to_all(client, db, path, status):
    response = client.get(f"{STUB}{path}")
    assert response.status_code == status
    assert response["Access-Control-Allow-Origin"] == "*"
    assert json.loads(response.content)["message"]


def test_nothing_can_be_sent(client, db):
    for method in ("post", "put", "patch", "delete"):
        response = getattr(client, method)(f"{STUB}/services")
        assert (response.status_code, response["Allow"]) == (405, "GET, HEAD, OPTIONS")
        assert response["Access-Control-Allow-Origin"] == "*"
    response = client.options(f"{STUB}/services")
    assert response.status_code == 204
    assert response["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert client.head(f"{STUB}/services").content == b""


def test_who_asks_too_often_is_told_when_to_come_back(client, db, monkeypatch):
    monkeypatch.setattr("hubs.open_referral.answers.LIMIT", 2)
    statuses = [client.get(f"{STUB}/taxonomies").status_code for _ in range(3)]
    last = client.get(f"{STUB}/taxonomies")
    assert 429 in (statuses[-1], last.status_code)
    assert 1 <= int(last["Retry-After"]) <= 60
    assert last["Access-Control-Allow-Origin"] == "*"


@pytest.mark.parametrize("query", ["", "?full=true", "?minimal=true"])
@pytest.mark.parametrize("path", ["/services", "/service_at_locations", "/organizations"])
def test_a_list_costs_as_many_queries_for_many_as_for_few(
    network, client, django_assert_max_num_queries, path, query
):
    client.get(f"{STUB}{path}{query}")
    with django_assert_max_num_queries(40) as few:
        client.get(f"{STUB}{path}{query}")
    for _ in range(4):
        ServiceFactory(sites=[network["site"], SiteFactory()], languages=["en"])
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(f"{STUB}{path}{query}")
