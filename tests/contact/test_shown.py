"""Whoever is to reach a family reads everything that its card says (R064, access.md section 3)."""

from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone

from familyhubs.contact.actions import WRITABLE
from familyhubs.contact.models import ContactCard
from outcomes import actions
from tests.factories.contact import ContactCardFactory

pytestmark = pytest.mark.django_db
# Everything is said, and everything is allowed.
CARD = {
    "phone": "+447700900321",
    "email": "ada@example.com",
    "address": "1 Mill Lane",
    "preferred": "email",
    "safe_hours": ["morning"],
    "good_times": "after the school run",
    "never_times": "Sundays",
    "must_not_know": "Kwame",
    "code_word": "Bluebell",
    "never_mention": "the hub",
    "interpreter_language": "Twi",
    "communication_needs": "she stammers",
    "helps": ["textphone"],
}
SHOWN = {
    "phone": "07700 900321",
    "preferred": "Email",
    "safe_hours": "Mornings (8am to noon)",
    "helps": "A textphone",
}
MAY = sorted(name for name in WRITABLE if name.startswith("may_"))
# Addresses and numbers are the receiver's once they have accepted (access.md A8).
NOT_IN_THE_PACK = {"phone", "email", "address"}


@pytest.fixture
def card(ada):
    ada.contact_card = ContactCardFactory(**CARD, **dict.fromkeys(MAY, True))
    ada.save()
    return ada.contact_card


@pytest.fixture
def pack(family, worker, colleague):
    plan = actions.open_plan(family, level=3, by=worker, strengths="Ada sings with Tobi")
    asked = {"explanation": "Calm", "receiver": colleague, "by": worker}
    step = actions.propose_step(plan, to_level=2, reason="outcomes_met", **asked)
    return reverse("outcomes:step", args=[step.pk]), colleague


@pytest.fixture(params=["record", "pack"])
def page(request, client, family, worker, card):
    """The record as its lead reads it, or the hand-over as its receiver does."""
    if request.param == "record":
        address, reader = reverse("families:record", args=[family.pk]), worker
    else:
        address, reader = request.getfixturevalue("pack")
    client.force_login(reader)

    def show():
        response = client.get(address)
        assert response.status_code == 200
        return " ".join(response.content.decode().split())

    show.leaves_out = NOT_IN_THE_PACK if request.param == "pack" else set()
    return show


def test_every_field_of_the_card_is_read_by_worker_and_receiver(page):
    """A field that is added to the card has to be shown, or this fails."""
    assert set(CARD) | set(MAY) == WRITABLE
    shown = page()
    for name in CARD.keys() - page.leaves_out:
        assert str(SHOWN.get(name, CARD[name])) in shown, name
    for name in page.leaves_out - {"email"}:
        assert str(SHOWN.get(name, CARD[name])) not in shown, name


@pytest.mark.parametrize("way", MAY)
def test_every_way_that_is_not_allowed_is_read(page, card, way):
    def ways():
        ContactCard.objects.filter(pk=card.pk).update(updated_at=timezone.now())
        return page().partition("How to")[2].partition("</section>")[0]

    allowed = ways()
    ContactCard.objects.filter(pk=card.pk).update(**{way: False})
    assert ways() != allowed


CALL = "tel:+447700900321"


@pytest.mark.parametrize("template", ["referrals/_card.html", "sessions/_reach.html"])
@pytest.mark.parametrize("may_call", [True, False])
def test_a_number_is_a_link_only_where_ringing_is_allowed(card, template, may_call):
    card.may_call = may_call
    shown = render_to_string(template, {"card": card, "contact": {"card": card}})
    assert (CALL in shown) is may_call
    assert "07700 900321" in shown
    for said in ("Bluebell", "the hub", "Kwame", "Sundays", "WhatsApp", "Twi", "Mornings"):
        assert said in shown, said
    assert ("Phone call" in shown) is may_call


def test_a_card_of_another_age_is_not_taken_for_checked_today(page, card):
    month = timezone.now() - timedelta(days=40)
    ContactCard.objects.filter(pk=card.pk).update(checked_at=month)
    assert f"{timezone.localtime(month):%b %Y}" in page()
