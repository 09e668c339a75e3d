"""Colleagues take, write, pass on, end, note and keep; others see nothing (R048, R049)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from families.models import TimelineEntry
from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs.models import DutyShift
from referrals import actions, clocks
from referrals.actions.chat_clock import remind_questions_waiting
from referrals.models import Chat, ChatPass, Enquiry, Referral
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.factories.referrals import ChatFactory, ended_chat, question
from tests.referrals.chat.conftest import SCRIPT, TALK, begin, staff
from tests.referrals.test_following import text
from tests.referrals.test_pages import KEYED

pytestmark = pytest.mark.django_db
LIST, NEWS = reverse("chats:list"), reverse("chats:news")
BACKGROUND = SCRIPT | {"X-Background": "1"}


@pytest.fixture
def at_chat(client, colleague_on_chat):
    client.force_login(colleague_on_chat)
    return client


@pytest.fixture
def family_browser(at_chat):
    """A family that waits."""
    browser = Client()
    begin(browser)
    return browser


def test_the_list_shows_who_waits_first_and_one_button_takes_them(
    at_chat, family_browser, colleague_on_chat
):
    ChatFactory(name="Second")
    page = text(at_chat.get(LIST))
    assert "2 families wait in the chat" in page
    assert page.index("Ada") < page.index("Second")
    chat = Chat.objects.in_line().first()
    assert at_chat.post(staff("take", chat))["Location"] == staff("chat", chat)
    assert "Amira is here. You are talking with Amira now." in text(family_browser.get(TALK))
    at_chat.get(staff("chat", chat))
    at_chat.post(staff("say", chat), {"words": "Hello", "token": str(uuid4())})
    actions.say(chat, words="He is two", side="family", by=SystemActor.PUBLIC)
    assert "Ada, since" in text(at_chat.get(LIST))
    assert Chat.objects.with_unread().get(pk=chat.pk).unread == 1
    assert "He is two" in text(at_chat.get(staff("chat", chat)))
    assert Chat.objects.with_unread().get(pk=chat.pk).unread == 0
    assert Event.objects.filter(verb="chat.seen", about_id=chat.pk).exists()


def test_a_page_that_asks_by_itself_is_no_activity_and_says_nothing_twice(
    at_chat, family_browser, colleague_on_chat
):
    chat = Chat.objects.get()
    actions.take_chat(chat, by=colleague_on_chat)
    news = at_chat.get(staff("lines", chat), {"after": 0}, headers=BACKGROUND)
    again = at_chat.get(
        staff("lines", chat), {"after": 0}, headers=BACKGROUND | {"If-None-Match": news["ETag"]}
    )
    assert again.status_code == 304
    lists = at_chat.get(NEWS, headers=BACKGROUND)
    tag = BACKGROUND | {"If-None-Match": lists["ETag"]}
    assert at_chat.get(NEWS, headers=tag).status_code == 304
    session = at_chat.session
    session["active_at"] = 0
    session.save()
    assert at_chat.get(NEWS, headers=BACKGROUND).status_code == 423
    assert at_chat.get(staff("lines", chat), headers=BACKGROUND).status_code == 423


def test_passed_on_with_a_reason_and_the_family_is_told(at_chat, family_browser, colleague_on_chat):
    other = somebody("front_of_house", hub=HubFactory())
    other.full_name = "Bo Lee"
    other.save()
    DutyShift.objects.create(kind="chat", user=other)
    lead, off_duty = somebody("safeguarding"), somebody("front_of_house", hub=HubFactory())
    chat = Chat.objects.get()
    actions.take_chat(chat, by=colleague_on_chat)
    choices = at_chat.get(staff("chat", chat)).context["pass_on"].fields["to"].queryset
    assert set(choices) == {other, lead}
    said = at_chat.post(staff("pass", chat), {"to": off_duty.pk, "reason": "Lunch"})
    assert "Select a colleague from the list" in text(said)
    assert "Enter why you pass it on" in text(at_chat.post(staff("pass", chat), {"to": other.pk}))
    at_chat.post(staff("pass", chat), {"to": other.pk, "reason": "Speaks Polish"})
    assert Message.objects.get(kind="chat_passed").user == other
    page = text(family_browser.get(TALK))
    assert "Bo talks with you now." in page
    assert "Polish" not in page
    refused = at_chat.post(staff("say", chat), {"words": "One more", "token": ""})
    assert "You do not have this chat any more" in text(refused)
    assert refused.context["say"]["words"].value() == "One more"
    actions.pass_chat(chat, to=None, reason="Off home", by=other)
    assert "Somebody else will be with you" in text(family_browser.get(TALK))
    assert ChatPass.objects.count() == 2


def test_ended_noted_and_signposted_like_any_enquiry(client, door_open, front_desk, hub):
    client.force_login(front_desk)
    chat = ChatFactory(state="talking", held_by=front_desk, hub=hub)
    client.post(staff("end", chat))
    assert "Select what it was about" in text(client.post(staff("about", chat), {"did": "gave"}))
    answer = client.post(staff("about", chat), {"topic": "debt", "did": "signposted"})
    row = Enquiry.objects.get()
    assert answer["Location"] == reverse("desk:enquiry", args=[row.pk])
    assert (row.channel, row.topic, row.hub, row.taken_by) == ("chat", "debt", hub, front_desk)
    again = client.post(staff("about", chat), {"topic": "debt", "did": "gave"})
    assert "This chat is noted already." in text(again)


def test_a_request_is_written_with_them_and_keeps_what_was_said(client, door_open, front_desk, hub):
    client.force_login(front_desk)
    chat = ChatFactory(state="talking", held_by=front_desk, hub=hub, words="We have no food")
    address = f"{reverse('referrals:new')}?chat={chat.pk}"
    form = client.get(address).context["form"]
    assert (form["channel"].value(), form["contact_name"].value()) == ("chat", "Ada")
    assert form["story"].value() == "We have no food"
    told = KEYED | {"channel": "chat", "once": form["once"].value(), "hub": hub.pk}
    client.post(address, told)
    referral = Referral.objects.get()
    assert referral.channel == "chat"
    actions.end_chat(chat, because="family", by=SystemActor.PUBLIC)
    actions.wish_for_chat(chat, "keep", by=SystemActor.PUBLIC)
    chat.refresh_from_db()
    assert (chat.kept, chat.referral) == ("request", referral)
    client.post(staff("about", chat), {"topic": "money", "did": "answered"})
    assert Enquiry.objects.get().did == "request"
    officer = somebody("triage", hub=hub)
    client.force_login(officer)
    assert "We have no food" in text(client.get(referral.get_absolute_url()))


def test_what_a_family_wants_forgotten_is_not_carried_into_a_request(client, front_desk, hub):
    client.force_login(front_desk)
    chat = ended_chat(front_desk, wish="forget", hub=hub, words="We have no food")
    form = client.get(f"{reverse('referrals:new')}?chat={chat.pk}").context["form"]
    assert form["channel"].value() == "chat"
    assert not form["story"].value()
    assert not form["contact_name"].value()


def test_what_was_said_joins_a_record_only_as_the_family_agrees(client, family, worker):
    client.force_login(worker)
    chat = ended_chat(worker)
    told = {"reference": family.reference, "sensitivity": "team"}
    assert "Say whether the family agreed" in text(client.post(staff("keep", chat), told))
    client.post(staff("keep", chat), told | {"agreed": "on"})
    entry = TimelineEntry.objects.get(summary="Live chat")
    assert (entry.kind, entry.sensitivity, entry.family) == ("contact", "team", family)
    assert "This is settled already" in text(client.post(staff("keep", chat), told))
    forgotten = ended_chat(worker, wish="forget")
    said = text(client.post(staff("keep", forgotten), told | {"agreed": "on"}))
    assert "asked us not to keep it" in said
    stranger = somebody("practitioner", hub=HubFactory())
    theirs = ended_chat(stranger, wish="keep")
    client.force_login(stranger)
    assert "no family or request with this reference" in text(
        client.post(staff("keep", theirs), told)
    )
    client.post(staff("keep", theirs), {"nowhere": "yes"})
    theirs.refresh_from_db()
    assert theirs.kept == "nowhere"
    assert TimelineEntry.objects.filter(summary="Live chat").count() == 1


def test_a_question_is_answered_once(client, front_desk, hub):
    client.force_login(front_desk)
    asked = question(hub=hub)
    token = str(uuid4())
    assert "Write the answer" in text(client.post(staff("answer", asked), {"words": ""}))
    for _again in range(2):
        client.post(staff("answer", asked), {"words": "Yes", "token": token})
    assert asked.lines.filter(side="staff").count() == 1
    refused = client.post(staff("answer", asked), {"words": "No", "token": str(uuid4())})
    assert "Somebody else has answered this" in text(refused)


def test_a_question_moves_to_another_hub_whose_people_are_told_r048(client, front_desk, hub):
    there = HubFactory(name="Eastway Hub")
    colleague = somebody("front_of_house", hub=there)
    asked = question(hub=hub)
    due = asked.answer_due_at
    client.force_login(front_desk)
    assert "Select a hub" in text(client.post(staff("move", asked), {"reason": "x"}))
    assert "Enter why it is moved" in text(client.post(staff("move", asked), {"hub": there.pk}))
    told = {"hub": there.pk, "reason": "They live there"}
    page = text(client.post(staff("move", asked), told, follow=True))
    assert "Moved to Eastway Hub." in page
    asked.refresh_from_db()
    assert (asked.hub, asked.answer_due_at, asked.state) == (there, due, "asked")
    assert Message.objects.get(kind="question_new").user == colleague
    assert asked.lines.count() == 1, "the family reads nothing of it"
    assert client.get(staff("chat", asked)).status_code == 404, "it is theirs now"
    client.force_login(colleague)
    assert "They live there" in text(client.get(staff("chat", asked)))
    actions.move_question(asked, hub=hub, reason="Not ours", by=colleague)
    told = set(Message.objects.filter(kind="question_new").values_list("user", flat=True))
    assert told == {colleague.pk, front_desk.pk}, "back again, it is news again"
    actions.answer_question(asked, words="Yes", key=uuid4(), by=front_desk)
    with pytest.raises(Refused, match="no question that waits"):
        actions.move_question(asked, hub=there, reason="Late", by=front_desk)


def test_a_moved_question_rings_late_at_its_new_hub_too(front_desk, hub, monkeypatch):
    monkeypatch.setattr(clocks, "may_remind", lambda now: True)
    colleague = somebody("front_of_house", hub=HubFactory())
    asked = question(hub=hub)
    late = asked.answer_due_at + timedelta(minutes=1)
    remind_questions_waiting(by=SystemActor.CLOCK, now=late)
    there = colleague.memberships.get().hub
    actions.move_question(asked, hub=there, reason="They live there", by=front_desk)
    for _again in range(2):
        remind_questions_waiting(by=SystemActor.CLOCK, now=late)
    told = Message.objects.filter(kind="question_waiting").values_list("user", flat=True)
    assert sorted(told) == sorted([front_desk.pk, colleague.pk])


@pytest.mark.parametrize(
    ("role", "here", "sees"),
    [
        ("front_of_house", True, {"waiting", "talking", "asked"}),
        ("front_of_house", False, set()),
        ("triage", True, set()),
        ("safeguarding", None, {"waiting", "talking", "asked", "ended", "everybody"}),
        ("commissioner", None, set()),
        ("administrator", None, set()),
        ("governance", None, set()),
    ],
)
def test_who_sees_which_chats(client, hub, role, here, sees):
    colleague = somebody("practitioner", hub=hub)
    chats = {
        "waiting": ChatFactory(hub=hub),
        "talking": ChatFactory(hub=hub, state="talking", held_by=colleague),
        "asked": question(hub=hub),
        "ended": ended_chat(colleague, hub=hub),
        "everybody": ChatFactory(),
    }
    scope = {} if here is None else {"hub": hub if here else HubFactory()}
    user = somebody(role, **scope)
    client.force_login(user)
    codes = {name: client.get(staff("chat", chat)).status_code for name, chat in chats.items()}
    found = {name for name, code in codes.items() if code == 200}
    assert found == sees
    for name, chat in chats.items():
        if name not in sees:
            for button in ("take", "say", "pass", "move", "end", "answer", "about", "keep"):
                assert client.post(staff(button, chat), {"words": "x"}).status_code == 404


def test_chat_duty_alone_opens_what_is_open_where_it_is(client, hub):
    user, there = somebody("triage"), HubFactory()
    shift = DutyShift.objects.create(kind="chat", user=user, hub=hub)
    own, everybodys, other = ChatFactory(hub=hub), ChatFactory(), ChatFactory(hub=there)
    assert set(Chat.objects.visible_to(user)) == {own, everybodys}
    DutyShift.objects.filter(pk=shift.pk).update(hub=None)
    assert set(Chat.objects.visible_to(user)) == {own, everybodys, other}
    actions.take_chat(own, by=user)
    over = shift.starts_at + timedelta(microseconds=1)
    DutyShift.objects.filter(pk=shift.pk).update(ends_at=over)
    assert set(Chat.objects.visible_to(user)) == {own}, "what they hold stays theirs"
