"""Somebody entered twice becomes one person, and two again, row by row (R065, R067)."""

from datetime import date

import pytest
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from families import actions as families
from families.models import FamilyMember, Person, PersonIdentifier, Relationship
from familyhubs.refusals import Refused
from familyhubs.rights.holdings import rows_of
from familyhubs.rights.keeping.models import Hold
from familyhubs.rights.merging import actions
from familyhubs.rights.merging.models import PersonJoin
from tests.cast import somebody
from tests.factories.contact import ContactCardFactory
from tests.factories.families import (
    AgreementFactory,
    ChildFactory,
    FamilyMemberFactory,
    PersonFactory,
    RelationshipFactory,
    TimelineEntryFactory,
)
from tests.rights.merged import Two

pytestmark = pytest.mark.django_db
NHS = ("9434765919", "9434765870")


class Twice:
    """The Okafors with Tobi in the record twice, and those who answer for it."""

    def __init__(self):
        two = Two()
        self.hub, self.record = two.hub, two.target
        self.manager, self.lead = two.manager, two.lead
        self.stays = self.record.members.get(role="child").person
        self.goes = ChildFactory(full_name="Toby Okafor", known_as="Tobs")
        FamilyMemberFactory(family=self.record, person=self.goes, role="child")
        self.adult = self.record.members.get(role="parent").person
        self.third = PersonFactory(full_name="Temi Okafor")
        FamilyMemberFactory(family=self.record, person=self.third, role="other")

    def join(self, **said):
        said = {"why": "Same school, same day", "by": self.manager} | said
        return actions.join(self.record, self.goes, self.stays, **said)

    def part(self, joined):
        return actions.part(joined, why="Twins", by=self.lead)

    def number(self, person, value=NHS[0], system="nhs"):
        return PersonIdentifier.objects.create(
            family=self.record, person=person, system=system, value=value,
            source="themselves", recorded_by=self.lead,
        )  # fmt: skip


@pytest.fixture
def twice(db):
    return Twice()


def held_of(record):
    """All that a record holds, but that entries were joined in it."""
    return {table: rows for table, rows in rows_of(record).items() if table != "merging_personjoin"}


def at(name, *args):
    return reverse(f"merging:{name}", args=args)


def test_they_stand_there_once_with_the_values_chosen(twice):
    entry = TimelineEntryFactory(family=twice.record)
    entry.about.add(twice.goes)
    twice.number(twice.goes)
    twice.join(takes=["full_name"])
    now = FamilyMember.objects.current().filter(family=twice.record, role="child")
    assert [row.person.full_name for row in now] == ["Toby Okafor"]
    assert now.get().person == twice.stays
    twice.stays.refresh_from_db()
    assert twice.stays.known_as == ""
    assert list(entry.about.all()) == [twice.stays]
    assert PersonIdentifier.objects.get().person == twice.stays


def test_a_card_that_was_chosen_comes_along(twice):
    card = ContactCardFactory()
    Person.objects.filter(pk=twice.goes.pk).update(contact_card=card)
    joined = twice.join(takes=["contact"])
    twice.stays.refresh_from_db()
    assert twice.stays.contact_card == card
    twice.part(joined)
    twice.stays.refresh_from_db()
    assert twice.stays.contact_card is None


def test_what_was_corrected_since_stays_corrected(twice):
    joined = twice.join(takes=["full_name", "born"])
    Person.objects.filter(pk=twice.stays.pk).update(full_name="Tobias Okafor")
    twice.part(joined)
    twice.stays.refresh_from_db()
    assert twice.stays.full_name == "Tobias Okafor"


def numbers(twice):
    twice.number(twice.goes)
    twice.number(twice.stays, NHS[1])


def dead(twice):
    Person.objects.filter(pk=twice.goes.pk).update(has_died=True, died_on=date(2026, 1, 1))


def restricted(twice):
    type(twice.record).objects.filter(pk=twice.record.pk).update(is_restricted=True)


def held(twice):
    Hold.objects.create(
        person=twice.goes, why="Inquiry", review_on="2099-01-01", placed_by=twice.lead
    )


def elsewhere(twice):
    FamilyMemberFactory(person=twice.goes, role="child")


def adult(twice):
    FamilyMember.objects.filter(person=twice.goes).update(role="other")


def warned(twice):
    card = ContactCardFactory(must_not_know="Their uncle")
    Person.objects.filter(pk=twice.goes.pk).update(contact_card=card)


def agreed_twice(twice):
    one = AgreementFactory(family=twice.record, person=twice.stays)
    AgreementFactory(
        family=twice.record, person=twice.goes, organisation=one.organisation, purpose=one.purpose
    )


@pytest.mark.parametrize(
    ("block", "words"),
    [
        (numbers, "two different numbers: NHS"),
        (dead, "has died"),
        (restricted, "restricted"),
        (held, "legal hold"),
        (elsewhere, "Choose the other one"),
        (adult, "different places"),
        (warned, "hold a warning"),
        (agreed_twice, "Withdraw one agreement"),
    ],
)
def test_what_stands_in_the_way_says_what_to_do(twice, block, words):
    block(twice)
    before = held_of(twice.record)
    with pytest.raises(Refused, match=words):
        twice.join(by=twice.lead)
    assert held_of(twice.record) == before
    assert not PersonJoin.objects.exists()


