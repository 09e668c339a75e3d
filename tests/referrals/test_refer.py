"""A professional with an account refers a family, a page at a time (R044, R045, R056, R058)."""

from datetime import timedelta
from urllib.parse import urlencode

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from referrals import actions
from referrals.actions.professional import typed_in
from referrals.agencies import AGENCIES, is_personal, source_of
from referrals.forms.referring import Referring
from referrals.models import ProfessionalDraft, ProfessionalReferral, Referral
from tests.cast import somebody
from tests.factories.accounts import PartnerFactory
from tests.factories.hubs import MembershipFactory
from tests.factories.referrals import ProfessionalReferralFactory

YOU = {"role": "Class teacher", "relation": "I teach Zara"}
SAID = {
    "you": YOU,
    "agreement": {
        "agreement": "agrees",
        "who_agreed": "Both parents",
        "told_how": "At the gate",
        "told_on_day": "1",
        "told_on_month": "10",
        "told_on_year": "2026",
    },
    "family": {
        "person0-full_name": "Zara Okafor",
        "person0-kind": "child",
        "person1-kind": "unborn",
        "person1-due_on_day": "3",
        "person1-due_on_month": "2",
        "person1-due_on_year": "2027",
        "person2-full_name": "Ada Okafor",
        "person2-kind": "adult",
    },
    "contact": {
        "contact_name": "Ada Okafor",
        "ways": ["call", "text"],
        "phone": "07700 900123",
        "postcode": "zz11aa",
    },
    "needs": {
        "story": "Zara is tired and often late",
        "topics": ["attendance"],
        "tried": "Breakfast club",
        "role_wanted": "Parent Engagement worker",
    },
}


def partner(organisation):
    user = PartnerFactory(organisation=organisation)
    MembershipFactory(user=user, role="partner")
    return user


@pytest.fixture
def teacher_in(client, northgate, school):
    """A teacher, signed in, whose school refers and does not triage."""
    user = partner(school)
    client.force_login(user)
    return user


def page(draft, section):
    return reverse("referrals:refer_section", args=[draft.pk, section])


def begin(client):
    client.post(reverse("referrals:refer"))
    return ProfessionalDraft.objects.latest("recorded_at")


def fill(client, draft, **changed):
    """Send each page; the last answer."""
    answers = SAID | changed
    return [client.post(page(draft, section), said) for section, said in answers.items()][-1]


def text(response):
    return " ".join(response.content.decode().split())


def test_a_teacher_refers_a_family_page_by_page(client, northgate, school, teacher_in):
    """R044: agency, role, relation, what was tried, the whole family, who agreed and how."""
    draft = begin(client)
    sections = [*SAID, "check"]
    for section, following in zip(SAID, sections[1:], strict=True):
        assert client.get(page(draft, section)).status_code == 200
        answer = client.post(page(draft, section), SAID[section])
        assert answer.status_code == 302, text(answer)
        assert answer["Location"] == page(draft, following)
    check = text(client.get(page(draft, "check")))
    for words in ("Class teacher", "Both parents", "1 October 2026", "On the way", "07700 900123"):
        assert words in check, words
    for _press in range(2):
        assert client.post(page(draft, "check")).status_code == 302
    referral, part = Referral.objects.get(), ProfessionalReferral.objects.get()
    assert (referral.source, referral.hub, referral.channel) == ("2A", northgate, "professional")
    assert (referral.referrer, referral.referrer_organisation) == (teacher_in, school)
    assert (referral.referrer_role, part.relation) == ("Class teacher", "I teach Zara")
    assert (part.who_agreed, part.role_wanted) == ("Both parents", "Parent Engagement worker")
    assert referral.people.get(is_unborn=True).due_on.year == 2027
    assert referral.people.get(is_contact=True).full_name == "Ada Okafor"
    assert referral.people.count() == 3
    assert referral.sharing_wishes.get().organisation == school
    draft.refresh_from_db()
    assert (draft.answers, draft.sent_as) == ("", referral)


def test_the_receipt_names_nobody_and_no_need(client, teacher_in):
    draft = begin(client)
    fill(client, draft)
    client.post(page(draft, "check"))
    receipt = Message.objects.get(kind="referral_receipt")
    assert receipt.user == teacher_in
    assert set(receipt.facts) == {"reference", "link"}


