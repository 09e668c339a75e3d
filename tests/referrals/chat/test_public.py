"""A family chats, asks, comes back by its code, and says what is kept (R048, R049)."""

import re
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from familyhubs.council.models import CouncilSettings
from familyhubs.notifications.models import Message
from hubs.models import Absence, DutyShift
from referrals import actions
from referrals.chat import opening
from referrals.models import Chat, ChatLine
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.factories.referrals import ChatFactory
from tests.referrals.chat.conftest import (
    ASK,
    END,
    LINES,
    SAY,
    SCRIPT,
    START,
    TALK,
    WORDS,
    begin,
    staff,
    write,
)
from tests.referrals.test_following import text

pytestmark = pytest.mark.django_db
WAY, BACK, WISH = reverse("chat:way"), reverse("chat:back"), reverse("chat:wish")
WORKING = datetime(2026, 11, 26, 12, tzinfo=UTC)


def code_in(page):
    return re.search(r"Your code is: ((?:\w{4}-){2}\w{4})", page)[1][:14]


def test_the_chat_is_off_until_the_switch_and_the_rota_say_otherwise_r048(client, administrator):
    with time_machine.travel(WORKING, tick=False):
        assert "Nobody is here to chat" in text(client.get(START))
        CouncilSettings.objects.create(chat_is_on=True)
        assert not opening.is_open()
        user = somebody("front_of_house")
        DutyShift.objects.create(kind="chat", user=user, starts_at=WORKING)
        assert "What would you like to talk about?" in text(client.get(START))
        Absence.objects.create(user=user, starts_at=WORKING, ends_at=WORKING + timedelta(days=1))
        page = text(client.get(START))
        assert "The chat opens next on Friday 27 November at midday." in page
        assert "When we are here to chat Friday 27 November: midday to 5pm" in page
        assert "Ask us" in page
    with time_machine.travel(WORKING + timedelta(hours=8), tick=False):
        assert not opening.is_open(), "the front door is shut, whoever is on duty"


def test_the_hours_of_this_week_are_those_of_whoever_is_there_r048(client, administrator):
    CouncilSettings.objects.create(chat_is_on=True)
    user, other = somebody("front_of_house"), somebody("front_of_house")
    with time_machine.travel(WORKING, tick=False):
        end = WORKING + timedelta(hours=2)
        DutyShift.objects.create(kind="chat", user=user, starts_at=WORKING, ends_at=end)
        monday = WORKING + timedelta(days=4)
        for starts, hours in ((monday, 1), (monday + timedelta(hours=3), 9)):
            ends = starts + timedelta(hours=hours)
            DutyShift.objects.create(kind="chat", user=other, starts_at=starts, ends_at=ends)
        page = text(client.get(START))
    assert "Thursday 26 November: midday to 2pm" in page
    assert "Monday 30 November: midday to 1pm, 3pm to 5pm" in page


def test_a_hubs_chat_is_its_own_rotas_and_the_whole_councils(door_open):
    here, there = HubFactory(), HubFactory()
    DutyShift.objects.create(kind="chat", user=somebody("front_of_house", hub=here), hub=here)
    assert opening.is_open()
    assert opening.is_open(here)
    assert not opening.is_open(there)
    DutyShift.objects.create(kind="chat", user=somebody("front_of_house"))
    assert opening.is_open(there)


