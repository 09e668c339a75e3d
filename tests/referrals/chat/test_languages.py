"""The chat and “ask us” in the family's language: what is guarded stays English until checked."""

from uuid import uuid4

import pytest
from django.urls import reverse

from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from referrals import actions
from referrals.models import Chat
from tests.languages.conftest import speaking
from tests.referrals.chat.conftest import ASK, LINES, SCRIPT, START, TALK, begin
from tests.referrals.chat.test_public import questions
from tests.referrals.test_following import text

pytestmark = pytest.mark.django_db
PL = "pl"


@pytest.fixture
def browser(colleague_on_chat):
    return speaking(PL)


def test_the_page_is_in_the_language_and_danger_is_not_until_somebody_checked_it(browser):
    page = browser.get(START)
    assert page["Content-Language"] == PL
    said = text(page)
    assert "O czym chcą Państwo porozmawiać?" in said
    assert "If someone is in danger, do not chat." in said
    assert "days after the end, so that we can look again" in said
    assert "Możemy zapewnić tłumacza." in said
    asked = text(browser.get(ASK))
    assert "Is any of this happening now? (optional)" in asked
    assert "Czego chcieliby się Państwo dowiedzieć?" in asked


def test_every_page_of_it_is_in_the_language(browser, colleague_on_chat):
    begin(browser, "Boję się")
    for name in ("talk", "read", "end", "back", "start", "ask"):
        assert browser.get(reverse(f"chat:{name}"))["Content-Language"] == PL, name
    chat = Chat.objects.get()
    actions.take_chat(chat, by=colleague_on_chat)
    news = browser.get(LINES, {"after": 1}, headers=SCRIPT).content.decode()
    assert "Dołącza Amira. Teraz rozmawia z Państwem Amira." in news
    assert "Wybierz" not in text(browser.get(TALK))


def test_asking_for_news_costs_no_more_than_in_english(browser, colleague_on_chat):
    begin(browser, "Kiedy są zajęcia?")
    who_and_what = ["django_session", "referrals_chat", "referrals_chat"]
    assert questions(browser, 1) == who_and_what


def test_what_is_typed_keeps_its_language_and_staff_see_which_it_is(
    client, browser, colleague_on_chat
):
    begin(browser, "Boję się")
    chat = Chat.objects.get()
    assert (chat.language, chat.language_name) == (PL, "Polish")
    client.force_login(colleague_on_chat)
    assert "Polish" in text(client.get(reverse("chats:list")))
    page = client.get(chat.get_absolute_url())
    assert "Their page is in Polish." in text(page)
    assert '<span class="fh-chat__words" lang="pl" dir="auto">Boję się</span>' in (
        page.content.decode()
    )


def test_the_letter_that_there_is_an_answer_is_in_the_language(browser, hub, front_desk):
    once = browser.get(ASK).context["form"]["once"].value()
    told = {"once": once, "words": "Boję się", "hub": hub.pk, "way": "email"}
    browser.post(ASK, told | {"email": "ada@example.com"})
    actions.answer_question(Chat.objects.get(), words="Yes", key=uuid4(), by=front_desk)
    message = Message.objects.get(kind="question_answered")
    letter = write_letter(message.kind, message.facts | {"words": message.words})
    assert letter.subject == "Jest odpowiedź dla Państwa"
