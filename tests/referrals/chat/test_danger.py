"""What a question to "ask us" says of danger, and who is told of it, day and night (R048)."""

from datetime import timedelta

import pytest
from django.utils import timezone

from familyhubs.calendar.templatetags import clock
from familyhubs.council.models import CouncilSettings
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from hubs.models import Absence, DutyShift
from referrals import actions, clocks
from referrals.actions.questions import first_to_answer
from referrals.models import Chat
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.factories.referrals import question
from tests.referrals.chat.conftest import ASK
from tests.referrals.test_following import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def at_night(monkeypatch):
    """The front door is shut, whenever the tests run; the council has a night contact."""
    named = {"out_of_hours_name": "The night team", "out_of_hours_email": "n@example.org"}
    CouncilSettings.objects.create(**named)
    monkeypatch.setattr(clocks, "is_open", lambda now: False)
    monkeypatch.setattr(clock, "opens_again", lambda now: now + timedelta(hours=8))


def ask(client, hub, **told):
    once = client.get(ASK).context["form"]["once"].value()
    told = {"once": once, "hub": hub.pk, "words": "ፈሪሀ ኣለኹ", "way": "look"} | told
    return client.post(ASK, told, follow=True)


def told(kind):
    return {message.user for message in Message.objects.filter(kind=kind)}


def test_what_no_scan_reads_is_ticked_and_goes_to_the_night_contact_at_once(
    client, hub, at_night, safeguarding_lead
):
    assert "a message goes to The night team as soon as you send this" in text(client.get(ASK))
    worker = somebody("practitioner", hub=HubFactory())
    DutyShift.objects.create(kind="out_of_hours", user=worker)
    page = text(ask(client, hub, today=["fear"]))
    assert "please do not wait for us" in page
    chat = Chat.objects.get()
    assert chat.flags == ["fear"]
    assert told("chat_flagged") == {safeguarding_lead, worker}
    letter = Message.objects.get(kind="chat_out_of_hours")
    assert letter.typed_address == "n@example.org"
    assert chat.get_absolute_url() in letter.words
    client.force_login(worker)
    assert "Fear of somebody" in text(client.get(chat.get_absolute_url()))
    DutyShift.objects.update(ends_at=DutyShift.objects.get().starts_at + timedelta(seconds=0.001))
    assert client.get(chat.get_absolute_url()).status_code == 404, "it opens with the duty only"


def test_nothing_ticked_wakes_nobody_and_opens_nothing_at_night(client, hub, at_night):
    worker = somebody("practitioner", hub=HubFactory())
    DutyShift.objects.create(kind="out_of_hours", user=worker)
    ask(client, hub)
    assert not Message.objects.filter(kind__in=["chat_flagged", "chat_out_of_hours"]).exists()
    assert not Chat.objects.visible_to(worker).exists()


def test_by_day_the_night_contact_is_left_alone(client, hub, at_night, monkeypatch):
    monkeypatch.setattr(clocks, "is_open", lambda now: True)
    DutyShift.objects.create(kind="out_of_hours", user=somebody("manager", hub=hub))
    ask(client, hub, today=["harm", "hunger"])
    assert not Message.objects.filter(kind__in=["chat_flagged", "chat_out_of_hours"]).exists()


def test_what_was_hungry_by_day_and_is_worse_at_night_is_told_then(client, hub, at_night):
    chat = question(hub=hub, flags=["hunger"])
    actions.say(chat, words="I want to die", side="family", by=SystemActor.PUBLIC)
    actions.say(chat, words="He hits me", side="family", by=SystemActor.PUBLIC)
    assert Message.objects.filter(kind="chat_out_of_hours").count() == 1


def test_a_tick_that_is_none_is_said_and_keeps_the_words(client, hub):
    page = ask(client, hub, today=["nonsense"])
    assert "Select from the list" in text(page)
    assert page.context["form"]["words"].value() == "ፈሪሀ ኣለኹ"


def test_a_question_and_its_reminder_go_to_nobody_who_is_away(hub):
    away, here = somebody("front_of_house", hub=hub), somebody("front_of_house", hub=hub)
    Absence.objects.create(
        user=away, starts_at=timezone.now(), ends_at=timezone.now() + timedelta(days=3)
    )
    for _number in range(6):
        assert first_to_answer(question(hub=hub)) == here
    here.is_active = False
    here.save()
    manager = somebody("manager", hub=hub)
    assert first_to_answer(question(hub=hub)) == manager