def test_what_was_typed_is_kept_wrong_or_right(client, teacher_in):
    draft = begin(client)
    said = SAID["agreement"] | {"told_on_day": "45", "who_agreed": ""}
    refused = client.post(page(draft, "agreement"), said)
    assert "Enter who agreed" in text(refused)
    shown = text(client.get(page(draft, "agreement")))
    assert 'value="45"' in shown
    client.post(page(draft, "family"), {"person0-full_name": "Zara", "person0-born_on_day": "9"})
    shown = text(client.get(page(draft, "family")))
    assert 'value="Zara"' in shown
    assert 'value="9"' in shown
    assert client.get(page(draft, "check"))["Location"] == page(draft, "you")


def test_without_agreement_and_without_risk_the_referrer_is_helped_to_ask(client, teacher_in):
    draft = begin(client)
    not_yet = {"agreement": "not_asked", "why_without": "not_yet"}
    answer = fill(client, draft, agreement=not_yet)
    agreed = client.post(page(draft, "agreement"), not_yet)
    assert agreed["Location"] == page(draft, "ask-first")
    helped = text(client.get(page(draft, "ask-first")))
    assert "May I tell them about you?" in helped
    assert reverse("ask:before") in helped
    assert answer.status_code == 302
    for ask in (client.get, client.post):
        assert ask(page(draft, "check"))["Location"] == page(draft, "ask-first")
    assert not Referral.objects.exists()
    assert "Ask the family" in text(client.get(reverse("referrals:refer")))
    client.post(page(draft, "agreement"), SAID["agreement"])
    client.post(page(draft, "check"))
    assert Referral.objects.get().agreement == "agrees"


@pytest.mark.parametrize("why", ["unsafe", "delay", "unreachable"])
def test_a_reason_not_to_ask_is_kept_and_nobody_may_share(client, teacher_in, why):
    draft = begin(client)
    fill(client, draft, agreement={"agreement": "not_asked", "why_without": why})
    client.post(page(draft, "check"))
    assert ProfessionalReferral.objects.get().why_without == why
    assert not Referral.objects.get().sharing_wishes.exists()


def test_a_family_that_knows_and_does_not_agree_was_told_somehow(
    client, teacher_in, triage_officer
):
    """R044: how and when it was told is kept, whatever it said."""
    draft = begin(client)
    fill(
        client, draft, agreement=SAID["agreement"] | {"agreement": "knows", "why_without": "delay"}
    )
    check = text(client.get(page(draft, "check")))
    assert "At the gate" in check
    client.post(page(draft, "check"))
    part = ProfessionalReferral.objects.get()
    assert (part.who_agreed, part.told_how, str(part.told_on)) == ("", "At the gate", "2026-10-01")
    client.force_login(triage_officer)
    shown = text(client.get(Referral.objects.get().get_absolute_url()))
    assert "At the gate, 1 Oct 2026" in shown
    not_asked = {"agreement": ["not_asked"], "why_without": ["delay"], "told_how": ["x"]}
    assert Referring({"steps": {"agreement": not_asked}}).said("agreement")["told_how"] == ""


SAFELY = {
    "ways": ["call", "whatsapp", "post"],
    "address": "1 Mill Lane",
    "preferred": "whatsapp",
    "safe_hours": ["morning"],
    "good_times": "after the school run",
    "never_times": "Sundays",
    "must_not_know": "Kwame",
    "never_mention": "the hub",
    "code_word": "Bluebell",
    "interpreter_language": "polish",
    "helps": ["textphone", "large_print"],
    "communication_needs": "She stammers",
}


def test_a_professional_says_how_a_family_is_reached_safely(client, teacher_in, triage_officer):
    """R064: the same that a family is asked; on the check page, on the card, before triage."""
    draft = begin(client)
    fill(client, draft, contact=SAID["contact"] | SAFELY)
    check = text(client.get(page(draft, "check")))
    client.post(page(draft, "check"))
    card = Referral.objects.get().contact_card
    for name, said in (SAFELY | {"interpreter_language": "Polish"}).items():
        if name != "ways":
            assert getattr(card, name) == said, name
    assert (card.may_call, card.may_voicemail, card.may_text) == (True, False, False)
    client.force_login(triage_officer)
    shown = text(client.get(Referral.objects.get().get_absolute_url()))
    for words in ("1 Mill Lane", "Mornings", "after the school run", "Sundays", "Kwame", "the hub"):
        assert words in check, words
        assert words in shown, words
    for words in ("Bluebell", "A textphone", "Large print", "She stammers", "WhatsApp"):
        assert words in check, words
        assert words in shown, words