def test_both_write_and_only_what_is_new_is_sent(client, colleague_on_chat):
    page = text(begin(client))
    assert "You are next. Somebody will be with you soon." in page
    assert WORDS in page
    chat = Chat.objects.get()
    actions.take_chat(chat, by=colleague_on_chat)
    actions.say(chat, words="Hello Ada", side="staff", by=colleague_on_chat)
    news = client.get(LINES, {"after": "1"}, headers=SCRIPT)
    assert "You are talking with Amira." in news.content.decode()
    assert "Hello Ada" in news.content.decode()
    assert WORDS not in news.content.decode()
    assert news["Cache-Control"] == "no-store"
    again = client.get(LINES, {"after": "1"}, headers=SCRIPT | {"If-None-Match": news["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    said = write(client, "He is two", **SCRIPT)
    assert said.status_code == 200
    assert "He is two" in said.content.decode()
    assert said["X-Token"]


def questions(client, after):
    """Which tables a page asks for its news, in order."""
    with CaptureQueriesContext(connection) as asked:
        client.get(LINES, {"after": after}, headers=SCRIPT)
    return re.findall(r'(?:FROM|UPDATE) "(\w+)"', "\n".join(q["sql"] for q in asked))


def test_asking_for_news_takes_three_questions_whatever_was_said(client, colleague_on_chat):
    begin(client)
    chat = Chat.objects.get()
    who_and_what = ["django_session", "referrals_chat"]
    assert questions(client, 1) == [*who_and_what, "referrals_chat"], "its place in the line"
    actions.take_chat(chat, by=colleague_on_chat)
    for number in range(12):
        actions.say(chat, words=f"Line {number}", side="staff", by=colleague_on_chat)
    assert questions(client, 14) == who_and_what
    assert questions(client, 3) == [*who_and_what, "referrals_chatline"]


def test_a_line_sent_twice_is_one_and_other_words_are_never_lost(client, colleague_on_chat):
    begin(client)
    token = str(uuid4())
    for _again in range(2):
        write(client, "He is two", token)
    assert ChatLine.objects.count() == 2
    write(client, "He is three", token)
    assert [line.words for line in Chat.objects.get().lines.all()][1:] == [
        "He is two",
        "He is three",
    ]
    begin_again = client.post(START, {"words": "Second", "once": ""})
    assert "Your chat is still open." in text(begin_again)
    assert begin_again.context["form"]["words"].value() == "Second", "carried over"
    assert Chat.objects.count() == 1


def test_the_first_button_pressed_twice_is_one_chat_and_its_form_opens_nobody_elses(
    client, colleague_on_chat
):
    once = client.get(START).context["form"]["once"].value()
    told = {"once": once, "words": WORDS}
    client.post(START, told)
    Client().post(START, told)
    assert Chat.objects.count() == 1
    Chat.objects.update(opened_at=Chat.objects.get().opened_at - timedelta(minutes=2))
    stranger = Client()
    answer = stranger.post(START, told)
    assert "This was sent already" in text(answer)
    assert WORDS in text(answer), "what was typed stays in its box"
    assert stranger.get(TALK).status_code == 302


@pytest.mark.parametrize(
    "changed",
    [{"words": "Not that"}, {"email": "right@example.com"}, {"name": "Bo"}, {"today": ["harm"]}],
)
def test_what_somebody_went_back_for_and_changed_is_never_taken_for_what_is_kept(
    client, hub, changed
):
    once = client.get(ASK).context["form"]["once"].value()
    told = {
        "once": once,
        "words": WORDS,
        "hub": hub.pk,
        "way": "email",
        "email": "wrong@example.com",
    }
    client.post(ASK, told)
    page = client.post(ASK, told | changed)
    assert "This was sent already" in text(page)
    told = told | changed | {"once": page.context["form"]["once"].value()}
    client.post(ASK, told)
    assert Chat.objects.count() == 2


def test_without_a_script_a_look_for_new_lines_keeps_what_is_typed(client, colleague_on_chat):
    begin(client)
    chat = Chat.objects.get()
    actions.take_chat(chat, by=colleague_on_chat)
    actions.say(chat, words="How old is he?", side="staff", by=colleague_on_chat)
    page = client.post(SAY, {"words": "He is tw", "token": "x", "look": "yes"})
    assert "How old is he?" in text(page)
    assert page.context["form"]["words"].value() == "He is tw"
    assert ChatLine.objects.filter(side="family").count() == 1
    read = client.get(reverse("chat:read"))
    assert read["Refresh"] == "10"
    assert "Refresh" not in client.get(TALK)


@pytest.mark.parametrize(
    ("words", "said"),
    [("", "Write something first"), ("x" * 2_001, "Use fewer words"), ("   ", "Write something")],
)
def test_what_cannot_be_sent_is_said_and_kept(client, colleague_on_chat, words, said):
    begin(client)
    page = client.post(SAY, {"words": words, "token": ""})
    assert said in text(page)
    by_script = client.post(SAY, {"words": words, "token": ""}, headers=SCRIPT)
    assert by_script.status_code == 422
    assert said in by_script.content.decode()


def test_danger_in_any_line_shows_whom_to_ring_and_tells_safeguarding_once(
    client, colleague_on_chat, safeguarding_lead
):
    begin(client)
    write(client, "He hits me")
    write(client, "I want to die")
    assert "please do not wait for us" in text(client.get(TALK))
    chat = Chat.objects.get()
    assert chat.flags == ["words_harm", "words_self_harm"]
    assert [m.user for m in Message.objects.filter(kind="chat_flagged")] == [safeguarding_lead]


def test_who_will_not_wait_leaves_a_question_and_a_safe_way(client, colleague_on_chat, front_desk):
    begin(client)
    page = client.post(END, {"question": "yes"}, follow=True)
    assert page.redirect_chain[-1][0] == WAY
    assert "Enter your phone number" in text(client.post(WAY, {"way": "call"}))
    page = text(client.post(WAY, {"way": "call", "phone": "07700 900123"}, follow=True))
    assert "Your question is with us." in page
    assert "Your code is:" in page
    assert "We ring you with the answer." in page
    assert "Your code is:" not in text(client.get(TALK)), "it is shown once"
    chat = Chat.objects.get()
    assert (chat.state, chat.reach) == ("asked", "+447700900123")


def test_a_question_is_sent_once_and_answered_to_its_code(client, hub, front_desk):
    form = client.get(ASK).context["form"]
    told = {"once": form["once"].value(), "words": "Is there a group?", "hub": hub.pk}
    told |= {"way": "email", "email": "ada@example.com"}
    client.post(ASK, told)
    page = text(client.post(ASK, told, follow=True))
    code = code_in(page)
    chat = Chat.objects.get()
    assert (chat.hub, chat.state, Message.objects.get().kind) == (hub, "asked", "question_new")
    actions.answer_question(chat, words="Yes, on Monday", key=uuid4(), by=front_desk)
    letter = Message.objects.get(kind="question_answered")
    assert letter.typed_address == "ada@example.com"
    assert "Monday" not in letter.words
    chat.refresh_from_db()
    assert chat.reach == "", "the address has served its purpose"
    other = Client()
    assert "We do not know that code" in text(other.post(BACK, {"code": "CDFG-HJKM-3467"}))
    page = text(other.post(BACK, {"code": code.lower()}, follow=True))
    assert "Yes, on Monday" in page
    assert "Your question is answered." in page


def test_words_typed_while_the_chat_shuts_stand_in_the_question(client, colleague_on_chat):
    once = client.get(START).context["form"]["once"].value()
    DutyShift.objects.all().update(ends_at=DutyShift.objects.get().starts_at)
    page = client.post(START, {"once": once, "words": WORDS, "name": "Ada"})
    assert "Nobody can chat just now" in text(page)
    assert page.context["form"]["words"].value() == WORDS
    assert not Chat.objects.exists()


def test_exit_this_page_shuts_the_chat_here_and_the_code_opens_it(client, colleague_on_chat):
    begin(client)
    page = text(client.post(reverse("chat:code")))
    code = code_in(page)
    client.get(reverse("pages:exit"))
    assert client.get(TALK).status_code == 302
    lost = client.post(SAY, {"words": "I had just typed this", "token": ""})
    assert lost.status_code == 410
    assert "I had just typed this" in text(lost)
    assert client.get(LINES, headers=SCRIPT).status_code == 410
    client.post(BACK, {"code": code})
    assert WORDS in text(client.get(TALK))


def test_after_its_end_the_family_says_what_is_kept(client, colleague_on_chat):
    begin(client)
    chat = Chat.objects.get()
    actions.take_chat(chat, by=colleague_on_chat)
    client.post(END)
    page = text(client.get(TALK))
    assert "Shall we keep what we said?" in page
    assert "You ended the chat." in page
    assert "ended" in text(client.post(SAY, {"words": "One more", "token": ""}))
    client.post(WISH, {"wish": "nonsense"})
    client.post(WISH, {"wish": "forget"})
    assert "We do not keep what we said." in text(client.get(TALK))
    client.post(WISH, {"wish": "keep"})
    chat.refresh_from_db()
    assert (chat.wish, chat.ended_because, chat.kept_at) == ("keep", "family", None)


def test_a_machine_that_fills_every_box_starts_nothing(client, colleague_on_chat):
    once = client.get(START).context["form"]["once"].value()
    told = {"once": once, "words": WORDS, "website": "x"}
    assert "Clear the box" in text(client.post(START, told))
    assert not Chat.objects.exists()


def test_who_waits_reads_their_honest_place(client, colleague_on_chat):
    ChatFactory()
    elsewhere = HubFactory()
    ChatFactory(hub=elsewhere)
    assert "You are number 3 in the line." in text(begin(client))


def test_nobody_elses_session_opens_it(client, colleague_on_chat):
    begin(client)
    assert Client().get(TALK).status_code == 302
    assert Client().get(staff("chat", Chat.objects.get())).status_code == 302


@given(
    st.dictionaries(
        st.sampled_from(["words", "token", "once", "name", "way", "email", "phone", "hub", "wish"]),
        st.text(max_size=40) | st.sampled_from(["call", "email", "\ud800", "99999999999", "keep"]),
    ),
    st.sampled_from(["start", "ask", "say", "end", "wish", "way", "code", "back"]),
)
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_bytes_make_an_error(client, colleague_on_chat, told, name):
    told = {key: value.encode("utf-8", "surrogatepass") for key, value in told.items()}
    assert client.post(reverse(f"chat:{name}"), told).status_code < 500
    assert client.get(LINES, {"after": told.get("words", b"")}).status_code < 500
    Chat.objects.filter(state="asked").update()
