"""How a family says it may be reached, and that nothing leaves against it (R064, domain.md 2.7)."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from familyhubs.contact.models import Channel, ContactCard, Helps, SafeHours
from familyhubs.contact.rules import needs_a_person
from familyhubs.notifications.backends import backend_for
from familyhubs.notifications.delivery import may_leave
from familyhubs.notifications.models import Message
from referrals.models import Referral
from tests.cast import somebody
from tests.referrals.test_ask import ANSWERS, answer, answered, asked, page, send, text

__all__ = ["answered", "asked"]
CONTACT = {
    "contact": {"ways": ["video", "post", "call"]},
    "reach": {"phone": "07700900123", "address": "1 Mill Lane\nZZ1 1AA", "voicemail": "no"},
    "careful": {"good_times": "when he is at work", "must_not_know": "Kwame"},
    "language": {"helps": ["textphone", "large_print"], "communication_needs": "I stammer"},
}


def test_every_instruction_reaches_those_who_decide(asked, hub):
    answer(asked, **CONTACT)
    check = text(asked.get(page("check")))
    for said in ("1 Mill Lane", "when he is at work", "A textphone", "I stammer", "Video call"):
        assert said in check
    send(asked)
    card = ContactCard.objects.get()
    assert (card.may_video, card.may_post, card.may_call, card.may_voicemail) == (
        True,
        True,
        True,
        False,
    )
    assert not any((card.may_text, card.may_email, card.may_whatsapp))
    assert card.helps == ["textphone", "large_print"]
    asked.force_login(somebody("triage", hub=hub))
    shown = text(asked.get(Referral.objects.get().get_absolute_url()))
    for said in ("Letter", "Video call", "1 Mill Lane", "Kwame", "A textphone", "No voicemail"):
        assert said in shown


@pytest.mark.parametrize(
    ("ways", "asks", "not_asked"),
    [
        (["post"], {"address"}, {"phone", "email", "voicemail"}),
        (["video"], {"phone"}, {"address", "email", "voicemail"}),
        (["email", "call"], {"phone", "email", "voicemail"}, {"address"}),
    ],
)
def test_only_what_the_ways_need_is_asked_for(answered, ways, asks, not_asked):
    answered.post(page("contact"), {"ways": ways})
    fields = answered.get(page("reach")).context["form"].fields.keys()
    assert asks <= fields
    assert not not_asked & fields


def test_a_letter_needs_an_address(answered):
    answered.post(page("contact"), {"ways": ["post"]})
    assert "Enter the address for letters" in text(answered.post(page("reach"), {}))


FLAGS = ("may_call", "may_text", "may_email", "may_whatsapp", "may_post", "may_video")
CARDS = st.builds(
    ContactCard,
    phone=st.sampled_from(["", "+447700900123"]),
    email=st.sampled_from(["", "ada@example.com"]),
    address=st.sampled_from(["", "1 Mill Lane"]),
    preferred=st.sampled_from(["", *Channel.values]),
    safe_hours=st.lists(st.sampled_from(SafeHours.values), unique=True),
    helps=st.lists(st.sampled_from(Helps.values), unique=True),
    code_word=st.sampled_from(["", "Daisy"]),
    never_mention=st.sampled_from(["", "the hub"]),
    **{flag: st.booleans() for flag in FLAGS},
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(card=CARDS)
def test_whatever_a_card_says_the_outbox_uses_no_other_way(db, card):
    assert backend_for("email")
    message = Message(card=card, kind="request_received")
    if not may_leave(message) and message.drop_reason:
        return
    assert not needs_a_person(card)
    assert message.channel in {
        *(["sms"] if card.may_text and card.phone else []),
        *(["email"] if card.may_email and card.email else []),
    }


def test_the_whole_list_of_answers_is_one_the_form_knows():
    assert set(CONTACT) <= set(ANSWERS)
