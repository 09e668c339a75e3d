"""Yes, no or never asked, way by way; what is sent obeys (R086)."""

import pytest
from django.db import IntegrityError, transaction

from families import actions
from families.models import ChannelAnswer
from familyhubs.contact.rules import machine_channels
from familyhubs.notifications.delivery import deliver
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from tests.factories.contact import ContactCardFactory
from tests.factories.families import ChannelAnswerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def ada_here(family, ada):
    ada.contact_card = ContactCardFactory(
        phone="+447700900982", email="ada@example.org", may_text=True, preferred="text"
    )
    ada.save()
    return family.members.select_related("person__contact_card").get(person=ada)


def answer(member, by, **answers):
    told = {"answers": answers, "said_by": "Ada", "source": "themselves"}
    return actions.answer_channels(member, by=by, **told)


def standing():
    return {row.way: row.answer for row in ChannelAnswer.objects.current()}


def test_the_card_and_with_it_the_outbox_follow_each_answer(ada_here, worker):
    card = ada_here.person.contact_card
    key = {"key": "a", "kind": "request_received", "by": worker}
    message = notify(card, **key, hub="Northgate", link="/ask/")
    answer(ada_here, worker, text="may_not", email="may_not", call="may", video="not_asked")
    card.refresh_from_db()
    assert (card.may_text, card.may_email, card.may_call, card.may_video) == (
        False, False, True, False,
    )  # fmt: skip
    assert machine_channels(card) == []
    deliver(message.pk)
    assert Message.objects.get(pk=message.pk).dropped_at, "asked again at the delivery"
    assert standing() == {
        "text": "may_not", "email": "may_not", "call": "may", "video": "not_asked",
    }  # fmt: skip


def test_asked_again_the_same_it_says_when(ada_here, worker):
    answer(ada_here, worker, text="may")
    first = ChannelAnswer.objects.get()
    answer(ada_here, worker, text="may")
    again = ChannelAnswer.objects.current().get()
    assert again != first
    assert again.starts_at > first.starts_at
    assert again.said_by == "Ada"


def test_a_way_that_turns_with_the_contact_card_is_an_answer_too(ada_here, worker):
    answer(ada_here, worker, text="may", whatsapp="may_not")
    actions.change_instructions(ada_here, by=worker, may_text=False, may_whatsapp=True)
    assert standing() == {"text": "may_not", "whatsapp": "may"}


def test_yes_needs_something_to_reach_them_by(ada_here, worker):
    with pytest.raises(Refused, match="address"):
        answer(ada_here, worker, post="may", text="may_not")
    assert standing() == {}
    assert type(ada_here.person.contact_card).objects.get().may_text, "nothing is half done"
    with pytest.raises(Refused, match="each way"):
        answer(ada_here, worker, pigeon="may")


def test_parents_who_live_apart_each_have_their_own(ada_here, tobi, worker):
    other = ada_here.family.members.get(person=tobi)
    answer(ada_here, worker, call="may")
    answer(other, worker, call="may_not")
    other.person.refresh_from_db()
    assert other.person.contact_card is None, "a no needs no card"
    assert ChannelAnswer.objects.told_of(ada_here).get().answer == "may"


def test_past_the_form_the_database_keeps_answers_right(family, ada):
    ChannelAnswerFactory(family=family, person=ada)
    wrong = (
        ({}, "channel_answer_one_at_a_time"),
        ({"way": "pigeon"}, "channel_answer_of_a_known_way"),
        ({"way": "text", "answer": "maybe"}, "channel_answer_of_a_known_way"),
    )
    for values, constraint in wrong:
        with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
            ChannelAnswerFactory(family=family, person=ada, **values)
