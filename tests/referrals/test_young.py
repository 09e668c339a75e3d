"""A young person asks for themselves: own words, own choice, and no parent is shown it (R063)."""

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from families import actions as of_families
from families.models import Agreement, FamilyMember, OwnRecord, TimelineEntry
from familyhubs.contact.models import ContactCard
from familyhubs.contact.rules import machine_channels
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from referrals import actions
from referrals.forms.journey import YoungJourney
from referrals.models import AskedAlone, AtHome, Draft, Referral
from tests.cast import somebody
from tests.factories.families import FamilyFactory, FamilyMemberFactory, PersonFactory
from tests.factories.referrals import AskedAloneFactory, ReferralFactory
from tests.referrals.conftest import attend, told
from tests.referrals.test_ask import page, text

pytestmark = pytest.mark.django_db
YOUNG = reverse("ask:young")
ANSWERS = {
    "name": {"contact_name": "Zara Khan"},
    "you": {"age": "14", "school": "Mill Lane Academy"},
    "postcode": {"postcode": "zz11aa"},
    "needs": {"me": ["child_mood"], "others": ["arguments"]},
    "story": {"story": "They shout and I cannot sleep"},
    "today": {"today": ["none"]},
    "contact": {"ways": ["text", "video"]},
    "reach": {"phone": "07700 900123"},
    "home": {"at_home": "nobody", "who_may_know": "My nan may"},
    "careful": {"never_times": "in the evening"},
    "talk": {"talk_to": "woman"},
    "language": {},
    "sharing": {"share": ["gp"]},
}


@pytest.fixture
def asked(client, northgate):
    client.post(YOUNG)
    return client


def answer(client, **changed):
    answers = ANSWERS | changed
    return [client.post(page(step), given) for step, given in answers.items()][-1]


def send(client, **changed):
    last = answer(client, **changed)
    assert last["Location"] == page("check"), text(last)
    assert client.post(page("check"))["Location"] == page("equality")
    attend()
    return Referral.objects.get()


def alone(northgate, **changed):
    """Received: what a young person sent."""
    people = [{"full_name": "Zara Khan", "is_child": True, "is_contact": True, "age_told": 14}]
    given = {"asker": "young", "source": "1C", "contact_name": "Zara Khan", "people": people}
    given |= {"alone": {"at_home": "nobody"}, "topics": ["child_mood"], **changed}
    return actions.receive(**told(**given))


def accept(referral, by, lead, **more):
    more = {"decision": "eha", "level": 2, "lead": lead, "reason": "x"} | more
    return actions.accept(referral, by=by, **more)


def test_a_young_person_asks_alone_and_it_is_marked_as_theirs(asked):
    assert "unless we think that you or someone else is not safe" in text(asked.get(YOUNG))
    answer(asked)
    check = text(asked.get(page("check")))
    for said in ("Mill Lane Academy", "No. Tell nobody at home", "My nan may", "A woman"):
        assert said in check
    assert "unless we think that you or someone else is not safe" in check
    referral = send(asked)
    card, (person,) = ContactCard.objects.get(), referral.people.all()
    assert (referral.asker, referral.source, referral.is_alone) == ("young", "1C", True)
    assert (person.is_child, person.is_contact, person.age_told) == (True, True, 14)
    assert (referral.alone.at_home, referral.alone.school) == ("nobody", "Mill Lane Academy")
    assert "Parents, carers" in card.must_not_know
    assert not machine_channels(card)
    assert not Message.objects.filter(card__isnull=False).exists()
    sent = text(asked.get(page("sent")))
    assert "We do not tell anyone at home." in sent
    assert reverse("ask:where") not in sent


def test_no_page_takes_a_parent_or_a_family_for_granted(asked):
    for step, answers in ANSWERS.items():
        shown = text(asked.get(page(step))).partition("<main")[2].partition("</main>")[0]
        for word in ("your family", "your child", "my child", "your parent", "your mum"):
            assert word not in shown.lower(), step
        asked.post(page(step), answers)
    for step in ("who", "filler"):
        assert asked.get(page(step)).status_code == 404
    assert asked.get(page("people"))["Location"] == page("check")
    assert asked.get(reverse("ask:photo"))["Location"] == reverse("ask:next")


