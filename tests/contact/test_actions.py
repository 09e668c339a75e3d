"""Cards are written in one place, and what cannot work is refused in words."""

import pytest

from familyhubs.contact.actions import open_card, record_instructions
from familyhubs.contact.models import ContactCard
from familyhubs.database.actor import SystemActor
from familyhubs.refusals import Refused
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db


def test_a_new_card_holds_what_was_told_and_allows_nothing_else():
    card = open_card(by=SystemActor.PUBLIC, phone="+447700900123", may_call=True)
    assert (card.may_call, card.may_text, card.may_email, card.may_post) == (True, *[False] * 3)
    assert card.checked_at is not None
    assert card.checked_by is None


def test_a_worker_who_asks_again_has_checked_it():
    card, worker = open_card(by=SystemActor.PUBLIC), UserFactory()
    record_instructions(card, by=worker, phone="+447700900123", may_text=True, code_word="heron")
    again = ContactCard.objects.get(pk=card.pk)
    assert (again.may_text, again.code_word, again.checked_by) == (True, "heron", worker)


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"may_call": True}, "Enter a phone number"),
        ({"may_text": True}, "Enter a phone number"),
        ({"may_voicemail": True}, "Enter a phone number"),
        ({"may_email": True}, "Enter an email address"),
        ({"may_post": True}, "Enter an address"),
        ({"preferred": "pigeon"}, "Select a way"),
        ({"safe_hours": ["midnight"]}, "Select times"),
    ],
)
def test_what_cannot_work_is_refused(values, message):
    with pytest.raises(Refused, match=message):
        open_card(by=SystemActor.PUBLIC, **values)
    assert not ContactCard.objects.exists()


@pytest.mark.parametrize("name", ["id", "checked_at", "recorded_at", "nickname"])
def test_only_instructions_can_be_recorded(name):
    with pytest.raises(TypeError, match=name):
        open_card(by=SystemActor.PUBLIC, **{name: None})
