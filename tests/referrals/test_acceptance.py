"""Acceptance: which family, who asked, whose instructions hold, and what becomes of wishes."""

import pytest
from django.urls import reverse

from families.models import Agreement, Family, Grant, TimelineEntry
from familyhubs.audit.models import Event
from familyhubs.contact.joining import Choice
from familyhubs.contact.models import ContactCard
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from referrals import actions
from referrals.actions import Joining, Settling
from referrals.models import ProposedMatch, Referral
from tests.cast import somebody
from tests.factories.accounts import CouncilFactory, OrganisationFactory
from tests.factories.contact import ContactCardFactory
from tests.factories.families import (
    ConflictFactory,
    FamilyFactory,
    FamilyMemberFactory,
    PersonFactory,
)

ANSWER = {"decision": "eha", "level": "3"}
KINDS = [{"kind": "school", "agrees": True}, {"kind": "gp", "agrees": True}]


@pytest.fixture
def url(request_in):
    return reverse("referrals:accept", args=[request_in.pk])


@pytest.fixture
def mother(family, ada):
    return family.members.get(person=ada)


@pytest.fixture
def carded(mother):
    """Ada has told us before: calls only, never at night."""
    card = ContactCardFactory(
        phone="+447700900456", preferred="call", may_call=True, may_text=False, never_times="nights"
    )
    mother.person.contact_card = card
    mother.person.save()
    return mother


def joined(referral, family, officer, lead, **joining):
    return actions.accept(
        referral, decision="eha", level=3, lead=lead, by=officer, family=family,
        joining=Joining(**joining),
    )  # fmt: skip


def card_of(member):
    return ContactCard.objects.get(
        pk=type(member.person).objects.get(pk=member.person_id).contact_card_id
    )


# Which family


def test_likely_families_are_chosen_first(client, family, received, triage_officer):
    referral = received()
    url = reverse("referrals:accept", args=[referral.pk])
    client.force_login(triage_officer)
    first = client.get(url).content.decode()
    assert "Is this a family we know?" in first
    assert "What help?" not in first
    assert (
        "Select the family, or that it is a new one" in client.get(url, {"go": 1}).content.decode()
    )
    for nonsense in ("x", str(FamilyFactory().pk)):
        refused = client.post(url, ANSWER | {"family": nonsense}).content.decode()
        assert "Select the family, or that it is a new one" in refused
    chosen = client.get(url, {"family": family.pk}).content.decode()
    assert "It joins the record of" in chosen
    assert "Who of them asked?" in chosen
    assert "A new record is started" in client.get(url, {"family": "new"}).content.decode()


@pytest.mark.parametrize("fact", ["born_on", "postcode", "reference"])
def test_a_family_is_found_by_a_name_and_one_more_fact(
    client, url, request_in, triage_officer, fact
):
    person = PersonFactory(full_name="Grace Mensah", born_on="1990-04-17")
    known = FamilyMemberFactory(family__postcode="ZZ1 1AB", person=person).family
    client.force_login(triage_officer)
    assert known not in Family.objects.visible_to(triage_officer)
    facts = {
        "born_on": {"born_on_day": "17", "born_on_month": "4", "born_on_year": "1990"},
        "postcode": {"postcode": "zz11ab"},
        "reference": {"reference": known.reference},
    }
    find = reverse("referrals:find_family", args=[request_in.pk])
    response = client.post(find, {"name": "Grace Mensah"} | facts[fact])
    assert response["Location"] == url
    assert known.reference in client.get(url).content.decode()
    assert Family.objects.visible_to(triage_officer).get() == known
    actions.advise(request_in, decision="iag", reason="x", by=triage_officer)
    assert not Family.objects.visible_to(triage_officer).exists()


def test_a_name_alone_finds_nobody_and_no_word_stands_in_an_address(
    client, request_in, triage_officer
):
    FamilyMemberFactory(person=PersonFactory(full_name="Grace Mensah"))
    client.force_login(triage_officer)
    find = reverse("referrals:find_family", args=[request_in.pk])
    html = client.post(find, {"name": "Grace Mensah"}).content.decode()
    assert "Enter a date of birth, a postcode or a reference" in html
    html = client.post(find, {"name": "Grace Mensah", "postcode": "ZZ9 9ZZ"}).content.decode()
    assert "No match" in html
    assert 'method="get"' not in html.lower().split("<main")[1]
    assert not ProposedMatch.objects.exists()


def test_a_restricted_family_is_no_match_and_its_guardian_hears(
    request_in, triage_officer, safeguarding_lead
):
    person = PersonFactory(full_name="Grace Mensah", born_on="1990-04-17")
    FamilyMemberFactory(family__is_restricted=True, person=person)
    person.refresh_from_db()
    facts = {"name": "Grace Mensah", "born_on": person.born_on}
    assert actions.look_for_family(request_in, by=triage_officer, **facts) == 0
    assert not ProposedMatch.objects.exists()
    assert not Grant.objects.exists()
    assert Message.objects.get(kind="request_restricted").user == safeguarding_lead


