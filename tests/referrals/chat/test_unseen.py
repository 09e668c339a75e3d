"""Nobody waits unseen: said on every page, and to whoever is on duty at once (R048)."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from hubs.models import Absence, DutyShift
from referrals import actions
from referrals.models import Chat
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.factories.referrals import ChatFactory, question
from tests.referrals.chat.conftest import begin
from tests.referrals.test_following import text

pytestmark = pytest.mark.django_db
ACCOUNT = reverse("people:my_account")
SAID = "in the chat and with questions"


def header(response):
    start, end = "<header", "</header>"
    inside = response.content.decode().split(start, 1)[1].split(end)[0]
    return " ".join(strip_tags(inside).split())


def head(client):
    """What the head says of those who wait, and how often the page asked."""
    with CaptureQueriesContext(connection) as asked:
        page = header(client.get(ACCOUNT))
    said = page.split("Waiting ", 1)[1].split("Notices")[0].strip() if "Waiting " in page else ""
    return said, len(asked)


def test_the_head_of_every_page_counts_those_whom_this_person_may_answer(
    client, hub, front_desk, safeguarding_lead
):
    client.force_login(front_desk)
    head(client)
    said, before = head(client)
    assert said == ""
    ChatFactory(hub=hub)
    question(hub=hub)
    question(hub=HubFactory())
    ChatFactory(state="talking", held_by=front_desk, hub=hub)
    said, after = head(client)
    assert said == f"2 {SAID}"
    assert after == before, "it rides in the statement that counts the notices"
    client.force_login(somebody("triage", hub=hub))
    assert head(client)[0] == ""
    client.force_login(safeguarding_lead)
    assert head(client)[0] == "", "a lead is on no desk: what is flagged is theirs"
    Chat.objects.in_line().update(flags=["fear"])
    assert head(client)[0] == f"1 {SAID}"


@pytest.mark.parametrize("role", ["commissioner", "administrator"])
def test_who_may_not_answer_is_told_nothing(client, hub, role):
    ChatFactory(hub=hub)
    client.force_login(somebody(role))
    assert head(client)[0] == ""


def test_the_desks_page_counts_them_and_asks_once(client, hub, front_desk):
    client.force_login(front_desk)
    for _number in range(2):
        ChatFactory(hub=hub)
    question(hub=hub)
    page = client.get(reverse("desk:desk"))
    assert "2 families wait in the chat, 1 question" in text(page)
    assert f"Waiting 3 {SAID}" in header(page)


def test_whoever_is_on_duty_hears_at_the_start_and_when_it_is_back_in_line(
    client, colleague_on_chat, front_desk
):
    away = somebody("front_of_house")
    DutyShift.objects.create(kind="chat", user=away)
    now = timezone.now()
    Absence.objects.create(user=away, starts_at=now, ends_at=now + timedelta(days=1))
    begin(client)
    chat = Chat.objects.get()
    notices = Message.objects.filter(kind="chat_waiting")
    assert [m.user for m in notices] == [colleague_on_chat]
    assert "Ada" not in str(notices.get().facts)
    actions.take_chat(chat, by=colleague_on_chat)
    assert notices.get().dropped_at, "there is nobody to take any more"
    actions.pass_chat(chat, to=None, reason="Lunch", by=colleague_on_chat)
    assert notices.filter(dropped_at=None).count() == 1
    notices.filter(dropped_at=None).update(sent_at=now)
    actions.end_chat(chat, because="family", by=SystemActor.PUBLIC)
    assert not notices.filter(dropped_at=None).unread().exists(), "a notice that has left, too"
