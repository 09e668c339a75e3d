"""A family that has a chat and a question: neither waits without it, nothing typed is lost."""

import pytest
from django.test import Client
from django.urls import reverse

from familyhubs.notifications.models import Message
from referrals import actions
from referrals.models import Chat
from tests.referrals.chat.conftest import ASK, LINES, SAY, SCRIPT, START, TALK, WORDS, begin
from tests.referrals.chat.test_public import code_in
from tests.referrals.test_following import text

pytestmark = pytest.mark.django_db
OTHER = reverse("chat:other")


def send_question(client, hub, **told):
    once = client.get(ASK).context["form"]["once"].value()
    told = {"once": once, "hub": hub.pk, "words": "Is there a group?", "way": "look"} | told
    return client.post(ASK, told, follow=True)


def test_a_chat_that_goes_on_is_not_left_behind_by_a_question(
    client, hub, colleague_on_chat, safeguarding_lead
):
    before = client.get(ASK)
    begin(client)
    assert "Your chat is still open" in text(client.get(ASK))
    told = {
        "once": before.context["form"]["once"].value(),
        "words": "One thing more",
        "way": "look",
    }
    page = client.post(ASK, told | {"hub": hub.pk, "today": ["fear", "nonsense"]})
    assert page.context["form"]["words"].value() == "One thing more"
    assert "What you had typed is in the box below" in text(page)
    chat = Chat.objects.get()
    assert (chat.state, chat.flags) == ("waiting", ["fear"])
    assert Message.objects.get(kind="chat_flagged").user == safeguarding_lead
    assert client.session["chat"] == str(chat.pk)


def test_the_start_button_pressed_twice_only_shows_the_chat(client, colleague_on_chat):
    once = client.get(START).context["form"]["once"].value()
    for _again in range(2):
        answer = client.post(START, {"once": once, "words": WORDS})
        assert answer["Location"] == TALK
    changed = client.post(START, {"once": once, "words": "Something else"})
    assert changed.context["form"]["words"].value() == "Something else"


def test_with_a_question_open_a_chat_is_offered_and_the_question_stays_a_button_away(
    client, hub, colleague_on_chat
):
    send_question(client, hub)
    page = text(client.get(START))
    assert "You have asked us something. It is still here." in page
    assert "What would you like to talk about?" in page
    page = text(begin(client))
    assert WORDS in page
    assert "Show my question of" in page
    asked, chat = Chat.objects.order_by("opened_at")
    mark = client.get(TALK).context["others"][0].mark
    assert "Is there a group?" in text(client.post(OTHER, {"chat": mark}, follow=True))
    assert "Go back to my chat of" in text(client.get(TALK))
    assert text(Client().post(OTHER, {"chat": mark}, follow=True)).count("Is there a group") == 0
    actions.end_chat(chat, because="family", by=colleague_on_chat)
    assert not client.get(TALK).context["others"], "what is over is no longer offered"
    assert client.session["chat"] == str(asked.pk)


def test_a_code_typed_in_during_a_chat_leads_back_to_the_chat(client, hub, colleague_on_chat):
    code = code_in(text(send_question(Client(), hub)))
    begin(client)
    page = text(client.post(reverse("chat:back"), {"code": code}, follow=True))
    assert "Is there a group?" in page
    assert "Go back to my chat of" in page


def test_a_page_that_shows_another_chat_by_now_sends_nothing_into_this_one(
    client, hub, colleague_on_chat
):
    begin(client)
    of = client.get(TALK).context["of"]
    code = code_in(text(send_question(Client(), hub)))
    client.post(reverse("chat:back"), {"code": code})
    lost = client.post(SAY, {"words": "For the chat only", "token": "", "of": of})
    assert lost.status_code == 410
    assert "For the chat only" in text(lost)
    assert client.get(LINES, {"after": 0, "of": of}, headers=SCRIPT).status_code == 410
    assert client.get(LINES, {"after": 0, "of": ""}, headers=SCRIPT).status_code == 200
