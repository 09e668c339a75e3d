"""What is keyed in for others: all that the leaflet asks, and all that a professional is asked."""

from urllib.parse import urlencode

import pytest
from django.urls import reverse
from django.utils import timezone

from familyhubs.notifications.models import Message
from referrals import actions
from referrals.forms.entry import EntryForm
from referrals.forms.journey import Journey
from referrals.forms.people import PersonForm
from referrals.models import OutcomeNotice, ProfessionalReferral, Referral
from tests.factories.accounts import OrganisationFactory, PartnerFactory
from tests.factories.hubs import MembershipFactory
from tests.referrals.test_pages import KEYED
from tests.referrals.test_refer import text

pytestmark = pytest.mark.django_db
NEW = reverse("referrals:new")
REACH = {
    "ways": ["text", "whatsapp", "post"],
    "address": "1 Mill Lane",
    "preferred": "whatsapp",
    "safe_hours": ["morning", "school"],
    "good_times": "after the school run",
    "never_times": "Sundays",
    "must_not_know": "Kwame",
    "never_mention": "the hub",
    "code_word": "Bluebell",
    "interpreter_language": "polish",
    "helps": ["textphone"],
    "communication_needs": "She stammers",
}
GP = {
    "channel": "professional",
    "source": "3A",
    "agency": "Weir Road Surgery",
    "referrer_role": "Dr Shah, her GP",
    "who_agreed": "Ada",
    "told_how": "In the surgery",
}


@pytest.fixture
def desk(client, northgate, front_desk):
    client.force_login(front_desk)
    return client


def key_in(client, **said):
    answer = client.post(NEW, KEYED | said)
    assert answer.status_code == 302, [
        (form.errors, [line.errors for line in form.people]) for form in [answer.context["form"]]
    ]
    return Referral.objects.latest("recorded_at")


def test_the_desk_keys_in_how_a_family_is_reached_safely(desk):
    """R064: what goes in, stands on the card under its own name."""
    card = key_in(desk, **REACH).contact_card
    for name, said in (REACH | {"interpreter_language": "Polish"}).items():
        if name != "ways":
            assert getattr(card, name) == said, name
    assert (card.may_text, card.may_whatsapp, card.may_post) == (True, True, True)
    assert not any((card.may_call, card.may_voicemail, card.may_email, card.may_video))


def test_the_desk_can_key_in_all_that_the_leaflet_asks(front_desk):
    """R041: each question of the paper has its box."""
    keyed = EntryForm(user=front_desk)
    boxes = {*keyed.fields, *keyed.people[0].fields}
    elsewhere = {"asker": "filled_by", "interpreter": "interpreter_language"}
    elsewhere |= {"language": "interpreter_language", "skip": "postcode"}
    elsewhere |= {"under18": "at_home", "agreed": "agreement", "first": "preferred"}
    journey = Journey({})
    for step, form_class in (*journey.forms.items(), ("person", PersonForm)):
        fields = form_class.base_fields.keys() - set(form_class.not_on_paper)
        # The needs are asked in groups of topics, and ticked in one list.
        for name in {"topics"} if step == "needs" else fields:
            assert elsewhere.get(name, name) in boxes, (step, name)


def test_what_the_paper_says_of_whom_we_may_talk_to(desk):
    said = key_in(desk, share=["school", "gp"])
    wishes = set(said.sharing_wishes.values_list("kind", "agrees"))
    assert wishes == {("school", True), ("gp", True)}
    nobody = key_in(desk, share=["school", "nobody"])
    assert not nobody.sharing_wishes.filter(agrees=True).exists()
    assert nobody.sharing_wishes.filter(agrees=False).count() > 3


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"preferred": "email"}, "Select one of the ways that are safe"),
        ({"ways": ["post"]}, "Enter the address for letters"),
        ({"safe_hours": ["midnight"]}, "Select a time from the list"),
        ({"person0-age": "99"}, "Enter an age up to 25"),
    ],
)
def test_what_cannot_be_is_said(desk, said, message):
    assert message in text(desk.post(NEW, KEYED | said))


@pytest.mark.parametrize("name", ["good_times", "never_times", "must_not_know", "never_mention"])
def test_a_danger_in_any_of_them_is_read(front_desk, name):
    form = EntryForm(KEYED | {name: "I am scared of him"}, user=front_desk)
    assert form.is_valid(), form.errors
    assert "words_fear" in form.request()["safety_flags"]


def test_the_one_we_answer_keeps_what_was_keyed_of_them(desk):
    """Their date of birth and note are not lost for standing on a line of their own."""
    people = {
        "person0-full_name": "ADA Okafor",
        "person0-kind": "adult",
        "person0-note": "Uses a wheelchair",
        "person1-full_name": "Ada Okafor",
        "person1-kind": "child",
        "person1-age": "3",
    }
    request = key_in(desk, **people)
    contact, child = request.people.get(is_contact=True), request.people.get(is_contact=False)
    assert (contact.is_child, contact.note) == (False, "Uses a wheelchair")
    assert contact.born_on.year == 2021
    assert (child.is_child, child.age_told) == (True, 3)
    elsewhere = key_in(desk, **people | {"person0-kind": "elsewhere", "person1-kind": "elsewhere"})
    assert elsewhere.people.count() == 3
    assert not elsewhere.people.get(is_contact=True).lives_elsewhere