def test_what_was_written_in_the_one_box_of_before_is_not_lost(client, teacher_in):
    """A draft that was begun when one box held all of it."""
    draft = begin(client)
    fill(client, draft)
    draft.refresh_from_db()
    before = typed_in(draft)
    before["steps"]["contact"]["careful"] = ["Never ring the school"]
    actions.keep_section(draft, section="contact", typed=before["steps"]["contact"])
    assert "Never ring the school" in text(client.get(page(draft, "contact")))
    assert "Never ring the school" in text(client.get(page(draft, "check")))
    client.post(page(draft, "check"))
    assert Referral.objects.get().contact_card.never_mention == "Never ring the school"
    fresh = begin(client)
    assert "careful" not in client.get(page(fresh, "contact")).context["form"].fields


def test_the_whole_family_is_told_of(client, teacher_in):
    """R044: a parent elsewhere, an age, a note, a due date that can be."""
    draft = begin(client)
    family = {
        "person0-full_name": "Zara Okafor",
        "person0-kind": "child",
        "person0-age": "4",
        "person0-note": "Loves drums",
        "person1-full_name": "Kwame Okafor",
        "person1-kind": "elsewhere",
        "person2-kind": "unborn",
        "person2-due_on_day": "1",
        "person2-due_on_month": "1",
        "person2-due_on_year": "1900",
    }
    assert "Enter a due date in the next 10 months" in text(
        client.post(page(draft, "family"), family)
    )
    fill(client, draft, family=family | {"person2-due_on_year": "2027"})
    check = text(client.get(page(draft, "check")))
    for words in ("Child, 4", "Loves drums", "Parent who lives elsewhere", "On the way, due 1 Jan"):
        assert words in check, words
    client.post(page(draft, "check"))
    told = {one.full_name: one for one in Referral.objects.get().people.all()}
    assert (told["Zara Okafor"].age_told, told["Zara Okafor"].note) == (4, "Loves drums")
    assert told["Kwame Okafor"].lives_elsewhere
    assert told["Baby on the way"].due_on.year == 2027


DANGER = "I am scared that he hits her"


@pytest.mark.parametrize(
    ("section", "name"),
    [
        ("agreement", "agreement_words"),
        ("agreement", "told_how"),
        ("agreement", "who_agreed"),
        ("family", "person0-note"),
        ("contact", "address"),
        ("contact", "good_times"),
        ("contact", "never_times"),
        ("contact", "must_not_know"),
        ("contact", "never_mention"),
        ("contact", "communication_needs"),
        ("needs", "story"),
        ("needs", "tried"),
    ],
)
def test_a_danger_written_anywhere_makes_it_red(client, teacher_in, section, name):
    """As in a family's own words: red at once, and the page says whom to ring."""
    draft = begin(client)
    fill(client, draft, **{section: SAID[section] | {name: DANGER}})
    assert "You wrote of a danger" in text(client.get(page(draft, "check")))
    client.post(page(draft, "check"))
    assert "words_fear" in Referral.objects.get().safety_flags


def test_only_its_writer_reads_a_draft(client, northgate, teacher_in, school, safeguarding_lead):
    draft = begin(client)
    fill(client, draft)
    for other in (partner(school), safeguarding_lead, somebody("manager", hub=northgate)):
        client.force_login(other)
        for section in (*SAID, "check", "ask-first"):
            assert client.get(page(draft, section)).status_code == 404
            assert client.post(page(draft, section), YOU).status_code == 404
    with connection.cursor() as cursor:
        cursor.execute("SELECT answers FROM referrals_professionaldraft")
        assert "Zara" not in cursor.fetchone()[0]


def test_what_is_never_sent_is_deleted(client, teacher_in):
    draft = begin(client)
    with time_machine.travel(timezone.now() + timedelta(days=29), tick=False):
        assert client.get(page(draft, "you")).status_code in {302, 404}
        actions.delete_expired_referrals(by=SystemActor.CLOCK)
    assert not ProfessionalDraft.objects.exists()


