"""The list by e-mail, to oneself: once, to no box too often, and nothing of it is kept."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, close_old_connections, connection, transaction
from django.urls import reverse
from django.utils import timezone

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications import delivery
from familyhubs.notifications.actions import try_again
from familyhubs.notifications.backends import SendError
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import drop_about, notify_address
from familyhubs.pages.finding import actions
from familyhubs.pages.finding.collected import KEY
from familyhubs.refusals import Refused
from referrals import throttle
from tests.factories.hubs import ServiceFactory, SiteFactory
from tests.factories.whats_on import SessionFactory

pytestmark = pytest.mark.django_db
PAGE, LIST = reverse("help:send_list"), reverse("help:list")
ADDRESS = "ada@example.org"
PUBLIC = SystemActor.PUBLIC


class Way:
    """A way out that keeps what it was given, or fails."""

    def __init__(self):
        self.letters, self.error = [], None

    def send(self, message, letter):
        if self.error:
            raise self.error
        self.letters.append((message.channel, message.typed_address, letter))
        return "ref"


@pytest.fixture(autouse=True)
def way(monkeypatch):
    way = Way()
    monkeypatch.setattr("familyhubs.notifications.delivery.backend_for", lambda channel: way)
    monkeypatch.setattr("familyhubs.pages.finding.mail.backend_for", lambda channel: way)
    monkeypatch.setattr("familyhubs.notifications.outbox.ring", lambda message_id: None)
    return way


@pytest.fixture
def service():
    places = [
        SiteFactory(name="Mill House", address="1 Mill Lane", postcode="ZZ1 1AA"),
        SiteFactory(name="The Refuge", address="9 Secret Street", is_address_hidden=True),
    ]
    return ServiceFactory(
        name="Debt advice", phone="+441132220000", website="https://debt.example.org/",
        times="Mondays, 9 to 12", sites=places,
    )  # fmt: skip


@pytest.fixture
def listed(client, service):
    """A browser with one service and one session on its list."""
    day = timezone.localdate() + timedelta(days=3)
    session = SessionFactory(planned_on=day, site=SiteFactory(name="Weir Hall"))
    kept = client.session
    kept[KEY] = [f"service:{service.pk}", f"session:{session.pk}"]
    kept.save()
    return session


def owe(key="k", words="Debt advice"):
    with acting_as(PUBLIC):
        return notify_address(ADDRESS, key=key, kind="collected_list", by=PUBLIC, words=words)


def kept_of(message):
    """What the row itself holds."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT typed_address, words FROM notifications_message WHERE id = %s", [message.pk]
        )
        return cursor.fetchone()


def test_the_list_goes_to_the_address_typed_and_is_then_wiped(client, listed, way):
    assert PAGE in client.get(LIST).content.decode()
    answer = client.post(PAGE, {"email": ADDRESS, "once": uuid4()}, follow=True)
    assert "We are sending your list" in answer.content.decode()
    message = Message.objects.get()
    stored = kept_of(message)
    assert all(stored)
    assert not any(word in "".join(stored) for word in (ADDRESS, "Debt advice"))
    delivery.deliver(message.pk)
    delivery.deliver(message.pk)
    ((channel, address, letter),) = way.letters
    assert (channel, address) == ("email", ADDRESS)
    assert kept_of(message) == ("", "")
    assert Message.objects.get().state == "sent"
    body = letter.body
    for said in (
        "Debt advice",
        "0113 222 0000",
        "https://debt.example.org/",
        "Mondays, 9 to 12",
        "Mill House, 1 Mill Lane, ZZ1",
        "Weir Hall",
        listed.activity.name,
    ):
        assert said in body.replace("\N{NO-BREAK SPACE}", " "), said
    assert "Secret Street" not in body
    assert "We tell you the address when you ring" in body
    assert "<" not in body, "plain text: nothing to load, nothing that reports back"
    assert "?" not in "".join(word for word in body.split() if word.startswith("http"))


def test_a_second_press_is_the_same_letter(client, listed):
    typed = {"email": ADDRESS, "once": str(uuid4())}
    client.post(PAGE, typed)
    client.post(PAGE, typed)
    assert Message.objects.count() == 1


