"""A family asks for support: the whole way without JavaScript, and what goes wrong on it."""

import pytest
from django.urls import reverse

from familyhubs.contact.models import ContactCard
from familyhubs.notifications.models import Message
from referrals.models import Draft, Referral
from tests.factories.hubs import AreaFactory, HubFactory, PostcodeFactory

ANSWERS = {
    "who": {"asker": "my_family"},
    "name": {"contact_name": "Ada Okafor"},
    "people": {},
    "postcode": {"postcode": "zz11aa"},
    "needs": {"young": ["sleep_feeding"], "adults": ["parent_mood"]},
    "story": {"story": "He does not sleep and I am so tired"},
    "today": {"today": ["none"]},
    "contact": {"ways": ["text", "email"]},
    "reach": {"phone": "07700 900123", "email": "ada@example.com"},
    "careful": {"safe_hours": ["afternoon"], "code_word": "Daisy"},
    "language": {"interpreter": "yes", "language": "Polish"},
    "sharing": {"share": ["school", "gp"]},
}


@pytest.fixture
def northgate(db):
    hub = HubFactory(name="Northgate Hub", slug="northgate")
    ward = AreaFactory(code="E05000001", name="Northgate", hub=hub)
    PostcodeFactory(postcode="ZZ1 1AA", ward=ward)
    return hub


@pytest.fixture
def asked(client, northgate):
    """Somebody who has read the page before the questions."""
    client.post(reverse("ask:before"))
    return client


def page(step):
    known = {"people": "ask:people", "check": "ask:check", "sent": "ask:sent"}
    return reverse(known[step]) if step in known else reverse("ask:step", args=[step])


def answer(client, *steps, **changed):
    """Answer these pages; the last response."""
    answers = ANSWERS | changed
    return [client.post(page(step), answers[step]) for step in steps or answers][-1]


def text(response):
    return " ".join(response.content.decode().split())


def test_a_family_asks_for_support_without_javascript(asked, northgate):
    for step, following in zip(ANSWERS, [*list(ANSWERS)[1:], "check"], strict=True):
        assert asked.get(page(step)).status_code == 200
        response = answer(asked, step)
        assert response.status_code == 302, text(response)
        assert response["Location"] == page(following)
    check = text(asked.get(page("check")))
    assert "He does not sleep" in check and "Polish" in check and "Not provided" in check
    assert asked.post(page("check"))["Location"] == page("sent")
    referral = Referral.objects.get()
    sent = text(asked.get(page("sent")))
    assert referral.reference in sent and "Northgate Hub" in sent
    assert referral.hub == northgate and referral.channel == "web" and referral.source == "1A"
    assert {need.topic for need in referral.needs.all()} == {"sleep_feeding", "parent_mood"}
    assert [p.full_name for p in referral.people.filter(is_contact=True)] == ["Ada Okafor"]
    card = ContactCard.objects.get()
    assert card.may_text and card.may_email and not card.may_call and card.code_word == "Daisy"
    assert card.interpreter_language == "Polish" and card.preferred == "text"
    assert {wish.kind for wish in referral.sharing_wishes.all()} == {"school", "gp"}
    assert Message.objects.get(card=card).kind == "request_received"
