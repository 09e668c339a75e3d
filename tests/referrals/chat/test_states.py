"""What the database guards of a chat, past all our code; and how it goes on by the clock (R048)."""

from datetime import timedelta
from itertools import product
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from familyhubs.council.models import CouncilSettings
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from referrals import actions, clocks, tasks
from referrals.actions import chat_clock
from referrals.models import CHAT_FOLLOWS, Chat, ChatLine, ChatState
from tests.cast import somebody
from tests.factories.accounts import UserFactory
from tests.factories.referrals import ChatFactory, ReferralFactory, ended_chat, question

pytestmark = pytest.mark.django_db
# What stands beside each state.
BESIDE = {
    "waiting": {"waits_since": timezone.now()},
    "talking": {"waits_since": None},
    "asked": {"waits_since": None},
    "ended": {"waits_since": None, "ended_because": "staff"},
}


def in_state(state):
    user, now = UserFactory(), timezone.now()
    if state == "ended":
        return ended_chat(user)
    if state == "asked":
        return question()
    return ChatFactory(state=state, held_by=user if state == "talking" else None, opened_at=now)


def moved(chat, state):
    """Straight in the table, with all that the new state needs."""
    values, now = {"state": state, **BESIDE[state]}, timezone.now()
    if state == "talking":
        values |= {"held_by": UserFactory(), "held_at": now, "staff_seen_at": now}
    if state == "waiting":
        values |= {"held_by": None, "held_at": None, "staff_seen_at": None}
    if state == "asked":
        values |= {"asked_at": now, "answer_due_at": now, "hub": ReferralFactory().hub}
    values |= {"ended_at": now} if state == "ended" else {"ended_at": None, "ended_because": ""}
    with transaction.atomic():
        Chat.objects.filter(pk=chat.pk).update(**values)


@pytest.mark.parametrize(("old", "new"), list(product(ChatState.values, repeat=2)))
def test_the_database_lets_a_chat_go_on_as_it_may_and_no_other_way(old, new):
    chat = in_state(old)
    if old == new or new in CHAT_FOLLOWS[old]:
        moved(chat, new)
        return
    with pytest.raises(IntegrityError, match="cannot go from"):
        moved(chat, new)


@pytest.mark.parametrize(
    "wrong",
    [
        {"held_by": None},
        {"waits_since": timezone.now()},
        {"ended_because": "staff"},
        {"way": "email"},
        {"code_digest": "abc"},
        {"kept": "nowhere"},
        {"wish": "maybe"},
        {"logged_at": timezone.now()},
        {"asked_at": timezone.now()},
    ],
)
def test_half_a_chat_is_refused(wrong):
    chat = in_state("talking")
    with pytest.raises(IntegrityError), transaction.atomic():
        Chat.objects.filter(pk=chat.pk).update(**wrong)


def test_what_the_family_wants_forgotten_goes_into_no_record():
    chat = ended_chat(UserFactory(), wish="forget")
    with pytest.raises(IntegrityError, match="kept_as_wished"), transaction.atomic():
        Chat.objects.filter(pk=chat.pk).update(kept="family", kept_at=timezone.now())


def test_lines_are_numbered_never_changed_and_end_with_the_chat():
    chat = in_state("talking")
    line = ChatLine.objects.create(chat=chat, side="staff", words="Hello", by=chat.held_by)
    assert list(chat.lines.values_list("number", flat=True)) == [1, 2]
    chat.refresh_from_db()
    assert (chat.last_line, chat.spoke) == (2, "staff")
    for change in (lambda: line.save(), lambda: line.delete(), lambda: chat.delete()):
        with pytest.raises(Exception, match=r"annot|stays"), transaction.atomic():
            change()
    moved(chat, "ended")
    with pytest.raises(IntegrityError, match="has ended"), transaction.atomic():
        ChatLine.objects.create(chat=chat, side="family", words="One more")
    Chat.objects.get().delete()
    assert not ChatLine.objects.exists()


def test_no_word_is_stored_plain():
    ChatFactory(name="Secretname", words="Secretwords")
    with connection.cursor() as cursor:
        for table in ("referrals_chat", "referrals_chatline"):
            cursor.execute(f"SELECT to_jsonb({table}) FROM {table}")
            assert "Secret" not in str(cursor.fetchall())


@pytest.fixture
def minutes():
    CouncilSettings.objects.create(
        chat_wait_minutes=10, chat_silent_minutes=20, chat_away_minutes=5, chat_days=28
    )
    return lambda n: timezone.now() + timedelta(minutes=n)


