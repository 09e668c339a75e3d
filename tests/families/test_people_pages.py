"""What is said of one person, walked by hand on their page (R080 to R084, R091)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from families.models import FamilyMember, OtherParent, Relationship, Residence, SafeAddress
from familyhubs.audit.models import Event
from tests.factories.families import (
    ChildFactory,
    FamilyMemberFactory,
    InviteAnswerFactory,
    NetworkMemberFactory,
    RelationshipFactory,
    ResidenceFactory,
    ResponsibilityFactory,
    SafeAddressFactory,
)

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def page(name, member, *more):
    return reverse(f"families:{name}", args=[member.family_id, member.pk, *more])


@pytest.fixture
def child(family, tobi):
    return family.members.get(person=tobi)


@pytest.fixture
def mother(family, ada):
    return family.members.get(person=ada)


@pytest.fixture
def signed_in(client, worker):
    client.force_login(worker)
    return client


def typed(name, day="", month="", year=""):
    return {f"{name}_day": day, f"{name}_month": month, f"{name}_year": year}


def test_dad_who_lives_elsewhere_stands_beside_mum(signed_in, family, child, mother, ada, tobi):
    RelationshipFactory(family=family, person=ada, other=tobi)
    assert "Not asked yet" in text(signed_in.get(page("family_and_home", child)))
    address = page("say_other_parent", child)
    assert "Enter their full name" in text(signed_in.post(address, {"answer": "known"}))
    said = {"answer": "known", "full_name": "Kwame Bello", "kind": "FTH"}
    done = text(signed_in.post(address, said, follow=True))
    assert "Father: Kwame Bello" in done
    assert "Not asked yet. <a" not in done
    kwame = FamilyMember.objects.get(person__full_name="Kwame Bello")
    assert (kwame.role, kwame.lives_with) == ("parent", False)
    assert "Child: Tobi Okafor" in text(signed_in.get(page("family_and_home", kwame)))
    home = {"kind": "home", "postcode": "ZZ11 1AA", "use": "home", "is_main": "on"}
    assert "ZZ11 1AA" in text(signed_in.post(page("say_home", kwame), home, follow=True))
    assert not Residence.objects.filter(person=ada).exists()
    assert "already" in text(signed_in.post(address, said))


def test_not_safe_to_ask_is_kept_with_why(signed_in, child):
    address = page("say_other_parent", child)
    wrong = signed_in.post(address, {"answer": "not_safe"})
    assert "Enter how you know, or why you did not ask" in text(wrong)
    said = {"answer": "not_safe", "reason": "Ada asked us not to"}
    assert "Not safe to ask: Ada asked us not to" in text(
        signed_in.post(address, said, follow=True)
    )
    assert OtherParent.objects.count() == 1


SAID = {
    "say_relationship": {"kind": "MTH", "lives_with": "full", "is_main_carer": "on"},
    "say_network": {"full_name": "Nan Bello", "kind": "relative", "contact": "hampered"},
    "say_safe_address": {"address": "9 Hidden Street", "is_refuge": "on"},
    "say_responsibility": {"answer": "yes", "basis": "birth_mother"},
    "say_care": {"kind": "kinship", "carer_name": "Nan Bello"},
    "say_restriction": {"kind": "no_contact", "against_name": "Kwame", "told_by": "Ada"},
    "say_invite": {"answer": "not_wanted", "reason": "Works nights"},
}
SHOWN = {
    "say_relationship": "Mother: Ada Okafor</strong>, main carer",
    "say_network": "Relative: Nan Bello</strong>, contact: wanted, but hampered",
    "say_safe_address": "They have a restricted address",
    "say_responsibility": "Ada Okafor: yes</strong>, Birth mother, no evidence seen",
    "say_care": "Kinship care: Nan Bello",
    "say_restriction": "No contact, against Kwame</strong>, told by Ada",
    "say_invite": "They do not want it",
}


@pytest.mark.parametrize("name", SAID)
def test_each_thing_is_said_shown_and_ended(signed_in, child, ada, name):
    address = page(name, child)
    empty = signed_in.post(address, {})
    assert empty.status_code == 200
    assert empty.context["form"].errors
    said = SAID[name] | {"person": ada.pk, "holder": ada.pk}
    done = text(signed_in.post(address, said, follow=True))
    assert SHOWN[name] in done
    assert "Hidden" not in done
    late = typed("since", *str(timezone.localdate() + timedelta(days=400)).split("-")[::-1])
    assert "today or in the past" in text(signed_in.post(address, said | late)) or name in (
        "say_network",
        "say_invite",
    )
    kept = [part for part in done.split('"') if "/over/" in part]
    if name == "say_invite":
        return
    assert "Enter why it holds no longer" in text(signed_in.post(kept[0], {}))
    assert SHOWN[name] not in text(signed_in.post(kept[0], {"reason": "Over"}, follow=True))
    assert "ended already" in text(signed_in.post(kept[0], {"reason": "Over"}))


def test_a_restricted_address_is_read_with_a_reason_that_is_logged(
    client, worker, safeguarding_lead, teacher, family, child
):
    SafeAddressFactory(family=family, person=child.person)
    client.force_login(worker)
    address = page("safe_address", child)
    assert "Hidden" not in text(client.get(address))
    assert "Enter why you need" in text(client.post(address, {"reason": " "}))
    assert "9 Hidden Street" in text(client.post(address, {"reason": "To visit them"}))
    looks = Event.objects.filter(verb="safeaddress.read")
    assert looks.get().reason == "To visit them"
    client.force_login(safeguarding_lead)
    assert "9 Hidden Street" in text(client.get(address))
    assert looks.count() == 2
    client.force_login(teacher)
    assert client.get(address).status_code == 403
    assert "restricted address" not in text(client.get(page("family_and_home", child)))
    assert SafeAddress.objects.count() == 1


def test_a_part_known_date_is_kept_as_it_is_known(signed_in, mother):
    address = page("change_person", mother)
    said = {"full_name": "Ada Okafor", "role": "parent", "may_be_told": "own"}
    for date, words in (
        (("", "", "1990"), "about 1990"),
        (("", "5", "1990"), "May 1990"),
        (("3", "5", "1990"), "3 May 1990"),
    ):
        done = signed_in.post(address, said | typed("born", *date), follow=True)
        assert words in text(done)
    assert 'value="5"' in text(signed_in.get(address))
    assert "Their own part only" in text(done)
    for date, why in (
        (("3", "", "1990"), "must include a month"),
        (("", "5", ""), "must include a year"),
        (("", "", "2190"), "today or in the past"),
        (("", "", "90"), "4 numbers"),
    ):
        assert why in text(signed_in.post(address, said | typed("born", *date)))
    death = page("record_death", mother)
    early = typed("died", "", "", "1980") | {"how_we_know": "family"}
    assert "before the date of birth" in text(signed_in.post(death, early))
    died = typed("died", "", "2", "2024") | {"how_we_know": "family"}
    assert "Feb 2024" in text(signed_in.post(death, died, follow=True))


def test_somebody_is_added_with_the_year_alone(signed_in, family):
    said = {"full_name": "Nan Bello", "role": "other"} | typed("born_on", "", "", "1951")
    address = reverse("families:add_member", args=[family.pk])
    assert "about 1951" in text(signed_in.post(address, said, follow=True))
    assert family.members.get(person__full_name="Nan Bello").person.born_accuracy == "UUE"


def test_the_unborn_child_is_born_on_its_own_page(signed_in, worker, family):
    signed_in.post(
        reverse("families:add_member", args=[family.pk]),
        {"full_name": "Baby", "role": "unborn"} | typed("due_on", "1", "12", "2026"),
    )
    baby = family.members.get(role="unborn")
    assert "The child was born" in text(signed_in.get(page("person", baby)))
    today = timezone.localdate()
    date = typed("born_on", str(today.day), str(today.month), str(today.year))
    address = page("note_birth", baby)
    assert "Enter the date of birth" in text(signed_in.post(address, {"full_name": "Ife"}))
    done = signed_in.post(address, date | {"full_name": "Ife", "twin_name": "Ola"}, follow=True)
    assert "Twin: Ola" in text(done)
    assert "born already" in text(signed_in.post(address, date | {"full_name": "Ife"}))


def test_a_partner_reads_nothing_of_the_uncovered(client, teacher, family, child, ada):
    RelationshipFactory(family=family, person=ada, other=child.person)
    InviteAnswerFactory(family=family, person=ada)
    client.force_login(teacher)
    for name in ("person", "family_and_home"):
        assert "Ada" not in text(client.get(page(name, child)))
    for name in (*SAID, "say_other_parent", "say_home", "change_person", "note_birth"):
        assert client.get(page(name, child)).status_code == 403


def test_a_row_of_another_family_is_not_ended_from_here(signed_in, child):
    row = RelationshipFactory()
    assert signed_in.post(page("end_said", child, row.pk), {"reason": "x"}).status_code == 404
    assert Relationship.objects.current().count() == 1


@pytest.mark.parametrize("many", [1, 6])
def test_however_many_are_related_each_page_asks_as_often(
    signed_in, family, mother, many, django_assert_max_num_queries
):
    for _ in range(many):
        member = FamilyMemberFactory(family=family, person=ChildFactory(), role="child")
        RelationshipFactory(family=family, person=mother.person, other=member.person)
        ResponsibilityFactory(family=family, child=member.person, holder=mother.person)
        ResidenceFactory(family=family, person=member.person)
        NetworkMemberFactory(family=family)
    for address, most in (
        # What is held of a person stands here, each in a statement; five are the test's own.
        (page("person", mother), 24),
        (page("family_and_home", mother), 22),
        (reverse("families:people", args=[family.pk]), 16),
        (reverse("families:map", args=[family.pk]), 17),
    ):
        with django_assert_max_num_queries(most):
            signed_in.get(address)
