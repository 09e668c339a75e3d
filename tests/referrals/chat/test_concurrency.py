"""Eight at once, with real threads and real commits: one takes it, no line is lost or doubled."""

from uuid import UUID, uuid4

import pytest

from familyhubs.database.actor import SystemActor, acting_as, open_with
from familyhubs.notifications.models import Message
from hubs.models import DutyShift
from referrals import actions
from referrals.actions import chat_clock
from referrals.models import Chat, ChatPass
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.factories.referrals import ChatFactory, question
from tests.referrals.test_concurrency import EIGHT, at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk():
    hub = HubFactory()
    people = [somebody("front_of_house", hub=hub) for _number in range(EIGHT)]
    for person in people:
        DutyShift.objects.create(kind="chat", user=person)
    return people


def test_eight_take_a_chat_and_one_has_it(desk):
    chat = ChatFactory()

    def take(number):
        with acting_as(desk[number].pk):
            return actions.take_chat(chat, by=desk[number]).held_by

    answers = at_once(take)
    holder = Chat.objects.get().held_by
    assert answers.count(holder) == 1
    assert answers.count(f"{holder} has just taken this chat.") == 7
    assert chat.lines.filter(event="joined").count() == 1


@pytest.mark.parametrize("begin", ["start_chat", "ask_question"])
def test_eight_presses_of_one_form_begin_one(desk, door_open, begin):
    key = uuid4()

    def press(_number):
        with acting_as(SystemActor.PUBLIC):
            begun = getattr(actions, begin)
            return begun(words="He does not sleep", key=key, by=SystemActor.PUBLIC).pk

    assert at_once(press) == [key] * EIGHT
    assert Chat.objects.get().lines.count() == 1


def test_eight_write_at_once_and_every_line_has_its_turn(desk):
    chat = ChatFactory(state="talking", held_by=desk[0])
    twice = UUID(int=7)

    def say(number):
        side = "staff" if number % 2 else "family"
        by = desk[0] if number % 2 else SystemActor.PUBLIC
        with acting_as(SystemActor.PUBLIC):
            open_with(chat.pk)
            actions.say(chat, words="The same", side="family", by=SystemActor.PUBLIC, token=twice)
        with acting_as(by):
            open_with(chat.pk)
            return actions.say(chat, words=f"{number}", side=side, by=by, token=uuid4()).number

    numbers = at_once(say)
    assert len(set(numbers)) == EIGHT
    lines = list(chat.lines.all())
    assert [line.number for line in lines] == list(range(1, EIGHT + 3))
    assert sum(line.words == "The same" for line in lines) == 1
    assert Chat.objects.get().last_line == EIGHT + 2


def test_passing_on_ending_and_the_clock_at_once_leave_one_truth(desk):
    chat = ChatFactory(state="talking", held_by=desk[0])

    def go_on(number):
        with acting_as(desk[0].pk):
            if number % 2:
                actions.pass_chat(chat, to=desk[number], reason="Lunch", by=desk[0])
            else:
                actions.end_chat(chat, because="staff", by=desk[0])
        return "done"

    at_once(go_on)
    chat.refresh_from_db()
    passes = ChatPass.objects.count()
    assert (chat.state, passes) in {("ended", 0), ("talking", 1)}
    assert Message.objects.filter(kind="chat_passed").count() == passes
    assert chat.lines.filter(side="note").count() == 1


def test_the_clock_in_eight_workers_makes_one_question(desk):
    chat = ChatFactory()
    later = chat.opened_at.replace(year=chat.opened_at.year + 1)
    at_once(lambda _n: chat_clock.look_after_chats(by=SystemActor.CLOCK, now=later))
    assert Chat.objects.get().state == "asked"
    assert chat.lines.filter(event="asked").count() == 1
    assert Message.objects.filter(kind="question_new").count() == 1


def test_eight_answers_to_a_question_are_one(desk):
    asked = question(hub=desk[0].memberships.get().hub)

    def answer(number):
        with acting_as(desk[number].pk):
            actions.answer_question(asked, words=f"{number}", key=uuid4(), by=desk[number])
        return "done"

    assert at_once(answer).count("done") == 1
    assert asked.lines.filter(side="staff").count() == 1