def look(now):
    chat_clock.look_after_chats(by=SystemActor.CLOCK, now=now)


def test_a_chat_nobody_takes_becomes_a_question_and_nothing_is_lost(hub, front_desk, minutes):
    chat = ChatFactory(words="Is there a group?")
    look(minutes(9))
    look(minutes(11))
    look(minutes(12))
    chat.refresh_from_db()
    assert (chat.state, chat.way, chat.hub) == ("asked", "look", hub)
    assert [line.words or line.event for line in chat.lines.all()] == ["Is there a group?", "asked"]
    assert [m.user for m in Message.objects.filter(kind="question_new")] == [front_desk]
    with pytest.raises(Refused, match="It is a question now"):
        actions.take_chat(chat, by=front_desk)


def test_whose_colleague_is_gone_waits_in_front_and_is_told(minutes, front_desk):
    first = ChatFactory(opened_at=minutes(-60))
    chat = ChatFactory(state="talking", held_by=front_desk, opened_at=minutes(-90))
    actions.note_colleague_here(front_desk, now=minutes(4))
    look(minutes(8))
    assert Chat.objects.get(pk=chat.pk).state == "talking"
    look(minutes(10))
    assert list(Chat.objects.in_line()) == [chat], "the other one is a question by now"
    assert chat.lines.last().event == "back"
    with pytest.raises(Refused, match="do not have this chat any more"):
        actions.say(chat, words="I am back", side="staff", by=front_desk)
    assert first.lines.count() == 2


def test_silence_of_the_family_ends_it_and_silence_of_ours_never_does(minutes, front_desk):
    chat = ChatFactory(state="talking", held_by=front_desk)
    actions.note_colleague_here(front_desk, now=minutes(60))
    look(minutes(61))
    assert Chat.objects.get().state == "talking", "the family wrote last: it waits for us"
    actions.say(chat, words="Are you there?", side="staff", by=front_desk)
    look(minutes(19))
    assert Chat.objects.get().state == "talking"
    look(minutes(61))
    chat.refresh_from_db()
    assert (chat.state, chat.ended_because) == ("ended", "silent")
    assert chat.lines.last().event == "end_silent"


def test_a_question_past_its_time_climbs_each_rung_once(
    hub, front_desk, manager, minutes, monkeypatch
):
    lead = somebody("safeguarding")
    CouncilSettings.objects.update(watched_email="watched@example.org")
    asked = question(hub=hub, asked_at=minutes(-60), answer_due_at=timezone.now())
    monkeypatch.setattr(clocks, "may_remind", lambda now: True)
    for days in (0.01, 0.02, 30, 30):
        now = asked.answer_due_at + timedelta(days=days)
        chat_clock.remind_questions_waiting(by=SystemActor.CLOCK, now=now)
    told = {(m.kind, m.user) for m in Message.objects.all()}
    assert told == {
        ("question_waiting", front_desk),
        ("question_waiting_above", manager),
        ("question_waiting_above", lead),
        ("mailbox_question", None),
    }
    assert Message.objects.count() == 4


def test_an_ended_chat_is_gone_in_its_time_and_what_is_wanted_is_not(minutes, front_desk):
    old = {"opened_at": minutes(-60 * 24 * 40), "ended_at": minutes(-60 * 24 * 29)}
    gone = [ended_chat(front_desk, **old), ended_chat(front_desk, wish="forget", **old)]
    gone.append(ended_chat(front_desk, wish="keep", kept="family", kept_at=minutes(0), **old))
    with_request = {"kept": "request", "kept_at": minutes(0), "referral": ReferralFactory()}
    kept = [ended_chat(front_desk, wish="keep", **old), ended_chat(front_desk)]
    kept.append(ended_chat(front_desk, wish="keep", **with_request, **old))
    kept.append(ChatFactory(opened_at=old["opened_at"]))
    tasks.delete_ended_chats()
    assert set(Chat.objects.all()) == set(kept)
    assert not set(gone) & set(kept)


def test_a_flood_is_stopped_with_words(front_desk):
    chat = ChatFactory(state="talking", held_by=front_desk)
    for number in range(29):
        actions.say(chat, words=f"{number}", side="family", by=SystemActor.PUBLIC, token=uuid4())
    with pytest.raises(Refused, match="a lot at once"):
        actions.say(chat, words="30", side="family", by=SystemActor.PUBLIC)