def test_a_family_that_the_officer_knows_is_no_match(request_in, triage_officer):
    person = PersonFactory(full_name="Grace Mensah")
    family = FamilyMemberFactory(family__postcode="ZZ1 1AB", person=person).family
    facts = {"name": "Grace Mensah", "postcode": "ZZ1 1AB"}
    ConflictFactory(family=family, user=triage_officer)
    assert actions.look_for_family(request_in, by=triage_officer, **facts) == 0
    assert not Grant.objects.exists()


def test_a_search_is_noted_and_nobody_fishes_with_it(request_in, triage_officer):
    for _turn in range(10):
        actions.look_for_family(request_in, by=triage_officer, name="Grace", postcode="ZZ1 1AA")
    with pytest.raises(Refused, match="many searches"):
        actions.look_for_family(request_in, by=triage_officer, name="Grace", postcode="ZZ1 1AA")
    assert Event.objects.filter(verb="referral.family_looked_for").count() == 10


def test_a_search_that_many_families_fit_is_a_search_like_any_other(
    client, request_in, triage_officer, safeguarding_lead
):
    for _number in range(6):
        FamilyMemberFactory(family__postcode="ZZ1 1AB", person__full_name="Grace Mensah")
    FamilyMemberFactory(
        family__postcode="ZZ1 1AB", family__is_restricted=True, person__full_name="Grace Mensah"
    )
    client.force_login(triage_officer)
    find = reverse("referrals:find_family", args=[request_in.pk])
    said = {"name": "Grace Mensah", "postcode": "ZZ1 1AB"}
    for _turn in range(10):
        assert "Many families fit" in client.post(find, said).content.decode()
    assert "many searches" in client.post(find, said).content.decode()
    assert Event.objects.filter(verb="referral.family_looked_for").count() == 10
    assert Message.objects.get(kind="request_restricted").user == safeguarding_lead
    assert not ProposedMatch.objects.exists()


def test_a_search_costs_the_same_in_a_large_council(
    request_in, triage_officer, django_assert_max_num_queries
):
    def look():
        with django_assert_max_num_queries(40) as asked:
            actions.look_for_family(request_in, by=triage_officer, name="Grace", postcode="ZZ1 1AA")
        return len(asked)

    FamilyMemberFactory(person=PersonFactory(full_name="Grace Number0"))
    before = look()
    for number in range(1, 20):
        FamilyMemberFactory(person=PersonFactory(full_name=f"Grace Number{number}"))
    assert look() == before


# Whose instructions hold


def test_without_a_choice_only_ways_that_both_allow_stay_open(
    received, carded, family, triage_officer, lead
):
    joined(received(), family, triage_officer, lead, member=carded)
    card = card_of(carded)
    assert (card.may_call, card.may_text, card.preferred) == (True, False, "call")
    assert card.never_times == "nights"
    assert card.phone == "07700 900123"
    event = Event.objects.get(verb="referral.contact_joined")
    assert (event.facts["choice"], event.family_id) == ("stricter", family.pk)
    entry = TimelineEntry.objects.get(family=family, kind="contact")
    assert entry.sensitivity == "team"
    assert "900" not in entry.summary


@pytest.mark.parametrize(
    ("choice", "ways"),
    [(Choice.NEWER, (True, True, "text")), (Choice.OLDER, (True, False, "call"))],
)
def test_a_worker_may_choose_and_no_warning_is_lost(
    received, carded, family, triage_officer, lead, choice, ways
):
    joined(received(), family, triage_officer, lead, member=carded, choice=choice)
    card = card_of(carded)
    assert (card.may_call, card.may_text, card.preferred) == ways
    assert card.never_times == "nights"
    assert Referral.objects.get().contact_card.may_text  # As it was told.


def test_somebody_without_a_card_gets_the_one_that_was_told(
    received, mother, family, triage_officer, lead
):
    joined(received(), family, triage_officer, lead, member=mother)
    card = card_of(mother)
    assert (card.may_call, card.may_text) == (True, True)
    assert card != Referral.objects.get().contact_card


def test_somebody_new_joins_the_family_with_their_card(received, family, triage_officer, lead):
    referral = received(contact_name="Chidi Okafor", people=[])
    joined(referral, family, triage_officer, lead, is_new=True)
    member = family.members.get(person__full_name="Chidi Okafor")
    assert member.person.contact_card == referral.contact_card


def test_nobody_of_the_family_leaves_every_card_alone(
    received, carded, family, triage_officer, lead
):
    before = ContactCard.objects.get(pk=carded.person.contact_card_id).updated_at
    joined(received(), family, triage_officer, lead)
    assert card_of(carded).updated_at == before


def test_a_member_of_another_family_is_refused(received, carded, triage_officer, lead):
    with pytest.raises(Refused, match="Select somebody who is in this family"):
        joined(received(), FamilyFactory(), triage_officer, lead, member=carded)


