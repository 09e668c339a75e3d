"""Districts, hubs, wards, sites and teams, as a council's administrator sets them up."""

import threading

import pytest
from django.db import IntegrityError, close_old_connections, transaction
from django.urls import reverse

from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.refusals import Refused
from hubs import actions
from hubs.models import Area, District, Hub, Site
from referrals.actions.receiving import answering_hub
from tests.cast import somebody
from tests.factories.hubs import (
    AreaFactory,
    DistrictFactory,
    HubFactory,
    MembershipFactory,
    PostcodeFactory,
    SiteFactory,
    TeamFactory,
)

from .at_once import second_comes_meanwhile

pytestmark = pytest.mark.django_db
UNKNOWN = "b1f9aee0-7d4b-4d22-8c7a-2d3b7d2a1c55"
HUB = {"name": "Sale Family Hub", "public_name": "", "phone": "", "email": ""}


@pytest.fixture
def signed_in(client, administrator):
    client.force_login(administrator)
    return client


def text(response):
    return " ".join(response.content.decode().split())


def at(name, *args):
    return reverse(f"places:{name}", args=args)


def verbs():
    return list(Event.objects.filter(kind="did").order_by("pk").values_list("verb", flat=True))


# Who may


PAGES = ["districts", "add_district", "district", "hub", "wards", "sites", "add_site", "site"]
TEAM_PAGES = ["teams", "add_team", "team", "end_team"]


def address_of(page, hub):
    ids = {
        "district": hub.district.pk,
        "hub": hub.district.pk,
        "wards": hub.pk,
        "site": SiteFactory(hub=hub).pk if page == "site" else None,
        "team": TeamFactory().pk if page == "team" else None,
        "end_team": TeamFactory().pk if page == "end_team" else None,
    }
    return at(page, ids[page]) if page in ids else at(page)


@pytest.mark.parametrize("page", [*PAGES, *TEAM_PAGES])
def test_these_pages_are_the_administrators_alone(client, hub, administrator, teacher, page):
    address = address_of(page, hub)
    roles = ["practitioner", "manager", "triage", "front_of_house", "safeguarding"]
    for user in [somebody(role) for role in [*roles, "commissioner", "governance"]] + [teacher]:
        client.force_login(user)
        assert {client.get(address).status_code, client.post(address).status_code} == {403}
    client.force_login(administrator)
    assert client.get(address).status_code == 200


@pytest.mark.parametrize("page", ["district", "hub", "wards", "site", "team", "end_team"])
def test_what_does_not_exist_is_not_there(signed_in, hub, page):
    assert signed_in.get(at(page, UNKNOWN)).status_code == 404


# Districts and hubs


def test_from_nothing_to_a_hub(signed_in, client):
    empty = text(signed_in.get(at("districts")))
    assert "No district yet" in empty
    assert "manage.py import_postcodes" in empty
    assert "nobody can ask for support online" in empty

    signed_in.post(at("add_district"), {"name": "  Sale "})
    district = District.objects.get()
    assert district.name == "Sale"
    assert "Add its hub" in text(signed_in.get(at("districts")))
    signed_in.post(at("hub", district.pk), HUB | {"phone": "01632 960 001"})

    hub = Hub.objects.get()
    assert (hub.slug, hub.phone) == ("sale-family-hub", "+441632960001")
    assert "Nobody answers" in text(signed_in.get(at("districts")))
    MembershipFactory(role="triage", hub=hub)
    assert "Nobody answers" not in text(signed_in.get(at("districts")))
    assert client.get(hub.get_absolute_url()).status_code == 200
    assert verbs()[-2:] == ["district.added", "hub.added"]


def test_a_hub_keeps_its_address_whatever_its_name(signed_in):
    hub = HubFactory(name="Old name", slug="old-name")
    signed_in.post(at("hub", hub.district.pk), HUB | {"name": "New name"})
    hub.refresh_from_db()
    assert (hub.name, hub.slug) == ("New name", "old-name")


@pytest.mark.parametrize(
    ("name", "slug"),
    [("St. Mary’s", "st-marys-2"), ("福", "hub"), ("x" * 100, "x" * 70), ("---", "hub")],
)
def test_every_name_gives_an_address(administrator, name, slug):
    HubFactory(slug="st-marys")
    with acting_as(SystemActor.SETUP):
        hub = actions.save_hub(DistrictFactory(), by=administrator, **HUB | {"name": name})
    assert hub.slug == slug


def test_names_differ_whatever_their_capitals(signed_in, hub):
    page = text(signed_in.post(at("add_district"), {"name": hub.district.name.upper()}))
    assert "There is a district with this name already" in page
    other = DistrictFactory()
    page = text(signed_in.post(at("hub", other.pk), HUB | {"name": hub.name.upper()}))
    assert "There is a hub with this name already" in page
    page = text(signed_in.post(at("hub", other.pk), HUB | {"name": ""}))
    assert "Enter the name of the hub" in page