@pytest.mark.parametrize("other", [ADDRESS, "ADA@example.org", "ada+hub@example.org"])
def test_one_box_gets_three_a_day_and_the_answer_tells_nobody(client, listed, other):
    said = set()
    for _ in range(5):
        answer = client.post(PAGE, {"email": other, "once": uuid4()}, follow=True)
        said.add("We are sending your list" in answer.content.decode())
        client.post(PAGE, {"email": ADDRESS, "once": uuid4()})
    assert said == {True}
    assert Message.objects.count() == actions.A_DAY_TO_ONE_ADDRESS
    client.post(PAGE, {"email": "ewa@example.org", "once": uuid4()})
    assert Message.objects.count() == actions.A_DAY_TO_ONE_ADDRESS + 1


def test_one_sender_is_slowed_down(client, listed, monkeypatch):
    monkeypatch.setitem(throttle.LIMITS, "mail", 1)
    client.post(PAGE, {"email": ADDRESS})
    answer = client.post(PAGE, {"email": "ewa@example.org"})
    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0


@pytest.mark.parametrize(
    "typed", ["", "ada", "a@b", "x" * 300 + "@example.org", "a@example.org\nBcc: b@example.org"]
)
def test_nonsense_is_told_on_the_page(client, listed, typed):
    answer = client.post(PAGE, {"email": typed, "once": "spoilt"})
    assert answer.status_code == 200
    assert "There is a problem" in answer.content.decode()
    assert not Message.objects.exists()


def test_an_empty_list_and_a_council_without_mail_send_nothing(client, listed, monkeypatch):
    monkeypatch.setattr("familyhubs.pages.finding.mail.backend_for", lambda channel: None)
    assert "You can print your list" in client.post(PAGE, {"email": ADDRESS}).content.decode()
    client.post(reverse("help:clear_list"))
    monkeypatch.undo()
    client.post(PAGE, {"email": ADDRESS})
    assert not Message.objects.exists()


def test_what_is_given_up_is_wiped_and_cannot_be_tried_again(way):
    message = owe()
    way.error = SendError("smtp-550", is_final=True)
    delivery.deliver(message.pk)
    failed = Message.objects.get()
    assert (failed.state, kept_of(message)) == ("failed", ("", ""))
    with pytest.raises(Refused, match="wiped"):
        try_again(failed, by=None)


def test_what_fails_for_a_while_is_kept_and_goes_later(way):
    message = owe()
    way.error = SendError("smtp-421")
    delivery.deliver(message.pk)
    assert all(kept_of(message))
    way.error = None
    Message.objects.update(due_at=timezone.now())
    delivery.deliver(message.pk)
    assert len(way.letters) == 1
    assert Message.objects.get().state == "sent"


def test_one_that_no_key_opens_holds_nothing_up(settings, way):
    message = owe()
    settings.FIELD_KEYS = ["MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE="]
    delivery.deliver(message.pk)
    row = Message.objects.defer("typed_address", "words").get()
    assert (row.state, row.attempts, row.last_error) == ("queued", 1, "InvalidToken")


@pytest.mark.parametrize("ended", ["sent_at", "failed_at", "dropped_at"])
def test_the_database_keeps_no_address_of_an_ended_message(ended):
    message = owe()
    why = {"drop_reason": "Because"} if ended == "dropped_at" else {}
    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(**{ended: timezone.now()}, **why)


def test_a_drop_wipes_too():
    message = owe()
    Message.objects.update(about_model="notifications.message", about_id=message.pk)
    assert drop_about(message, "collected_list", "Not wanted") == 1
    assert kept_of(message) == ("", "")


@pytest.mark.django_db(transaction=True)
def test_ten_at_once_to_one_box_are_three_letters(way):
    start = threading.Barrier(10)

    def press():
        start.wait(10)
        try:
            with acting_as(PUBLIC):
                actions.send_list(ADDRESS, "Debt advice", key=uuid4(), by=PUBLIC)
        finally:
            close_old_connections()

    presses = [threading.Thread(target=press) for _ in range(10)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()
    assert Message.objects.count() == actions.A_DAY_TO_ONE_ADDRESS