def test_the_page_shows_both_cards_but_no_number_of_the_record(
    client, received, carded, family, triage_officer, lead
):
    url = reverse("referrals:accept", args=[received().pk])
    client.force_login(triage_officer)
    html = client.get(url, {"family": family.pk}).content.decode()
    assert "nights" in html
    assert "Another phone number" in html
    assert "900456" not in html.replace(" ", "")
    said = ANSWER | {"family": family.pk, "lead": lead.pk, "asked_by": carded.pk}
    assert "Select which instructions hold" in client.post(url, said).content.decode()
    done = client.post(url, said | {"card": "stricter"}, follow=True).content.decode()
    assert "It was joined to the family" in done
    assert not card_of(carded).may_text


# Wishes


def test_a_wish_becomes_an_agreement_only_by_a_persons_hand(client, received, triage_officer, lead):
    referral = received(sharing=KINDS)
    school = OrganisationFactory(name="Mill Lane School", kind="school")
    CouncilFactory()
    wish = referral.sharing_wishes.get(kind="school")
    ada = referral.people.get(is_contact=True)
    client.force_login(triage_officer)
    url = reverse("referrals:accept", args=[referral.pk])
    said = ANSWER | {"family": "new", "lead": lead.pk, "method": "verbal"}
    html = client.post(url, said).content.decode()
    assert "Enter why nothing is agreed with some of them yet" in html
    assert "Mill Lane School" in html
    said |= {f"wish_{wish.pk}": school.pk, "left_because": "Which doctor is not known yet"}
    assert "Select who agreed" in client.post(url, said).content.decode()
    assert client.post(url, said | {"given_by": ada.pk}).status_code == 302
    family = Referral.objects.get().family
    shared = Agreement.objects.filter(family=family, purpose="share")
    assert {a.person.full_name for a in shared} == {"Ada Okafor", "Tobi"}
    assert {a.organisation for a in shared} == {school}
    assert {a.given_by.full_name for a in shared} == {"Ada Okafor"}
    left = referral.sharing_wishes.get(kind="gp")
    assert (left.agreement, left.left_because) == (None, "Which doctor is not known yet")
    page = client.get(referral.get_absolute_url()).content.decode()
    assert "agreed: Mill Lane School" in page
    assert "Which doctor is not known yet" in page


def test_with_a_known_family_a_named_wish_waits_for_a_person_too(
    received, family, mother, school, triage_officer, lead
):
    referral = received(sharing=[{"organisation": school, "agrees": True}])
    wish = referral.sharing_wishes.get()
    settling = Settling(chosen={wish.pk: school}, given_by=mother.person, method="signature")
    actions.accept(
        referral, decision="eha", level=3, lead=lead, by=triage_officer, family=family,
        joining=Joining(member=mother), settling=settling,
    )  # fmt: skip
    wish.refresh_from_db()
    assert wish.agreement.person == mother.person
    assert wish.agreement.method == "signature"


def test_an_organisation_of_another_kind_is_refused(received, triage_officer, lead):
    referral = received(sharing=KINDS)
    chosen = {w.pk: OrganisationFactory(kind="housing") for w in referral.sharing_wishes.all()}
    settling = Settling(chosen=chosen, given_by=referral.people.get(is_contact=True))
    with pytest.raises(Refused, match="of that kind"):
        actions.accept(
            referral, decision="eha", level=3, lead=lead, by=triage_officer, settling=settling
        )
    assert not Family.objects.exists()


def test_a_child_is_not_shared_by_somebody_without_responsibility(
    received, family, triage_officer, lead, school
):
    aunt = FamilyMemberFactory(family=family, person=PersonFactory(), role="other")
    referral = received(sharing=[{"kind": "school", "agrees": True}])
    settling = Settling(chosen={referral.sharing_wishes.get().pk: school}, given_by=aunt.person)
    actions.accept(
        referral, decision="eha", level=3, lead=lead, by=triage_officer, family=family,
        joining=Joining(member=aunt), settling=settling,
    )  # fmt: skip
    assert {a.person for a in Agreement.objects.filter(purpose="share")} == {aunt.person}


def test_the_page_costs_the_same_for_one_member_and_for_many(
    client, received, carded, family, triage_officer, django_assert_max_num_queries
):
    url = reverse("referrals:accept", args=[received(sharing=KINDS).pk])
    client.force_login(triage_officer)

    def look():
        with django_assert_max_num_queries(60) as asked:
            client.get(url, {"family": family.pk})
        return len(asked)

    look()
    before = look()
    for _turn in range(5):
        OrganisationFactory(kind="school")
        person = PersonFactory(contact_card=ContactCardFactory())
        FamilyMemberFactory(family=family, person=person, role="other")
    assert look() == before


def test_a_manager_of_another_hub_finds_nothing_here(client, request_in):
    client.force_login(somebody("manager"))
    other = somebody("practitioner", hub=request_in.hub)
    client.force_login(other)
    for name in ("accept", "find_family"):
        assert client.get(reverse(f"referrals:{name}", args=[request_in.pk])).status_code == 404