def test_others_may_not_and_nobody_is_joined_twice(twice):
    with pytest.raises(Refused, match="manager or safeguarding lead"):
        twice.join(by=somebody("practitioner", hub=twice.hub))
    joined = twice.join()
    with pytest.raises(Refused, match="not in this record"):
        twice.join()
    third = ChildFactory(full_name="Tobi O")
    FamilyMemberFactory(family=twice.record, person=third, role="child")
    later = actions.join(twice.record, third, twice.stays, why="Same", by=twice.lead)
    with pytest.raises(Refused, match="Undo that first"):
        twice.part(joined)
    twice.part(later)
    twice.part(joined)
    with pytest.raises(Refused, match="undone already"):
        twice.part(joined)


def siblings(twice, person):
    """Of a third child, the lesser id first, as the database wants what is alike both ways."""
    one, other = sorted((person, twice.third), key=lambda who: who.pk)
    RelationshipFactory(family=twice.record, person=one, other=other, kind="SIB")


HELD = [
    lambda t, p: t.number(p, "H801200001001", "upn"),
    lambda t, p: AgreementFactory(family=t.record, person=p),
    lambda t, p: TimelineEntryFactory(family=t.record).about.add(p),
    lambda t, p: RelationshipFactory(family=t.record, person=t.adult, other=p),
    lambda t, p: siblings(t, p),
    lambda t, p: families.add_name(
        t.record.members.get(person=p), name=f"Tee {p.known_as}", use="nickname",
        source="themselves", by=t.lead,
    ),
]  # fmt: skip


@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    goes=st.sets(st.integers(0, len(HELD) - 1)),
    stays=st.sets(st.integers(1, len(HELD) - 1)),
    takes=st.sets(st.sampled_from(["full_name", "known_as", "born", "contact"])),
    has_card=st.booleans(),
)
def test_whatever_both_hold_undoing_gives_the_same_record(db, goes, stays, takes, has_card):
    with transaction.atomic():
        hold_join_and_part(goes, stays, takes, has_card)
        # The next example finds none of it.
        transaction.set_rollback(True)


def hold_join_and_part(goes, stays, takes, has_card):
    twice = Twice()
    for held, person in ((goes, twice.goes), (stays, twice.stays)):
        for number in held:
            HELD[number](twice, person)
    if has_card:
        Person.objects.filter(pk=twice.goes.pk).update(contact_card=ContactCardFactory())
    before = held_of(twice.record)
    joined = twice.join(takes=sorted(takes))
    current = FamilyMember.objects.current().filter(family=twice.record)
    assert not current.filter(person=twice.goes).exists()
    ties = Relationship.objects.current()
    assert not ties.filter(Q(person=twice.goes) | Q(other=twice.goes)).exists()
    # Nothing that one of them said is lost: who is whose mother, brother or sister.
    said = {
        kind
        for held in (goes, stays)
        for number, kind in ((3, "MTH"), (4, "SIB"))
        if number in held
    }
    assert {row.kind for row in ties.filter(family=twice.record)} == said
    twice.part(joined)
    assert held_of(twice.record) == before


def test_from_the_record_to_one_person_and_back(client, twice):
    client.force_login(twice.manager)
    here = twice.record.pk
    assert at("twice", here) in client.get(twice.record.get_absolute_url()).content.decode()
    said = {"goes": str(twice.goes.pk), "stays": str(twice.goes.pk)}
    assert "another entry" in client.post(at("twice", here), said).content.decode()
    said["stays"] = str(twice.stays.pk)
    side = client.post(at("twice", here), said)["Location"]
    assert side == at("join", here, twice.goes.pk, twice.stays.pk)
    assert "Tobs" in client.get(side).content.decode()
    assert "Enter how you know" in client.post(side, {"full_name": "x"}).content.decode()
    assert client.post(side, {"full_name": "\0", "why": "x" * 99_999}).status_code == 400
    told = {"full_name": "goes", "known_as": "goes", "why": "Same school"}
    answer = client.post(side, told)
    joined = PersonJoin.objects.get()
    assert answer["Location"] == at("joined", joined.pk)
    assert client.get(side).status_code == 404
    assert "Same school" in client.get(at("joined", joined.pk)).content.decode()
    assert client.post(at("joined", joined.pk), {"why": "Twins"}).status_code == 302
    joined.refresh_from_db()
    assert joined.undone_by == twice.manager


def test_others_find_nothing(client, twice):
    joined = twice.join()
    for role, hub, code in (("practitioner", twice.hub, 403), ("triage", None, 404)):
        client.force_login(somebody(role, hub=hub) if hub else somebody(role))
        assert client.get(at("twice", twice.record.pk)).status_code == code
        assert client.get(at("joined", joined.pk)).status_code == code