@pytest.mark.parametrize("step", ["you", "careful", "talk", "language", "sharing", "today"])
def test_a_page_that_is_passed_over_is_fine(asked, step):
    assert send(asked, **{step: {}}).is_alone


def test_who_at_home_may_know_must_be_chosen_and_is_theirs_alone(asked):
    answer(asked)
    assert "Select whether anyone at home may know" in text(asked.post(page("home"), {}))
    assert asked.get(page("check"))["Location"] == page("home")
    asked.post(page("home"), {"at_home": "may_know"})
    assert asked.post(page("check")).status_code == 302
    referral = Referral.objects.get()
    # They may know; until it was agreed with a worker it is theirs all the same (access.md 4).
    assert referral.is_alone
    assert ContactCard.objects.get().must_not_know == ""


@pytest.mark.parametrize("at_home", ["may_know", "ask", "nobody"])
def test_who_may_know_and_who_must_not_stands_on_the_card_whenever_it_is_said(asked, at_home):
    """On the card it is read before anybody rings, and no machine writes."""
    send(asked, home={"at_home": at_home, "who_may_know": "My nan may know. My dad must not"})
    card = ContactCard.objects.get()
    assert "My dad must not" in card.must_not_know
    assert not machine_channels(card)


def test_the_two_ways_keep_apart_and_come_back_each_to_its_own(asked):
    draft = Draft.objects.get()
    asked.post(reverse("ask:before"))
    assert Draft.objects.count() == 2, "an empty one gives room"
    asked.post(YOUNG)
    asked.post(page("name"), ANSWERS["name"])
    assert "Someone has started another form" in text(asked.get(reverse("ask:before")))
    assert asked.post(reverse("ask:before"))["Location"] == reverse("ask:next")
    assert asked.get(reverse("ask:next"))["Location"] == page("you")
    assert asked.post(reverse("ask:start_again"))["Location"] == YOUNG
    assert Draft.objects.filter(pk=draft.pk).exists()


def test_it_is_found_from_the_public_pages(client, hub):
    pages = (reverse("pages:start"), hub.get_absolute_url(), reverse("ask:before"))
    for address in (*pages, reverse("help:find") + "?band=teens", reverse("help:find") + "?age=15"):
        assert YOUNG in text(client.get(address)), address
    assert YOUNG not in text(client.get(reverse("help:find") + "?age=5"))


# What staff see, and what they cannot do.


def test_staff_read_it_on_the_page_in_the_queue_and_at_the_desk(client, northgate):
    referral = alone(northgate)
    client.force_login(somebody("triage", hub=northgate))
    shown = text(client.get(referral.get_absolute_url()))
    assert "Sent by a young person alone" in shown
    assert "The young person said: nobody may know." in shown
    assert "Young person, alone" in text(client.get(reverse("referrals:queue")))
    client.force_login(somebody("front_of_house", hub=northgate))
    facts = {"name": "Zara Khan", "postcode": "ZZ1 1AA"}
    assert "Tell only the young person" in text(client.post(reverse("families:desk"), facts))
    asked = {"name": "Zara", "reference": referral.reference}
    assert referral.reference not in text(client.post(reverse("desk:status"), asked))


def test_the_desk_keys_in_what_a_young_person_says_alone(client, northgate):
    client.force_login(somebody("front_of_house", hub=northgate))
    said = {
        "once": "0b1f6f5e-8a4f-4b7e-9d7e-6f0a3c1d2e4f",
        "channel": "walk_in",
        "source": "1C",
        "at_home": "nobody",
        "contact_name": "Zara",
        "ways": ["in_person"],
        "story": "They shout",
    }
    assert client.post(reverse("referrals:new"), said).status_code == 302
    referral = Referral.objects.get()
    assert (referral.is_alone, referral.agreement) == (True, "")
    assert [p.is_child for p in referral.people.all()] == [True]
    assert "Parents" in referral.contact_card.must_not_know
    wrong = {"at_home": "", "once": "0b1f6f5e-8a4f-4b7e-9d7e-6f0a3c1d2e50"}
    again = text(client.post(reverse("referrals:new"), said | wrong))
    assert "Select whether the family knows and agrees" in again


