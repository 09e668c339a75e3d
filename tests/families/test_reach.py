"""A phone number or an e-mail address finds the family, and tells nobody anything (R110)."""

from io import StringIO

import pytest
from cryptography.fernet import Fernet
from django.conf import settings as live
from django.core.management import CommandError, call_command

from families import actions, lookups, tasks
from families.matching import Facts
from families.models import PersonKeys
from families.typed_facts import read_facts
from familyhubs.contact.reach import asked_keys, keep_all, plain_phone
from familyhubs.database.actor import acting_as
from familyhubs.rights.merging import tasks as merging_tasks
from familyhubs.rights.merging.models import Pair
from referrals.actions.matching import propose_matches
from tests.cast import somebody
from tests.contact.test_encryption import seal as seal
from tests.factories.contact import ContactCardFactory
from tests.factories.families import (
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    PersonFactory,
)
from tests.factories.referrals import ReferralFactory, ReferralPersonFactory
from tests.families.test_search import found

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada(hub, safeguarding_lead):
    """Told by a worker, so written by the action that keeps the digests."""
    member = FamilyMemberFactory(
        family=FamilyFactory(hub=hub), person=PersonFactory(full_name="Ada Okafor", born_on=None)
    )
    told = {"phone": "07700 900123", "email": "Ada@Example.org", "may_text": True}
    actions.change_contact(member, by=safeguarding_lead, **told)
    return member


def reach_of(member):
    keys = PersonKeys.objects.get(person=member.person).keys
    return [key for key in keys if key[0] in "te"]


@pytest.mark.parametrize(
    "typed",
    [
        "07700900123",
        "07700 900 123",
        "+44 7700 900123",
        "+44 (0)7700 900123",
        "0044 7700-900123",
        "ada@example.org",
        " ADA@EXAMPLE.ORG ",
        "Okafor 07700 900123",
    ],
)
def test_however_it_is_typed_it_finds_them(ada, manager, typed):
    assert found(manager, typed) == [ada.family]


@pytest.mark.parametrize("typed", ["07700 900124", "7700 900123 1", "da@example.org", "0770090012"])
def test_nearly_is_not_found(ada, manager, typed):
    assert found(manager, typed) == []


@pytest.mark.parametrize(
    ("line", "phone", "name"),
    [
        ("Ada 12/03/2019 020 7946 0123", "02079460123", "Ada"),
        ("Ada 01.02.2019", "", "Ada"),
        ("+", "", "+"),
        ("0" * 200, "", "0" * 100),
        ("٠٧٧٠٠٩٠٠١٢٣", "", "٠٧٧٠٠٩٠٠١٢٣"),
    ],
)
def test_a_number_is_taken_out_of_the_line(line, phone, name):
    facts = read_facts(line)
    assert (facts["phone"], facts["name"]) == (phone, name)


def test_neither_the_database_nor_a_stranger_reads_it(ada, safeguarding_lead):
    kept = reach_of(ada)
    assert len(kept) == 2
    assert not any("7700" in key or "example" in key for key in kept)
    assert set(kept) <= set(asked_keys("07700 900123", "ada@example.org"))
    stranger = somebody("practitioner")
    with acting_as(stranger):
        assert found(stranger, "07700 900123") == []
        assert not PersonKeys.objects.exists()


def test_a_partner_does_not_try_numbers(ada, hub):
    partner = somebody("partner_lead", hub=hub)
    InvolvementFactory(family=ada.family, user=partner, role="lead")
    assert found(partner, "07700 900123") == []


def test_whoever_hides_has_none_and_gets_them_back(ada, hub, safeguarding_lead):
    for _ in range(2):
        InvolvementFactory(family=ada.family, user=somebody("practitioner", hub=hub))
    actions.restrict(ada.family, reason="Danger", by=safeguarding_lead)
    assert reach_of(ada) == []
    keep_all()
    assert reach_of(ada) == []
    actions.change_contact(ada, by=safeguarding_lead, phone="07700 900555")
    assert reach_of(ada) == []
    actions.lift_restriction(ada.family, reason="Over", by=safeguarding_lead)
    assert len(reach_of(ada)) == 2


def test_a_hidden_address_takes_them_away(ada, safeguarding_lead):
    actions.hide_address(ada.family, people=[ada.person], address="A refuge", by=safeguarding_lead)
    assert reach_of(ada) == []
    tasks.keep_reach()
    assert reach_of(ada) == []


def test_nor_is_anybody_found_whom_somebody_must_not_know_of(ada, safeguarding_lead):
    actions.change_contact(ada, by=safeguarding_lead, must_not_know="Their brother")
    assert reach_of(ada) == []


def test_the_night_finds_whoever_was_missed(ada):
    card = ContactCardFactory(phone="020 7946 0999", email="")
    other = FamilyMemberFactory(person=PersonFactory(contact_card=card))
    assert reach_of(other) == []
    tasks.keep_reach()
    assert len(reach_of(other)) == 1
    assert len(reach_of(ada)) == 2


def test_a_request_from_the_same_number_is_matched(ada):
    card = ContactCardFactory(phone="+447700900123", email="")
    referral = ReferralFactory(contact_card=card, contact_name="Adaeze Obi", postcode="")
    ReferralPersonFactory(
        referral=referral, full_name="Adaeze Obi", is_child=False, is_contact=True
    )
    propose_matches(referral)
    match = referral.matches.get()
    assert match.family == ada.family
    assert ["reach", "match"] in [list(reason) for reason in match.reasons]


def test_another_number_is_no_match(ada):
    facts = Facts("Zoë Quist", None, "", frozenset(asked_keys("07700 900999")))
    assert not lookups.find([facts]).ordinary


def test_two_records_with_one_number_and_one_name_are_a_pair(ada, hub, safeguarding_lead):
    twin = FamilyMemberFactory(
        family=FamilyFactory(hub=hub), person=PersonFactory(full_name="Ada Mensah", born_on=None)
    )
    actions.change_contact(twin, by=safeguarding_lead, phone="+44 7700 900123", may_text=True)
    merging_tasks.find_pairs()
    pair = Pair.objects.get()
    assert (pair.score, pair.alike) == (70, ["part", "reach"])


@pytest.mark.usefixtures("seal")
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_a_new_key_in_front_rewrites_them(ada, manager, settings):
    before = reach_of(ada)
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *live.FIELD_KEYS]
    assert found(manager, "07700 900123") == [ada.family]
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("rotate_field_keys", "--check", stdout=said)
    assert "families_personkeys: 2" in said.getvalue()
    call_command("rotate_field_keys", stdout=StringIO())
    call_command("rotate_field_keys", "--check", stdout=StringIO())
    assert not set(reach_of(ada)) & set(before)
    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    assert found(manager, "07700 900123") == [ada.family]


def test_the_search_asks_the_index(ada, owner):
    """As the function asks it, which is its owner: through the policy no index would be."""
    keys = "{" + ",".join(asked_keys("07700 900123")) + "}"
    with owner.transaction():
        owner.execute("SET LOCAL enable_seqscan = off")
        asked = f"SELECT person_id FROM families_personkeys WHERE keys && '{keys}'::text[]"
        plan = owner.execute(f"EXPLAIN {asked}").fetchall()
    assert "person_by_keys" in str(plan)


def test_one_way_of_writing_each():
    assert {
        plain_phone(one) for one in ("07700900123", "+44 07700 900123", "0044(0)7700900123")
    } == {"07700900123"}