@pytest.mark.parametrize("typed", ["", " ", "x" * 101])
def test_a_district_needs_a_name_that_can_be_read(signed_in, typed):
    answer = signed_in.post(at("add_district"), {"name": typed})
    assert answer.status_code == 200
    assert not District.objects.exists()


def test_a_district_is_renamed(signed_in, hub):
    signed_in.post(at("district", hub.district.pk), {"name": "Renamed"})
    assert District.objects.get().name == "Renamed"
    assert verbs()[-1] == "district.renamed"


# Wards


def chosen(*wards):
    return {"wards": [f"{ward.code}@{ward.hub_id or ''}" for ward in wards]}


def test_wards_come_go_and_move(signed_in, hub):
    first, second, theirs = (
        AreaFactory(hub=hub),
        AreaFactory(),
        AreaFactory(name="Ashton", hub=HubFactory(name="Other Hub")),
    )
    assert "now with Other Hub: ticked, it moves here" in text(signed_in.get(at("wards", hub.pk)))
    signed_in.post(at("wards", hub.pk), chosen(second, theirs))
    assert set(hub.areas.all()) == {second, theirs}
    first.refresh_from_db()
    assert first.hub is None
    facts = Event.objects.get(verb="hub.wards_chosen").facts
    assert facts == {"taken": [second.code, theirs.code], "left": [first.code]}


def test_a_ward_that_changed_hands_is_not_taken_unseen(signed_in, hub):
    ward = AreaFactory()
    data = chosen(ward)
    ward.hub = HubFactory()
    ward.save()
    page = text(signed_in.post(at("wards", hub.pk), data))
    assert "A ward has changed hands since this page was opened" in page
    ward.refresh_from_db()
    assert ward.hub != hub


@pytest.mark.parametrize("code", ["", "@", "E05000001", "E99999999@", "x" * 5_000])
def test_a_ward_that_is_none_is_refused(signed_in, hub, code):
    AreaFactory(kind="lsoa", code="E01000001")
    assert signed_in.post(at("wards", hub.pk), {"wards": code}).status_code == 200
    with pytest.raises(Refused, match="do not know the ward"):
        actions.choose_wards(hub, wards={"E01000001": ""}, by=signed_in)


def test_only_a_ward_can_have_a_hub(hub):
    with pytest.raises(IntegrityError, match="area_only_a_ward_has_a_hub"), transaction.atomic():
        AreaFactory(kind="lsoa", hub=hub)


@pytest.mark.django_db(transaction=True)
def test_two_who_give_one_ward_to_two_hubs_at_once():
    ward, hubs = AreaFactory(), [HubFactory(), HubFactory()]
    outcomes = second_comes_meanwhile(
        lambda by: actions.choose_wards(hubs[0], wards={ward.code: ""}, by=by),
        lambda by: actions.choose_wards(hubs[1], wards={ward.code: ""}, by=by),
    )
    assert Area.objects.get(pk=ward.pk).hub == hubs[0]
    said = f"{ward.name} is with {hubs[0].name} now. Look again and choose."
    assert outcomes == {"first": "done", "second": said}


# Where a request goes from a ward of no hub: the page says what happens


@pytest.fixture
def nowhere(db):
    """A postcode in a ward that no hub serves."""
    return PostcodeFactory(ward=AreaFactory(name="Forgotten"), longitude=-2.3, latitude=53.4)


def test_without_a_placed_building_the_first_hub_by_name_gets_it(signed_in, nowhere):
    first = HubFactory(name="Aaa")
    HubFactory(name="Bbb")
    page = text(signed_in.get(at("districts")))
    assert "1 ward has no hub" in page
    assert "Forgotten" in page
    assert "its request goes to Aaa, the first by name. Choose" in page
    assert answering_hub(nowhere) == first


def test_else_the_hub_whose_main_building_is_nearest(signed_in, nowhere):
    HubFactory(name="Aaa")
    near = SiteFactory(kind="main", longitude=-2.3, latitude=53.4).hub
    SiteFactory(kind="main", longitude=-1.0, latitude=51.0)
    assert "whose main building is nearest" in text(signed_in.get(at("districts")))
    assert answering_hub(nowhere) == near


def test_all_served_and_nothing_is_warned_of(signed_in, nowhere, hub):
    Area.objects.update(hub=hub)
    assert "no hub." not in text(signed_in.get(at("districts")))


# Sites


OWN = {"name": "Sale Library", "kind": "satellite", "hub": "", "postcode": "zz1 1aa"}


def test_a_site_is_added_and_stands_where_its_postcode_is(signed_in, hub):
    PostcodeFactory(postcode="ZZ1 1AA", longitude=-2.31, latitude=53.42)
    assert signed_in.post(at("add_site"), OWN | {"hub": hub.pk, "kind": "main"}).status_code == 302
    site = Site.objects.get()
    assert (site.hub, site.postcode, site.longitude) == (hub, "ZZ1 1AA", -2.31)
    page = text(signed_in.post(at("add_site"), OWN | {"hub": hub.pk, "kind": "main"}))
    assert "has a main building already" in page
    page = text(signed_in.post(at("add_site"), OWN | {"kind": "main"}))
    assert "Select the hub whose main building this is" in page


