"""Everything that is held of one family, from the models' own links."""

from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from families.models import Family
from familyhubs.database.actor import acting_as
from familyhubs.database.policies.tables import POLICIES
from familyhubs.rights.holdings import rows_of, tables
from tests.factories.accounts import UserFactory
from tests.factories.contact import ContactCardFactory
from tests.factories.families import (
    AgreementFactory,
    FamilyFactory,
    FamilyMemberFactory,
    TimelineEntryFactory,
)
from tests.factories.outcomes import GoalFactory, PlanFactory
from tests.factories.referrals import ChatFactory, ReferralFactory
from tests.world import World

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)
# Worked out from the rest, or of no family: a stop is asked by a way to reach somebody. Two records
# that may be one are of neither, and what a merge moved is kept to undo it.
# A breach names its families in rows of their own.
NOT_OF_A_FAMILY = {
    "families_personkeys",
    "families_stoprequest",
    "merging_pair",
    "merging_merge",
    "merging_moved",
    "merging_joined",
    "registers_breach",
}


def pks(rows, table):
    return {row["id"] for row in rows[table]}


def test_every_guarded_table_is_in_it():
    """A new table is in every copy from its first day, or its reason stands here."""
    assert {name for name, _model in tables()} == POLICIES.keys() - NOT_OF_A_FAMILY


def test_a_family_has_its_rows_and_no_other_familys():
    family, other = FamilyFactory(), FamilyFactory()
    for one in (family, other):
        AgreementFactory(family=one)
        TimelineEntryFactory(family=one)
    rows, others = rows_of(family), rows_of(other)
    assert pks(rows, "families_family") == {family.pk}
    for table in ("families_agreement", "families_timelineentry"):
        assert len(rows[table]) == len(others[table]) == 1
        assert rows[table] != others[table]


def test_what_hangs_on_a_plan_or_a_request_comes_with_it():
    family = FamilyFactory()
    goal = GoalFactory(plan=PlanFactory(family=family))
    over = {"status": "decided", "decision": "eha", "decided_at": NOW, "decided_by": UserFactory()}
    request = ReferralFactory(family=family, happened_at=NOW, **over)
    chat = ChatFactory(referral=request)
    ChatFactory(referral=ReferralFactory())
    rows = rows_of(family)
    assert pks(rows, "outcomes_goal") == {goal.pk}
    assert pks(rows, "referrals_chat") == {chat.pk}
    assert pks(rows, "contact_contactcard") == {request.contact_card_id}


def test_a_person_of_two_families_brings_nothing_of_the_other():
    """They stand in both; a plan's goal that is theirs in one is not held in the other."""
    member = FamilyMemberFactory()
    elsewhere = FamilyMemberFactory(person=member.person)
    GoalFactory(plan=PlanFactory(family=elsewhere.family), person=member.person)
    rows = rows_of(member.family)
    assert pks(rows, "families_person") == {member.person.pk}
    assert pks(rows, "families_familymember") == {member.pk}
    assert not rows["outcomes_goal"]


def test_a_contact_card_is_read_in_plain_words():
    card = ContactCardFactory(phone="020 7946 0321")
    member = FamilyMemberFactory(person__contact_card=card)
    ContactCardFactory()
    (found,) = rows_of(member.family)["contact_contactcard"]
    assert found["id"] == card.pk
    assert found["phone"] == "020 7946 0321"


def test_the_same_twice_is_equal():
    family = FamilyMemberFactory().family
    for _each in range(3):
        TimelineEntryFactory(family=family)
    rows = rows_of(family)
    assert rows == rows_of(family)
    assert list(rows) == sorted(rows)


@pytest.mark.parametrize("seed", range(2))
def test_every_row_that_names_a_family_stands_with_it_and_only_there(seed):
    """Counted past the mapping, table by table, over a whole council with everything in it."""
    World(seed)
    copies = [rows_of(family) for family in Family.objects.all()]
    for table, model in tables():
        if any(field.attname == "family_id" for field in model._meta.concrete_fields):
            named = set(model._base_manager.exclude(family_id=None).values_list("pk", flat=True))
            key = model._meta.pk.attname
            stands = [row[key] for copy in copies for row in copy[table] if row["family_id"]]
            assert len(stands) == len(set(stands)), table
            assert set(stands) == named, table


def test_it_is_whole_whoever_reads_and_opens_nothing_to_them():
    family = FamilyMemberFactory().family
    GoalFactory(plan=PlanFactory(family=family))
    whole = rows_of(family)
    with acting_as(UserFactory()):
        assert rows_of(family) == whole
        assert not Family.objects.exists()


def test_many_rows_ask_the_database_no_more_often():
    family = FamilyMemberFactory().family
    with CaptureQueriesContext(connection) as few:
        rows_of(family)
    for _each in range(5):
        FamilyMemberFactory(family=family)
        TimelineEntryFactory(family=family)
    with CaptureQueriesContext(connection) as many:
        rows_of(family)
    assert len(many) == len(few)


def test_a_change_that_is_put_back_leaves_the_copy_as_it_was():
    """So that undoing something can be shown by comparing two copies."""
    family, name = FamilyMemberFactory().family, "Okafor Bello"
    before, was = rows_of(family), family.name
    Family.objects.filter(pk=family.pk).update(name=name)
    assert rows_of(family)["families_family"][0]["name"] == name
    Family.objects.filter(pk=family.pk).update(name=was)
    assert rows_of(family) == before
