"""Which two records may be of one family: found by night, seen by few, rejected for good reason."""

from datetime import date
from itertools import combinations

import pytest
from django.urls import reverse

from families.models import Family, Person
from familyhubs.database.actor import acting_as
from familyhubs.refusals import Refused
from familyhubs.rights.merging import actions, tasks
from familyhubs.rights.merging.models import Merge, Pair
from tests.cast import somebody
from tests.factories.families import ConflictFactory, FamilyFactory
from tests.factories.hubs import HubFactory
from tests.rights.merged import Two

pytestmark = pytest.mark.django_db


def at(name, *args):
    return reverse(f"merging:{name}", args=args)


@pytest.fixture
def two(db):
    return Two()


@pytest.fixture
def pair(two):
    tasks.find_pairs()
    return Pair.objects.get()


def test_the_same_people_at_the_same_place_are_found_once(two, pair):
    assert pair.score == 100
    assert pair.alike == ["name", "born", "place"]
    tasks.find_pairs()
    assert Pair.objects.get().pk == pair.pk


def test_a_birthday_alone_is_no_pair(two):
    Person.objects.filter(memberships__family=two.source).update(full_name="Zoë Quist")
    tasks.find_pairs()
    assert not Pair.objects.exists()


def test_a_name_alone_is_no_pair(two):
    Person.objects.filter(memberships__family=two.source).update(born_on=date(1970, 1, 2))
    Family.objects.filter(pk=two.source.pk).update(postcode="")
    tasks.find_pairs()
    assert not Pair.objects.exists()


def test_rejected_it_is_remembered_until_what_it_rests_on_changes(two, pair):
    actions.reject(pair, why="Cousins", by=two.manager)
    tasks.find_pairs()
    assert not Pair.objects.to_look_at().exists()
    with pytest.raises(Refused):
        actions.reject(pair, why="Cousins", by=two.manager)
    Family.objects.filter(pk=two.source.pk).update(postcode="E8 1AA")
    tasks.find_pairs()
    assert Pair.objects.to_look_at().get().pk == pair.pk


def test_a_pair_is_there_for_whoever_sees_both_records(two, pair):
    stranger = somebody("manager", hub=None)
    for user, sees in ((two.manager, 1), (two.lead, 1), (somebody("practitioner"), 0)):
        with acting_as(user):
            assert Pair.objects.visible_to(user).count() == sees
    ConflictFactory(family=two.target, user=two.lead)
    with acting_as(two.lead):
        assert not Pair.objects.visible_to(two.lead).exists()
        assert not Pair.objects.exists()
    Family.objects.filter(pk=two.source.pk).update(is_restricted=True)
    for user in (two.manager, stranger):
        with acting_as(user):
            assert not Pair.objects.exists()


def test_from_the_list_to_the_merge_and_back(client, two, pair):
    client.force_login(two.manager)
    assert two.source.reference in client.get(at("pairs")).content.decode()
    said = client.get(at("compare", pair.pk)).content.decode()
    assert "Ada Okafor" in said
    assert "Family members" in client.get(at("propose", pair.pk)).content.decode()
    sent = {"stays": str(two.target.pk), "why": "Same mother"}
    assert client.post(at("propose", pair.pk), sent).status_code == 302
    merge = Merge.objects.get()
    assert client.post(at("merge", merge.pk), {"agreed": "yes"}).status_code == 403
    client.force_login(two.lead)
    assert client.post(at("merge", merge.pk), {"agreed": "yes"}).status_code == 302
    assert not Pair.objects.to_look_at().exists()
    client.post(at("ask_to_undo", merge.pk), {"why": "Two sisters"})
    assert client.post(at("merge", merge.pk), {"agreed": "yes"}).status_code == 403
    client.force_login(two.other_lead)
    assert "Two sisters" in client.get(at("merge", merge.pk)).content.decode()
    assert client.post(at("merge", merge.pk), {"agreed": "yes"}).status_code == 302
    merge.refresh_from_db()
    assert merge.undone_by == two.other_lead
    assert "undone on" in client.get(at("merges")).content.decode()


def test_two_references_make_a_pair(client, two):
    client.force_login(two.manager)
    sent = {"reference": two.source.reference, "other": two.target.reference}
    assert client.post(at("say_same"), sent).status_code == 302
    assert Pair.objects.get().reasons == ["a colleague says so"]
    same = {"reference": two.source.reference, "other": two.source.reference}
    assert "the same record" in client.post(at("say_same"), same).content.decode()
    unseen = client.post(at("say_same"), sent | {"other": "FH-7K3M-2Q9T"})
    assert "You see no record" in unseen.content.decode()


@pytest.mark.parametrize("bad", ["\0", "x" * 100_000, "", "yes\0"])
def test_bad_words_are_errors_on_the_form(client, two, pair, bad):
    client.force_login(two.manager)
    for name, args, field in (
        ("reject", [pair.pk], "why"),
        ("say_same", [], "reference"),
        ("propose", [pair.pk], "stays"),
    ):
        assert client.post(at(name, *args), {field: bad}).status_code in {200, 400}


def test_others_find_nothing(client, two, pair):
    client.force_login(somebody("practitioner", hub=two.hub))
    assert client.get(at("pairs")).status_code == 403
    client.force_login(somebody("triage"))
    assert client.get(at("compare", pair.pk)).status_code == 404


def test_the_address_of_the_record_that_went_leads_to_the_one_that_stayed(client, two):
    two.merge()
    client.force_login(two.manager)
    answer = client.get(two.source.get_absolute_url())
    assert answer["Location"] == two.target.get_absolute_url()
    client.force_login(somebody("practitioner"))
    assert client.get(two.source.get_absolute_url()).status_code == 404


def test_a_thousand_pairs_are_read_page_by_page(client, two):
    """No pair twice, none left out, and each page as quick as the first."""
    families = FamilyFactory.create_batch(46, hub=two.hub)
    pks = sorted(family.pk for family in families)
    Pair.objects.bulk_create(
        Pair(one_id=one, other_id=other, score=70 + at % 7, alike=["part", "born"], basis="x")
        for at, (one, other) in enumerate(list(combinations(pks, 2))[:1000])
    )
    client.force_login(two.lead)
    seen, address = [], at("pairs")
    while address:
        page = client.get(address).context["page"]
        seen += [pair.pk for pair in page.rows]
        address = page.after and at("pairs") + page.after
    assert len(seen) == len(set(seen)) == 1000
    scores = dict(Pair.objects.values_list("pk", "score"))
    assert [scores[pk] for pk in seen] == sorted(scores.values(), reverse=True)


def test_pairs_by_hub_and_by_what_they_share(client, two, pair):
    client.force_login(two.manager)
    elsewhere = HubFactory()
    for asked, shown in (
        ({"hub": two.hub.pk}, True),
        ({"hub": elsewhere.pk}, False),
        ({"alike": "born"}, True),
        ({"alike": "reach"}, False),
        ({"hub": two.hub.pk, "alike": "place"}, True),
        ({"hub": "nowhere", "alike": "x" * 5000}, False),
    ):
        said = client.get(at("pairs"), asked).content.decode()
        assert (two.source.reference in said) == shown
        assert shown or "No pair fits" in said