def test_accepted_it_stands_in_a_record_that_no_parent_is_in(northgate, triage_officer, lead):
    referral = accept(alone(northgate), triage_officer, lead)
    family, (member,) = referral.family, referral.family.members.all()
    assert family.is_alone
    assert (member.role, member.person.contact_card) == ("child", referral.contact_card)
    assert not Agreement.objects.exists()
    assert not TimelineEntry.objects.filter(source_id=referral.pk).exclude(sensitivity="team")
    with pytest.raises(Refused, match="began this record alone"):
        of_families.add_member(family, full_name="Ayesha Khan", role="parent", by=lead)
    of_families.add_member(family, full_name="baby", role="unborn", by=lead)


def test_it_cannot_stand_where_a_parent_is_nor_a_parent_s_where_it_is(
    northgate, triage_officer, lead
):
    family = FamilyFactory(hub=northgate)
    FamilyMemberFactory(family=family, person=PersonFactory(), role="parent")
    referral = alone(northgate)
    with pytest.raises(Refused, match="sent this alone"):
        accept(referral, triage_officer, lead, family=family)
    own = accept(referral, triage_officer, lead).family
    parents = actions.receive(**told())
    with pytest.raises(Refused, match="began that record alone"):
        accept(parents, triage_officer, lead, family=own)
    again = alone(northgate)
    accept(again, triage_officer, lead, family=own, decision="add_to_open")
    assert Referral.objects.filter(family=own).count() == 2


def test_parents_may_know_once_they_and_the_worker_agree(client, northgate, triage_officer, lead):
    referral = accept(alone(northgate), triage_officer, lead)
    address = reverse("referrals:open_alone", args=[referral.pk])
    client.force_login(somebody("practitioner", hub=northgate))
    assert client.get(address).status_code == 404
    with pytest.raises(Refused, match="Only whoever decides"):
        actions.agree_parents_may_know(referral, words="Yes", by=somebody("practitioner"))
    client.force_login(lead)
    assert "cannot be" in text(client.get(address))
    assert "Enter what they said" in text(client.post(address, {"words": " "}))
    assert client.post(address, {"words": "My mum may, not my dad"}).status_code == 302
    referral = Referral.objects.get()
    assert not referral.is_alone
    shown = text(client.get(referral.get_absolute_url()))
    assert "My mum may, not my dad" in shown
    assert "Sent by a young person alone" not in shown
    of_families.add_member(referral.family, full_name="Ayesha Khan", role="parent", by=lead)
    with pytest.raises(Refused, match="already"):
        actions.agree_parents_may_know(referral, words="again", by=lead)


BREAKS = {
    "a family's request becomes a young person's": lambda r, f: Referral.objects.filter(
        pk=ReferralFactory().pk
    ).update(asker="young"),
    "a young person's becomes a family's": lambda r, f: Referral.objects.filter(pk=r.pk).update(
        asker="my_family"
    ),
    "a professional sends it": lambda r, f: Referral.objects.filter(pk=r.pk).update(
        channel="professional", agency="x"
    ),
    "their answer is changed": lambda r, f: AskedAlone.objects.update(at_home="may_know"),
    "opened by nobody": lambda r, f: AskedAlone.objects.update(opened_words="yes"),
    "it joins a family": lambda r, f: Referral.objects.filter(pk=r.pk).update(
        family=f,
        decision="eha",
        status="decided",
        decided_by=somebody("triage"),
        decided_at=r.happened_at,
    ),
    "own where somebody is": lambda r, f: OwnRecord.objects.create(family=f),
}


