"""In which order they are answered, and what is said of the wait (R048)."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from referrals import actions
from referrals.chat.reading import place_of, wait_lately
from referrals.models import Chat
from tests.factories.referrals import ChatFactory, question
from tests.referrals.chat.conftest import TALK, begin
from tests.referrals.test_following import text

pytestmark = pytest.mark.django_db


def ago(minutes):
    return timezone.now() - timedelta(minutes=minutes)


def test_who_may_be_in_danger_comes_first_and_every_place_in_the_line_says_so(
    client, colleague_on_chat
):
    first, second = ChatFactory(opened_at=ago(3)), ChatFactory(opened_at=ago(2))
    flagged = ChatFactory(opened_at=ago(1), flags=["words_harm"])
    line = list(Chat.objects.in_line())
    assert line == [flagged, first, second]
    assert [place_of(chat) for chat in line] == [1, 2, 3]
    begin(client)
    page = text(client.get(TALK))
    assert "You are number 4 in the line." in page
    other = Client()
    begin(other, "He hits me")
    assert "You are number 2 in the line." in text(other.get(TALK))


def test_a_question_that_may_tell_of_danger_is_answered_first(hub):
    due = timezone.now() + timedelta(hours=1)
    soon = question(hub=hub, answer_due_at=due)
    flagged = question(hub=hub, answer_due_at=due + timedelta(days=1), flags=["fear"])
    assert list(Chat.objects.to_answer()) == [flagged, soon]


def test_the_wait_that_is_told_ends_when_a_colleague_first_came(colleague_on_chat, front_desk):
    for _number in range(3):
        chat = actions.take_chat(ChatFactory(opened_at=ago(4)), by=colleague_on_chat)
        Chat.objects.filter(pk=chat.pk).update(first_taken_at=ago(3))
        actions.pass_chat(chat, to=front_desk, reason="Speaks Polish", by=colleague_on_chat)
        chat = actions.pass_chat(chat, to=None, reason="Lunch", by=front_desk)
        actions.take_chat(chat, by=colleague_on_chat)
    assert wait_lately() == 1
