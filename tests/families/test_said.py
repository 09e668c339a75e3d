"""Relationships, homes, responsibility and care: said once, true both ways (R080 to R084, R091)."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.utils import timezone

from families import actions
from families.models import (
    FamilyMember,
    InviteAnswer,
    OtherParent,
    ParentalResponsibility,
    Relationship,
    Residence,
    SafeAddress,
)
from familyhubs.audit.models import Event
from familyhubs.database.actor import acting_as
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.families import (
    CareFactory,
    ChildFactory,
    FamilyFactory,
    FamilyMemberFactory,
    InviteAnswerFactory,
    NetworkMemberFactory,
    OtherParentFactory,
    PersonFactory,
    RelationshipFactory,
    ResidenceFactory,
    ResponsibilityFactory,
    RestrictionFactory,
    SafeAddressFactory,
)
from tests.factories.hubs import LONG_AGO, PostcodeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kwame(family):
    """The father, who lives elsewhere."""
    person = PersonFactory(full_name="Kwame Bello", born_on=date(1988, 2, 1))
    FamilyMemberFactory(family=family, person=person, role="parent", lives_with=False)
    return person


def related(family, worker, person, kind, other, **said):
    return actions.relate(family, person=person, other=other, kind=kind, by=worker, **said)


def live(family, worker, *people, **said):
    said = {"kind": "home", "lines": "2 Mill Lane", "postcode": "ZZ11 1AA"} | said
    return actions.move(family, people=people, by=worker, **said)


# Relationships


def test_one_row_is_read_both_ways(family, worker, ada, tobi):
    row = related(family, worker, ada, "MTH", tobi)
    assert (row.words_for(tobi), row.words_for(ada)) == ("Mother", "Child")
    assert row.partner_of(tobi) == ada
    again = related(family, worker, tobi, "MTH-of", ada, lives_with="full")
    assert again == row, "said from the other side it is the same row"
    assert Relationship.objects.get().lives_with == "full"


def test_a_new_word_for_the_same_two_ends_the_old_one(family, worker, ada, kwame):
    first = related(family, worker, ada, "DOMPART", kwame)
    second = related(family, worker, kwame, "FMRSPS", ada)
    first.refresh_from_db()
    assert first.ends_at == second.starts_at
    assert Relationship.objects.current().get() == second


def test_nobody_is_above_themselves(family, worker, ada, tobi):
    nan = PersonFactory(full_name="Nan Bello", born_on=None, born_accuracy="UUU")
    FamilyMemberFactory(family=family, person=nan, role="other")
    related(family, worker, nan, "MTH", ada)
    related(family, worker, ada, "MTH", tobi)
    for person, kind, other in (
        (ada, "MTH", nan),
        (tobi, "MTH", ada),
        (tobi, "GRPRN", nan),
        (ada, "MTH", ada),
        (tobi, "FTH", ada),
        (ada, "SPS", tobi),
    ):
        with pytest.raises(Refused):
            related(family, worker, person, kind, other)


def test_no_parent_is_born_after_their_child(family, worker, tobi):
    late = PersonFactory(full_name="Late Bello", born_on=date(2021, 5, 15))
    FamilyMemberFactory(family=family, person=late, role="other")
    with pytest.raises(Refused, match="born after"):
        related(family, worker, late, "FTH", tobi)
    late.born_on, late.born_accuracy = date(2021, 1, 1), "UUE"
    late.save()
    assert related(family, worker, late, "FTH", tobi), "the year alone leaves it open"


def test_only_people_of_the_family(family, worker, ada):
    for kind, other in (("MTH", ChildFactory()), ("OWL", ada)):
        with pytest.raises(Refused):
            related(family, worker, ada, kind, other)


# Homes


def test_those_who_live_together_share_a_household_and_the_family_is_found_by_it(
    family, worker, ada, tobi, kwame
):
    place = PostcodeFactory(postcode="ZZ11 1AA")
    live(family, worker, ada, tobi, is_family_home=True)
    live(family, worker, kwame, lines="7 High Road", postcode="ZZ11 9ZZ")
    homes = {row.person: row for row in Residence.objects.current()}
    assert homes[ada].household == homes[tobi].household != homes[kwame].household
    assert homes[ada].ward == place.ward
    family.refresh_from_db()
    assert (family.postcode, family.ward) == ("ZZ11 1AA", place.ward)
    live(family, worker, kwame)
    assert Residence.objects.current().get(person=kwame).household == homes[ada].household
    assert Residence.objects.filter(person=kwame, end_reason="Moved").count() == 1


def test_a_site_or_no_address_needs_no_postcode(family, worker, ada):
    live(family, worker, ada, kind="roadside", lines="", postcode="", is_family_home=True)
    family.refresh_from_db()
    assert (family.postcode, family.no_fixed_address) == ("", True)
    live(family, worker, ada, kind="none", lines="", postcode="")
    for wrong in ({"kind": "none"}, {"lines": "", "postcode": ""}, {"uprn": "12x"}, {"kind": "x"}):
        with pytest.raises(Refused):
            live(family, worker, ada, **wrong)
    assert live(family, worker, ada, uprn="100")[0].uprn == "000000000100"


def test_a_restricted_address_is_nowhere_but_in_its_own_table(family, worker, ada, tobi):
    live(family, worker, ada, tobi, is_family_home=True)
    actions.hide_address(
        family, people=[ada, tobi], address="9 Hidden Street", is_refuge=True, by=worker
    )
    assert not Residence.objects.current().exists()
    family.refresh_from_db()
    assert (family.postcode, family.ward, family.lsoa) == ("", None, None)
    with connection.cursor() as cursor:
        cursor.execute("SELECT address FROM families_safeaddress")
        assert all("Hidden" not in address for (address,) in cursor.fetchall())
    assert not Event.objects.filter(facts__icontains="Hidden").exists()
    assert {row.address for row in SafeAddress.objects.all()} == {"9 Hidden Street"}


def test_who_reads_a_restricted_address(
    family, worker, manager, teacher, triage_officer, stranger, tobi
):
    SafeAddressFactory(family=family, person=tobi)
    for reader in (worker, manager, somebody("safeguarding")):
        assert SafeAddress.objects.visible_to(reader).count() == 1
    for reader in (teacher, triage_officer, stranger, somebody("commissioner")):
        assert SafeAddress.objects.visible_to(reader).count() == 0


def test_a_partner_reads_what_is_between_the_covered(family, teacher, worker, ada, tobi):
    rows = [
        RelationshipFactory(family=family, person=ada, other=tobi),
        ResidenceFactory(family=family, person=ada),
        ResponsibilityFactory(family=family, child=tobi, holder=ada),
        RestrictionFactory(family=family, protects=ada),
        NetworkMemberFactory(family=family, person=ada),
        NetworkMemberFactory(family=family, full_name="Of nobody in particular"),
        InviteAnswerFactory(family=family, person=ada),
    ]
    covered = [
        ResidenceFactory(family=family, person=tobi),
        CareFactory(family=family, child=tobi),
        OtherParentFactory(family=family, child=tobi),
    ]
    for row in rows:
        assert not type(row).objects.visible_to(teacher).filter(pk=row.pk).exists(), row
        assert type(row).objects.visible_to(worker).filter(pk=row.pk).exists(), row
    for row in covered:
        assert type(row).objects.visible_to(teacher).filter(pk=row.pk).exists(), row


# Responsibility, care, restrictions


def test_the_flag_follows_and_agreements_ask_of_this_very_child(family, worker, kwame, tobi):
    ngozi = ChildFactory(full_name="Ngozi Okafor")
    FamilyMemberFactory(family=family, person=ngozi, role="child")
    said = {"holder": kwame, "by": worker}
    actions.answer_for(family, child=tobi, answer="yes", basis="birth_certificate", **said)
    no = actions.answer_for(family, child=ngozi, answer="no", **said)
    member = family.members.get(person=kwame)
    assert member.has_parental_responsibility is True
    agree = {"purpose": "support", "status": "given", "given_by": kwame, "capacity": "parent"}
    assert actions.record_agreement(family, person=tobi, by=worker, **agree)
    with pytest.raises(Refused, match="does not hold"):
        actions.record_agreement(family, person=ngozi, by=worker, **agree)
    actions.end_said(no, reason="Married Ada", by=worker)
    assert actions.record_agreement(family, person=ngozi, by=worker, **agree)
    for row in ParentalResponsibility.objects.current():
        actions.end_said(row, reason="By mistake", by=worker)
    assert family.members.get(person=kwame).has_parental_responsibility is None


def test_foster_carers_hold_none_whichever_is_said_first(family, worker, kwame, tobi, ada):
    actions.arrange_care(family, child=tobi, kind="fostering", carer=kwame, by=worker)
    said = {"child": tobi, "answer": "yes", "by": worker}
    with pytest.raises(Refused, match="Foster carers"):
        actions.answer_for(family, holder=kwame, basis="order", **said)
    actions.answer_for(family, holder=ada, basis="birth_mother", **said)
    with pytest.raises(Refused, match="Foster carers"):
        actions.arrange_care(family, child=tobi, kind="private_fostering", carer=ada, by=worker)
    assert actions.answer_for(family, holder=None, basis="care_order", **said)
    for wrong in ({"holder": None, "basis": "order"}, {"holder": ada, "basis": "care_order"}):
        with pytest.raises(Refused):
            actions.answer_for(family, **wrong, **said)


# Both parents


def test_both_parents_are_invited_unless_something_is_said(family, worker, ada, kwame):
    def invited():
        rows = FamilyMember.objects.filter(family=family).to_invite()
        return set(rows.values_list("person__full_name", flat=True))

    assert invited() == {"Ada Okafor", "Kwame Bello"}
    actions.answer_invite(family, person=ada, answer="not_wanted", reason="Works nights", by=worker)
    assert invited() == {"Kwame Bello"}
    actions.answer_invite(family, person=ada, answer="yes", by=worker)
    order = actions.restrain(
        family, protects=ada, against=kwame, kind="no_contact", told_by="The court", by=worker
    )
    assert invited() == {"Ada Okafor"}
    actions.end_said(order, reason="The order is over", by=worker)
    assert invited() == {"Ada Okafor", "Kwame Bello"}
    type(kwame).objects.filter(pk=kwame.pk).update(has_died=True)
    assert invited() == {"Ada Okafor"}


def test_why_there_is_one_parent_ends_when_the_other_is_recorded(family, worker, ada, kwame, tobi):
    related(family, worker, ada, "MTH", tobi)
    said = {"child": tobi, "by": worker}
    with pytest.raises(Refused, match="Enter how you know"):
        actions.say_other_parent(family, answer="not_safe", reason=" ", **said)
    actions.say_other_parent(family, answer="not_safe", reason="Ada asked us not to", **said)
    related(family, worker, kwame, "FTH", tobi)
    assert not OtherParent.objects.current().exists()
    with pytest.raises(Refused, match="Both parents"):
        actions.say_other_parent(family, answer="not_known", reason="?", **said)


# Birth and death


def test_the_unborn_child_is_born_and_stays_the_same_row(family, worker, ada):
    baby = actions.add_member(
        family, full_name="Baby", role="unborn", due_on=timezone.localdate(), by=worker
    )
    related(family, worker, ada, "MTH", baby.person)
    born = timezone.localdate() - timedelta(days=2)
    actions.note_birth(baby, born_on=born, full_name="Ife", twin_name="Ola", by=worker)
    ife = family.members.get(pk=baby.pk)
    assert (ife.role, ife.person.pk, ife.person.born_on) == ("child", baby.person_id, born)
    assert ife.person.due_on is None
    ola = family.members.get(person__full_name="Ola").person
    kinds = Relationship.objects.current()
    assert kinds.filter(kind="MTH", person=ada).count() == 2
    assert kinds.of(ola).of(ife.person).get().kind == "TWIN"
    with pytest.raises(Refused, match="born already"):
        actions.note_birth(ife, born_on=born, by=worker)


def test_no_date_is_impossible(family, worker, ada):
    member = family.members.get(person=ada)
    known = {"full_name": "Ada Okafor", "role": "parent", "lives_with": True, "by": worker}
    born = {"born_on": date(1990, 1, 1), "born_accuracy": "UUE"}
    for wrong in (
        {"born_on": timezone.localdate() + timedelta(days=1)},
        {"role": "unborn"},
        {"full_name": " "},
    ):
        with pytest.raises(Refused):
            actions.change_person(member, **{**known, **born, **wrong})
    died = {"died_on": date(2025, 3, 1), "died_accuracy": "UAA", "how_we_know": "family"}
    for wrong in (date(1900, 1, 1), timezone.localdate() + timedelta(days=1)):
        with pytest.raises(Refused):
            actions.record_death(member, by=worker, **died | {"died_on": wrong})
    actions.record_death(member, by=worker, **died)
    late = {"born_on": date(2025, 6, 1), "born_accuracy": "AAA"}
    with pytest.raises(Refused, match="before the date of birth"):
        actions.change_person(member, **known, **late)
    actions.change_person(member, **known, **born)


def test_in_a_young_persons_own_record_nobody_becomes_an_adult(worker, hub):
    family = FamilyFactory(hub=hub)
    actions.keep_alone(family, by=worker)
    add = {"role": "child", "by": worker}
    actions.add_member(family, full_name="Zoe", **add)
    baby = actions.add_member(family, full_name="Ife", **add)
    with pytest.raises(Refused, match="began this record alone"):
        actions.change_person(baby, full_name="Ife", role="parent", lives_with=True, by=worker)


# What the database itself does not allow

WRONG = [
    (
        "relationship_of_two_people",
        lambda f, a, t: RelationshipFactory(family=f, person=a, other=a),
    ),
    (
        "relationship_kind_of_its_line",
        lambda f, a, t: RelationshipFactory(family=f, person=a, other=t, line="couple"),
    ),
    (
        "relationship_kept_one_way",
        lambda f, a, t: RelationshipFactory(
            family=f, person=max(a, t, key=str_pk), other=min(a, t, key=str_pk), kind="SIB"
        ),
    ),
    (
        "relationship_once_at_a_time",
        lambda f, a, t: [
            RelationshipFactory(family=f, person=a, other=t),
            RelationshipFactory(family=f, person=t, other=a),
        ],
    ),
    ("network_member_has_a_name", lambda f, a, t: NetworkMemberFactory(family=f, full_name="")),
    (
        "network_professional_says_of_where",
        lambda f, a, t: NetworkMemberFactory(family=f, kind="professional"),
    ),
    ("residence_uprn_of_12_digits", lambda f, a, t: ResidenceFactory(family=f, uprn="12")),
    ("residence_none_has_no_address", lambda f, a, t: ResidenceFactory(family=f, kind="none")),
    ("residence_main_is_a_home", lambda f, a, t: ResidenceFactory(family=f, use="work")),
    (
        "residence_one_main_at_a_time",
        lambda f, a, t: [ResidenceFactory(family=f, person=a) for _ in range(2)],
    ),
    (
        "residence_once_in_a_household",
        lambda f, a, t: [
            ResidenceFactory(family=f, person=a, is_main=main, household=f.pk)
            for main in (True, False)
        ],
    ),
    (
        "safe_address_one_at_a_time",
        lambda f, a, t: [SafeAddressFactory(family=f, person=a) for _ in range(2)],
    ),
    (
        "responsibility_for_somebody_else",
        lambda f, a, t: ResponsibilityFactory(family=f, child=t, holder=t),
    ),
    ("responsibility_held_on_a_basis", lambda f, a, t: ResponsibilityFactory(family=f, basis="")),
    (
        "responsibility_of_the_council_by_order",
        lambda f, a, t: ResponsibilityFactory(family=f, holder=None),
    ),
    (
        "responsibility_one_answer_at_a_time",
        lambda f, a, t: [ResponsibilityFactory(family=f, child=t, holder=a) for _ in range(2)],
    ),
    ("restriction_against_one", lambda f, a, t: RestrictionFactory(family=f, against=a)),
    (
        "restriction_against_somebody_else",
        lambda f, a, t: RestrictionFactory(family=f, protects=a, against=a, against_name=""),
    ),
    ("restriction_says_who_told", lambda f, a, t: RestrictionFactory(family=f, told_by="")),
    ("care_by_one", lambda f, a, t: CareFactory(family=f, carer=a, carer_name="Nan")),
    ("care_by_somebody_else", lambda f, a, t: CareFactory(family=f, child=t, carer=t)),
    ("care_once_at_a_time", lambda f, a, t: [CareFactory(family=f, child=t) for _ in range(2)]),
    ("other_parent_says_why", lambda f, a, t: OtherParentFactory(family=f, reason="")),
    (
        "other_parent_one_answer_at_a_time",
        lambda f, a, t: [OtherParentFactory(family=f, child=t) for _ in range(2)],
    ),
    ("invite_answer_says_why_not", lambda f, a, t: InviteAnswerFactory(family=f, reason="")),
    (
        "invite_one_answer_at_a_time",
        lambda f, a, t: [InviteAnswerFactory(family=f, person=a) for _ in range(2)],
    ),
    ("person_died_unless_unknown", lambda f, a, t: PersonFactory(died_accuracy="UUE")),
    ("person_died_once_born", lambda f, a, t: PersonFactory(died_on=date(1900, 1, 1))),
]


def str_pk(person):
    return str(person.pk)


@pytest.mark.parametrize(("name", "make"), WRONG, ids=[name for name, _ in WRONG])
def test_the_database_refuses(name, make, family, ada, tobi):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(family, ada, tobi)


@pytest.mark.django_db(transaction=True)
def test_two_at_once_are_one(family, worker, ada, tobi, kwame):
    """Four say it at the same time, two of them from the other side."""
    barrier, failed = threading.Barrier(4), []

    def press(at):
        try:
            barrier.wait()
            with acting_as(worker.pk):
                two = (ada, "MTH", tobi) if at % 2 else (tobi, "MTH-of", ada)
                related(family, worker, *two)
                related(family, worker, *((ada, "FMRSPS", kwame)[:: (-1) ** at]))
                live(family, worker, ada, tobi)
        except Exception as error:
            failed.append(error)
        finally:
            close_old_connections()

    threads = [threading.Thread(target=press, args=[at]) for at in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Relationship.objects.count() == 2
    assert Residence.objects.count() == 2


def test_a_later_answer_may_stand_beside_one_that_is_over(family, ada):
    over = LONG_AGO + timedelta(days=1)
    InviteAnswerFactory(family=family, person=ada, ends_at=over, end_reason="Asked again")
    InviteAnswerFactory(family=family, person=ada, starts_at=over)
    assert InviteAnswer.objects.count() == 2