def test_a_site_from_a_list_keeps_what_the_list_says(signed_in, hub):
    site = SiteFactory(hub=None, name="From a list", source="libraries", source_key="x")
    signed_in.post(at("site", site.pk), {"kind": "satellite", "hub": hub.pk, "name": "Mine"})
    site.refresh_from_db()
    assert (site.name, site.hub) == ("From a list", hub)


def test_ticked_sites_go_to_a_hub_together(signed_in, hub):
    loose = [SiteFactory(hub=None, name=f"Site {n}") for n in range(3)]
    main = SiteFactory(kind="main")
    assert "3 delivery sites have no hub" in text(signed_in.get(at("districts")))
    page = text(signed_in.post(at("sites"), {"sites": [main.pk, loose[0].pk], "to": hub.pk}))
    assert "A main building stays with its hub" in page
    assert not hub.sites.exists()
    answer = signed_in.post(
        at("sites") + "?hub=none", {"sites": [s.pk for s in loose], "to": hub.pk}, follow=True
    )
    assert f"3 sites are with {hub.name}" in text(answer)
    assert answer.redirect_chain[0][0].endswith("?hub=none")
    assert hub.sites.count() == 3


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({}, "Tick at least one site"),
        ({"sites": UNKNOWN}, "Select the hub they go to"),
        ({"sites": UNKNOWN}, "Tick sites from the list"),
    ],
)
def test_what_is_wrong_with_a_choice_of_sites_is_said(signed_in, sent, said):
    SiteFactory()
    assert said in text(signed_in.post(at("sites"), sent))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Enter the name of the place"),
        ({"kind": ""}, "Select what kind of place it is"),
        ({"kind": "castle"}, "Select a kind from the list"),
        ({"hub": UNKNOWN}, "Select a hub from the list"),
        ({"postcode": "nowhere"}, "could not understand that postcode"),
        ({"phone": "soon"}, "Enter a phone number"),
        ({"email": "x"}, "Enter an email address"),
        (
            {"opened_on_day": 2, "opened_on_month": 2, "opened_on_year": 2024}
            | {"closed_on_day": 1, "closed_on_month": 2, "closed_on_year": 2024},
            "The day it closed must be the day it opened or later",
        ),
    ],
)
def test_what_is_wrong_with_a_site_is_said(signed_in, changed, said):
    assert said in text(signed_in.post(at("add_site"), OWN | changed))
    assert not Site.objects.exists()


def test_the_list_of_sites_is_filtered(signed_in, hub):
    SiteFactory(hub=None, kind="library", name="Loose library")
    SiteFactory(hub=hub, kind="satellite", name="Bound hall")
    found = {
        query: ("Loose" in page, "Bound" in page)
        for query in ("", "hub=none", f"hub={hub.pk}", "kind=library", "q=hall", "hub=x", "page=99")
        for page in [text(signed_in.get(f"{at('sites')}?{query}"))]
    }
    both, loose, bound = (True, True), (True, False), (False, True)
    assert found == {
        "": both, "hub=none": loose, f"hub={hub.pk}": bound, "kind=library": loose,
        "q=hall": bound, "hub=x": both, "page=99": both,
    }  # fmt: skip


# At the same moment, and how much is asked


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("what", ["district", "hub", "team"])
def test_of_two_with_one_name_at_once_one_is_told(what):
    administrator = somebody("administrator")
    districts = [DistrictFactory(), DistrictFactory()]
    gate, outcomes = threading.Barrier(2), []

    def save(n):
        if what == "district":
            return actions.save_district(None, name="Sale", by=administrator)
        if what == "hub":
            return actions.save_hub(districts[n], by=administrator, **HUB)
        place = {"hub": None, "organisation": administrator.organisation}
        return actions.save_team(None, name="Sale", by=administrator, **place)

    def press(n):
        gate.wait()
        try:
            with acting_as(administrator):
                save(n)
            outcomes.append("saved")
        except Refused as refused:
            outcomes.append(str(refused))
        finally:
            close_old_connections()

    threads = [threading.Thread(target=press, args=[n]) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    outcomes.sort(key=len)
    assert outcomes[0] == "saved"
    assert "with this name already" in outcomes[1]


@pytest.mark.parametrize("page", ["districts", "sites", "teams"])
def test_the_lists_ask_the_same_for_three_as_for_thirty(
    signed_in, django_assert_max_num_queries, page
):
    def grow(n):
        for hub in HubFactory.create_batch(n):
            SiteFactory(hub=hub)
            AreaFactory(hub=hub)
            AreaFactory()
            TeamFactory(hub=hub)

    grow(3)
    signed_in.get(at(page))
    with django_assert_max_num_queries(15):
        signed_in.get(at(page))
    grow(27)
    with django_assert_max_num_queries(15):
        signed_in.get(at(page))


def test_the_wards_of_a_hub_ask_the_same_for_many(signed_in, hub, django_assert_max_num_queries):
    AreaFactory.create_batch(40, hub=HubFactory())
    with django_assert_max_num_queries(15):
        signed_in.get(at("wards", hub.pk))