@pytest.mark.parametrize("why", BREAKS)
def test_the_database_keeps_it_theirs(why):
    referral, family = AskedAloneFactory().referral, FamilyFactory()
    FamilyMemberFactory(family=family, role="parent")
    with pytest.raises(DatabaseError), transaction.atomic():
        BREAKS[why](referral, family)


def test_the_database_wants_the_answer_who_may_know():
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="who may know"), transaction.atomic():
        ReferralFactory(asker="young")


@pytest.mark.parametrize("role", ["parent", "other"])
def test_the_database_lets_no_other_adult_into_it(role):
    family = FamilyFactory()
    OwnRecord.objects.create(family=family)
    first = FamilyMemberFactory(family=family, role=role)  # Somebody of 18 who asked alone.
    assert first.role == role
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyMemberFactory(family=family, role=role)
    child = FamilyMemberFactory(family=family, role="child")
    with pytest.raises(IntegrityError), transaction.atomic():
        FamilyMember.objects.filter(pk=child.pk).update(role=role)


def test_an_opened_record_stays_opened(lead, northgate, triage_officer):
    referral = accept(alone(northgate), triage_officer, lead)
    actions.agree_parents_may_know(referral, words="Yes", by=triage_officer)
    for break_it in (
        lambda: OwnRecord.objects.update(ends_at=None, end_reason=""),
        lambda: AskedAlone.objects.update(opened_at=None, opened_by=None, opened_words=""),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            break_it()


@settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    at_home=st.sampled_from(AtHome.values),
    age=st.one_of(st.none(), st.integers(5, 25)),
    steps=st.lists(st.sampled_from(["own", "parents", "open", "add_parent", "join"]), max_size=5),
)
def test_whatever_is_done_no_parent_stands_where_it_is(
    northgate, triage_officer, lead, at_home, age, steps
):
    """Property: until it is opened, no other adult is ever in the record it stands in."""
    with transaction.atomic():
        person = {"full_name": "Zara Khan", "is_contact": True, "age_told": age}
        person["is_child"] = age is None or age < 18
        referral = alone(northgate, alone={"at_home": at_home}, people=[person])
        family = FamilyFactory(hub=northgate)
        FamilyMemberFactory(family=family, role="parent")
        for step in steps:
            referral = Referral.objects.get(pk=referral.pk)
            try:
                with transaction.atomic():
                    act(step, referral, family, triage_officer, lead)
            except Refused:
                pass
        referral = Referral.objects.get(pk=referral.pk)
        others = FamilyMember.objects.filter(family=referral.family_id).exclude(
            role__in=["child", "unborn"]
        )
        others = others.exclude(person__full_name="Zara Khan")
        if referral.is_alone and referral.family_id:
            assert referral.family.is_alone
            assert not others.exists()
            joined = Referral.objects.filter(family=referral.family_id)
            assert all(one.is_young for one in joined)
        assert referral.is_alone or "open" in steps
        assert not Referral.objects.followable().filter(pk=referral.pk).exists()
        transaction.set_rollback(True)


def act(step, referral, family, triage, lead):
    """One thing that somebody may try."""
    if step == "own":
        accept(referral, triage, lead)
    elif step == "join":
        accept(referral, triage, lead, family=family)
    elif step == "open":
        actions.agree_parents_may_know(referral, words="Yes", by=triage)
    elif step == "add_parent" and referral.family:
        of_families.add_member(referral.family, full_name="Ayesha", role="parent", by=lead)
    elif step == "parents" and referral.family:
        accept(actions.receive(**told()), triage, lead, family=referral.family)


def test_every_page_of_theirs_keeps_what_was_typed_wrong():
    typed = {"young": True, "steps": {"you": {"age": ["abc"], "school": ["x" * 300]}}}
    journey = YoungJourney(typed)
    assert journey.gap == "name"
    assert journey.form("you").initial["age"] == "abc"
    assert len(journey.form("you").initial["school"]) == 300