@pytest.mark.parametrize(("kind", "asked"), [("step_down", "Step down"), ("csc_nfa", "CSC – NFA")])
def test_social_care_steps_down_or_signposts(client, northgate, triage_officer, kind, asked):
    """R045, R056: the type, its source and the state of agreement stand on the request."""
    client.force_login(somebody("practitioner", hub=northgate))
    draft = begin(client)
    you = YOU | {"agency_kind": "adult_care", "kind": kind}
    assert "Only children’s social care" in text(client.post(page(draft, "you"), you))
    fill(client, draft, you=you | {"agency_kind": "social_care"})
    client.post(page(draft, "check"))
    referral = Referral.objects.get()
    assert (referral.source, referral.professional.kind) == ("5A", kind)
    client.force_login(triage_officer)
    shown = text(client.get(referral.get_absolute_url()))
    for words in (asked, "Both parents", "Parent Engagement worker"):
        assert words in shown, words


def test_a_school_cannot_send_what_social_care_sends(client, teacher_in):
    draft = begin(client)
    fill(client, draft, you=YOU | {"kind": "csc_nfa", "agency_kind": "social_care"})
    client.post(page(draft, "check"))
    assert ProfessionalReferral.objects.get().kind == "support"
    assert client.get(reverse("referrals:queue")).status_code == 403


@pytest.mark.parametrize("kind", ["step_down", "csc_nfa"])
def test_nobody_but_social_care_can_send_what_it_sends(northgate, school, kind):
    """R056: whatever a form lets through, the action and the database do not."""
    part = {"kind": kind, "agency_kind": "social_care", "relation": "x", "who_agreed": "x"}
    for organisation in (school, None):
        draft = actions.start_referral()
        request = {"channel": "professional", "organisation": organisation}
        with pytest.raises(Refused, match="Only children’s social care"):
            actions.send_referral(
                draft, compose=lambda _, told=request: (told, part), by=SystemActor.PUBLIC
            )
    for changed in ({"agency_kind": "school"}, {"confirmed_at": timezone.now(), "email": "a@b.c"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ProfessionalReferralFactory(**part | {"name": "Rina"} | changed)


def test_triage_corrects_the_source(client, teacher_in, triage_officer):
    draft = begin(client)
    fill(client, draft)
    client.post(page(draft, "check"))
    referral = Referral.objects.get()
    url = reverse("referrals:correct_source", args=[referral.pk])
    assert client.post(url, {"source": "1D"}).status_code in {403, 404}
    client.force_login(triage_officer)
    assert "Select who asks" in text(client.post(url, {"source": "99"}))
    assert client.post(url, {"source": "2B"}).status_code == 302
    referral.refresh_from_db()
    assert referral.source == "2B"


def test_every_workplace_has_a_code():
    assert {source_of(code) for code in AGENCIES} >= {"2A", "3A", "3B", "4", "5A", "6", "8"}
    assert source_of("school", "step_down") == "5A"
    assert is_personal("a@GMAIL.com")
    assert not is_personal("a@school.sch.uk")


def as_bytes(said):
    """A form's body as no browser writes it: halves of characters are sent as they are."""
    body = urlencode({name: value.encode("utf8", "surrogatepass") for name, value in said.items()})
    return {"data": body, "content_type": "application/x-www-form-urlencoded"}


NONSENSE = ({}, {"x": "\x00"}, {"agreement": "\x00" * 9, "person0-full_name": "\ud83d" * 3})


def test_no_bytes_cause_an_error(client, teacher_in):
    draft = begin(client)
    for section in (*SAID, "check", "ask-first"):
        for said in (*NONSENSE, dict.fromkeys(SAID["needs"], "x" * 100_000)):
            assert client.post(page(draft, section), **as_bytes(said)).status_code < 500
        assert client.get(page(draft, section)).status_code < 500
    assert client.get(page(draft, "nothing")).status_code == 404


def broken(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize(
    ("sql", "name"),
    [
        (
            "UPDATE referrals_professionalreferral SET why_without = 'unsafe'",
            "professional_agreed_or_why_without",
        ),
        (
            "UPDATE referrals_professionalreferral SET confirmed_at = now()",
            "professional_by_email_confirmed_it",
        ),
        (
            "UPDATE referrals_professionaldraft SET answers = 'x'",
            "professional_draft_sent_is_empty",
        ),
        (
            "UPDATE referrals_professionaldraft SET email = 'x'",
            "professional_draft_waits_for_an_address",
        ),
        (
            "UPDATE referrals_referral SET referrer_organisation_id = NULL",
            "referral_professional_says_who",
        ),
    ],
)
def test_the_database_holds_it_true(client, teacher_in, sql, name):
    draft = begin(client)
    fill(client, draft)
    client.post(page(draft, "check"))
    with pytest.raises(IntegrityError, match=name):
        broken(sql)