@pytest.fixture
def teacher(school):
    user = PartnerFactory(organisation=school)
    MembershipFactory(user=user, role="partner")
    return user


def test_a_partner_refers_on_the_pages_that_ask_whether_the_family_agrees(client, teacher):
    """R044: no way past the reason, and none past being counted."""
    client.force_login(teacher)
    assert NEW not in text(client.get(reverse("referrals:refer")))
    assert client.get(NEW).status_code == 403
    assert client.post(NEW, KEYED | {"agreement": "not_asked"}).status_code == 403
    assert not Referral.objects.exists()


def test_a_professional_who_rings_is_asked_the_same(desk, triage_officer):
    for wrong, message in (
        ({"who_agreed": ""}, "Enter who agreed"),
        ({"agency": ""}, "Select the organisation that asks"),
        ({"referrer_role": ""}, "Enter who asks, and how they know the family"),
        ({"agreement": "not_asked"}, "Select why they refer all the same"),
        ({"agreement": "knows", "why_without": "not_yet"}, "speak with the family first"),
        ({"kind": "step_down"}, "Only children’s social care sends this"),
    ):
        assert message in text(desk.post(NEW, KEYED | GP | wrong)), message
    assert not Referral.objects.exists()
    request = key_in(desk, **GP | {"agreement": "knows", "why_without": "delay"})
    part = request.professional
    assert (part.agency_kind, part.relation, part.why_without, part.told_how) == (
        "gp",
        "Dr Shah, her GP",
        "delay",
        "In the surgery",
    )
    desk.force_login(triage_officer)
    shown = text(desk.get(request.get_absolute_url()))
    for words in ("Weir Road Surgery", "Waiting to ask would make things worse", "In the surgery"):
        assert words in shown, words


def test_a_step_down_on_paper_is_counted(desk):
    """R045, R056: of the council's own social care, which is in no list of partners."""
    said = {"source": "5A", "channel": "paper", "referrer_role": "Jo, social worker"}
    request = key_in(desk, **said | {"kind": "step_down", "who_agreed": "Both"})
    assert (request.professional.kind, request.agency) == ("step_down", "Council social care")
    assert Referral.objects.by_professionals(timezone.now() - timezone.timedelta(1)).count() == 1


def test_every_source_and_organisation_has_a_workplace(desk):
    for kind in ("school", "nhs", "gp", "police", "voluntary", "dwp"):
        organisation = OrganisationFactory(kind=kind)
        for source in ("2A", "3F", "7", "8", "1A", "5A"):
            key_in(desk, **GP | {"organisation": organisation.pk, "source": source})
    assert ProfessionalReferral.objects.count() == 36


def test_whoever_rang_is_rung(desk, triage_officer):
    """R044: no address is confirmed, so nobody is written to; the answer is owed all the same."""
    request = key_in(desk, **GP)
    actions.advise(request, decision="iag", reason="x", by=triage_officer)
    desk.force_login(triage_officer)
    url = reverse("referrals:tell_referrer", args=[request.pk])
    assert "I have rung them and said this" in text(desk.get(url))
    assert desk.post(url, {"how": "tell", "words": "We met them."}).status_code == 302
    assert OutcomeNotice.objects.get().is_told
    assert not Message.objects.filter(kind="refer_decided").exists()


def test_the_same_form_sent_twice_is_one_request_and_other_words_are_refused(desk):
    said = KEYED | GP | {"once": desk.get(NEW).context["form"]["once"].value()}
    for _press in range(2):
        assert desk.post(NEW, said).status_code == 302
    for other in ({"told_how": "By letter"}, {"agency": "Else"}, {"must_not_know": "Kofi"}):
        assert "You have sent this form already" in text(desk.post(NEW, said | other)), other
    assert Referral.objects.count() == ProfessionalReferral.objects.count() == 1


@pytest.mark.parametrize("junk", ["\x01" * 9, "x" * 100_000, "\ud83d", "💥"])
def test_no_bytes_cause_an_error(desk, front_desk, junk):
    form = EntryForm(user=front_desk)
    names = [*form.fields, *(f"person0-{name}" for name in form.people[0].fields)]
    body = urlencode([(n, junk.encode("utf8", "surrogatepass")) for n in names if n != "photos"])
    sent = {"data": body, "content_type": "application/x-www-form-urlencoded"}
    assert desk.post(NEW, **sent).status_code in {200, 413}


def test_what_most_requests_do_without_is_folded_until_it_is_touched(front_desk):
    """A call is keyed in while somebody is on the line; what is wrong or typed is never hidden."""
    assert not any(EntryForm(user=front_desk).unfolded.values())
    assert EntryForm(user=front_desk, initial={"filled_by": "Jo"}).unfolded["told_by"]
    typed = {"good_times": "Mornings", "happened_time": "nonsense", "person1-full_name": "Tobi"}
    keyed = EntryForm(typed, user=front_desk)
    assert [part for part, is_open in keyed.unfolded.items() if is_open] == ["earlier", "times"]
    assert keyed.more_people
