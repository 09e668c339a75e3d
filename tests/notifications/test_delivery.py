"""Delivery: once, with no transaction open, again after a failure, never against instructions."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Barrier
from urllib.parse import urlsplit

import pytest
import time_machine
from cryptography.fernet import Fernet
from django.db import connection
from django.utils import timezone

from familyhubs.accounts.models import User
from familyhubs.contact.actions import record_instructions
from familyhubs.contact.models import SafeHours
from familyhubs.database.actor import SystemActor
from familyhubs.notifications import delivery, holds
from familyhubs.notifications.delivery import BACKOFF, LEASE, deliver, deliver_due
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import drop_for, notify
from familyhubs.notifications.tasks import deliver_unsent
from tests.factories.accounts import OrganisationFactory
from tests.factories.contact import ContactCardFactory

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY_NOON = datetime.fromisoformat("2026-11-16T12:00+00:00")


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(MONDAY_NOON) as clock:
        yield clock


def fresh(message):
    return Message.objects.get(pk=message.pk)


def test_a_message_leaves_once_with_its_id_as_reference(robin, owe, notify_server):
    message = owe(robin)
    deliver(str(message.pk))
    deliver(str(message.pk))
    ((path, body),) = notify_server.requests
    assert path == "/v2/notifications/email"
    assert (body["email_address"], body["reference"]) == ("robin@council.example", str(message.pk))
    assert body["personalisation"]["subject"] == "A visit is booked"
    assert "Sam will come on 20 November at 14:30." in body["personalisation"]["body"]
    sent = fresh(message)
    assert (sent.state, sent.provider_reference, sent.attempts) == ("sent", "notify-1", 1)
    assert sent.claimed_until is None


def test_eight_workers_send_one_message_once(robin, owe, notify_server):
    message, start = owe(robin), Barrier(8)

    def work(_):
        try:
            start.wait()
            deliver(message.pk)
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        list(threads.map(work, range(8)))
    assert len(notify_server.requests) == 1
    assert fresh(message).attempts == 1


def test_no_transaction_is_open_while_it_is_sent(robin, owe, notify_server, owner):
    message, seen = owe(robin), []

    def look(body):
        # Another connection sees the claim, and could lock the row at once.
        row = owner.execute(
            "SELECT attempts, claimed_until IS NOT NULL FROM notifications_message"
            " WHERE id = %s FOR UPDATE NOWAIT",
            [message.pk],
        )
        seen.append(row.fetchone())
        busy = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
        seen.append(owner.execute(f"{busy} AND state LIKE 'idle in transaction%'").fetchone())

    notify_server.before_answer = look
    deliver(message.pk)
    assert seen == [(1, True), (0,)]


WORKER = "import django, sys; django.setup(); import familyhubs.notifications.delivery as d; "


def worker_process(message, settings):
    """A worker of its own, on the test's database and Notify server."""
    database = urlsplit(os.environ["DATABASE_URL"])
    name = connection.settings_dict["NAME"]
    keys = ("NOTIFY_API_KEY", "NOTIFY_URL", "NOTIFY_EMAIL_TEMPLATE", "NOTIFY_SMS_TEMPLATE")
    variables = os.environ | {key: getattr(settings, key) for key in keys}
    variables["DATABASE_URL"] = database._replace(path=f"/{name}").geturl()
    command = [sys.executable, "-c", WORKER + "d.deliver(sys.argv[1])", str(message.pk)]
    return subprocess.Popen(command, env=variables, cwd=settings.BASE_DIR)


def test_after_a_kill_it_repeats_under_the_same_reference(robin, notify_server, noon, settings):
    # The other process lives in the present, and knows the portal's own kinds only.
    message = notify(robin, key="k", kind="access_ended", by=SystemActor.CLOCK)
    worker = worker_process(message, settings)
    notify_server.before_answer = lambda body: worker.kill()
    assert worker.wait(timeout=60) == -signal.SIGKILL
    notify_server.before_answer = lambda body: None

    taken = fresh(message)
    assert (taken.state, taken.attempts) == ("queued", 1)
    deliver(message.pk)
    assert len(notify_server.requests) == 1
    noon.move_to(taken.claimed_until + timedelta(seconds=1))
    deliver_due()
    first, second = (body["reference"] for _, body in notify_server.requests)
    assert first == second == str(message.pk)
    assert fresh(message).state == "sent"


def test_a_failure_is_tried_again_later_and_at_last_given_up(robin, owe, notify_server, noon):
    message = owe(robin)
    notify_server.statuses[:] = [500] * 10
    for wait in BACKOFF:
        deliver_due()
        waiting = fresh(message)
        assert (waiting.state, waiting.last_error) == ("queued", "notify-500")
        deliver_due()
        assert fresh(message).attempts == waiting.attempts
        noon.shift(wait + timedelta(seconds=1))
    deliver_due()
    assert fresh(message).state == "failed"
    assert list(Message.objects.never_left()) == [message]
    assert len(notify_server.requests) == len(BACKOFF) + 1


def test_what_can_never_work_is_given_up_at_once(robin, owe, notify_server):
    message = owe(robin)
    notify_server.statuses[:] = [400]
    deliver(message.pk)
    assert (fresh(message).state, fresh(message).last_error) == ("failed", "notify-400")


def test_an_unforeseen_error_is_tried_again_too(robin, owe, notify_server, settings):
    settings.NOTIFY_API_KEY = "nonsense"
    message = owe(robin)
    deliver(message.pk)
    assert (fresh(message).state, fresh(message).last_error) == ("queued", "ValueError")


def test_a_council_without_any_way_out_keeps_the_message(robin, owe, settings):
    settings.DEMO = False
    message = owe(robin)
    deliver(message.pk)
    assert (fresh(message).state, fresh(message).last_error) == ("queued", "no-way-out")


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"is_active": False}, "The account is closed"),
        ({"access_ends_on": MONDAY_NOON.date() - timedelta(days=1)}, "The account has ended"),
    ],
)
def test_a_closed_account_gets_nothing(robin, owe, notify_server, change, reason):
    message = owe(robin)
    User.objects.filter(pk=robin.pk).update(**change)
    deliver(message.pk)
    assert (fresh(message).state, fresh(message).drop_reason) == ("dropped", reason)
    assert not notify_server.requests


def test_an_ended_organisation_gets_nothing(robin, owe, notify_server):
    message = owe(robin)
    robin.organisation.ended_on = MONDAY_NOON.date()
    robin.organisation.save()
    deliver(message.pk)
    assert fresh(message).drop_reason == "The organisation has ended"


def test_what_was_dropped_does_not_leave(robin, owe, notify_server):
    school = OrganisationFactory()
    message = owe(robin, organisation=school, family_id=school.pk)
    drop_for(school, school.pk, "The family withdrew its agreement")
    deliver(message.pk)
    assert not notify_server.requests


def test_what_was_dropped_on_its_way_counts_as_sent(robin, owe, notify_server):
    council, family_id = robin.organisation, robin.pk
    message = owe(robin, organisation=council, family_id=family_id)
    notify_server.before_answer = lambda body: (
        drop_for(council, family_id, "The family withdrew its agreement"),
        connection.close(),
    )
    deliver(message.pk)
    assert fresh(message).state == "sent"


def test_an_app_above_may_hold_a_message_back(robin, owe, notify_server, monkeypatch):
    monkeypatch.setattr(holds, "_holds", [])
    holds.hold_if(lambda message: "No longer shared" if message.family_id else "")
    held, free = owe(robin, key="1", family_id=robin.pk), owe(robin, key="2")
    deliver_due()
    assert (fresh(held).state, fresh(held).drop_reason) == ("dropped", "No longer shared")
    assert fresh(free).state == "sent"


def test_a_last_check_that_breaks_holds_up_nobody(robin, owe, notify_server, monkeypatch):
    def broken(message):
        return 1 / 0 if message.key == "1" else ""

    monkeypatch.setattr(holds, "_holds", [broken])
    broken_on, behind = owe(robin, key="1"), owe(robin, key="2")
    deliver_due()
    assert (fresh(broken_on).state, fresh(behind).state) == ("queued", "sent")


def test_a_family_gets_a_text_where_it_said_so(owe, notify_server):
    message = owe(ContactCardFactory(phone="+447700900123", may_text=True))
    deliver(message.pk)
    ((path, body),) = notify_server.requests
    assert (path, body["phone_number"]) == ("/v2/notifications/sms", "+447700900123")
    assert body["personalisation"]["body"].startswith("Sam will see you on 20 November. http")
    assert fresh(message).channel == "sms"


def test_the_preferred_way_goes_first(owe, notify_server):
    message = owe(ContactCardFactory(may_email=True, email="ada@example.com", preferred="email"))
    deliver(message.pk)
    assert notify_server.requests[0][1]["email_address"] == "ada@example.com"
    assert fresh(message).channel == "email"


@pytest.mark.parametrize(
    ("instructions", "reason"),
    [
        ({"may_text": False}, "No allowed way of contact that the portal can use"),
        ({"phone": "", "may_call": False, "may_text": False}, "No allowed way of contact"),
        ({"never_mention": "that I came to the hub"}, "Something must never be mentioned"),
        ({"never_times": "when he is at home"}, "Times to avoid are told in words"),
    ],
)
def test_instructions_changed_after_queueing_count(owe, notify_server, instructions, reason):
    card = ContactCardFactory(may_text=True)
    message = owe(card)
    record_instructions(card, by=SystemActor.PUBLIC, **instructions)
    deliver(message.pk)
    assert fresh(message).state == "dropped"
    assert fresh(message).drop_reason.startswith(reason)
    assert not notify_server.requests


def test_a_text_waits_for_the_hours_the_person_called_safe(owe, notify_server, noon):
    message = owe(ContactCardFactory(may_text=True, safe_hours=[SafeHours.EVENING]))
    deliver(message.pk)
    waiting = fresh(message)
    assert waiting.state == "queued"
    assert timezone.localtime(waiting.due_at).isoformat() == "2026-11-16T17:00:00+00:00"
    assert (waiting.attempts, notify_server.requests) == (0, [])
    noon.move_to(MONDAY_NOON + timedelta(hours=5, minutes=1))
    deliver_due()
    assert fresh(message).state == "sent"


def test_a_card_that_no_key_opens_holds_up_nobody(robin, owe, notify_server, settings):
    key = settings.FIELD_KEYS
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    unreadable = owe(ContactCardFactory(may_text=True), key="1")
    settings.FIELD_KEYS = key
    behind = owe(robin, key="2")
    deliver_due()
    assert fresh(behind).state == "sent"
    put_off = Message.objects.get(pk=unreadable.pk)
    assert (put_off.state, put_off.attempts) == ("queued", 1)
    assert put_off.last_error == "InvalidToken"
    assert put_off.due_at > timezone.now()


def test_the_sweep_task_delivers_what_was_never_rung_even_days_late(
    robin, owe, notify_server, noon
):
    messages = [owe(robin, key=str(n)) for n in range(3)]
    noon.shift(timedelta(days=3))
    deliver_unsent()
    deliver_unsent()
    assert [fresh(message).state for message in messages] == ["sent"] * 3
    assert len(notify_server.requests) == 3


def test_a_letter_by_smtp_has_the_same_message_id_at_a_repeat(
    robin, owe, mail_server, noon, monkeypatch, settings
):
    settings.DEFAULT_FROM_EMAIL = "hub@council.example"
    message = owe(robin)
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "mark_sent", lambda *args: None)
        deliver(message.pk)
    noon.shift(LEASE + timedelta(seconds=1))
    deliver(message.pk)
    first, second = mail_server.letters
    for letter in (first, second):
        assert f"Message-ID: <{message.pk}@council.example>" in letter
        assert "Subject: A visit is booked" in letter
        assert "To: robin@council.example" in letter


def test_a_letter_that_can_be_stopped_says_so_to_mail_programs(robin, owe, mail_server, settings):
    """Only where there is something to stop, by a press and not by a look (RFC 8058)."""
    stop = f"{settings.PUBLIC_URL}/join/mine/abc/"
    deliver(owe(robin, sealed_stop="/join/mine/abc/").pk)
    deliver(owe(robin, key="visit-2").pk)
    with_stop, without = mail_server.letters
    assert f"List-Unsubscribe: <{stop}>" in with_stop
    assert "List-Unsubscribe-Post: List-Unsubscribe=One-Click" in with_stop
    assert "List-Unsubscribe" not in without


def test_notify_is_told_how_a_letter_is_stopped(robin, owe, notify_server, settings):
    deliver(owe(robin, sealed_stop="/join/mine/abc/").pk)
    deliver(owe(robin, key="visit-2").pk)
    with_stop, without = (body for _path, body in notify_server.requests)
    assert with_stop["one_click_unsubscribe_url"] == f"{settings.PUBLIC_URL}/join/mine/abc/"
    assert "one_click_unsubscribe_url" not in without


@pytest.mark.parametrize(
    ("refusal", "state"), [("550 no such person", "failed"), ("451 later", "queued")]
)
def test_a_refused_recipient(robin, owe, mail_server, refusal, state):
    mail_server.refuses = refusal
    message = owe(robin)
    deliver(message.pk)
    assert (fresh(message).state, fresh(message).last_error) == (state, f"smtp-{refusal[:3]}")


def test_a_text_without_an_sms_service_goes_by_email_if_that_is_allowed(owe, mail_server, settings):
    settings.DEMO = False
    card = ContactCardFactory(may_text=True, may_email=True, email="ada@example.com")
    message = owe(card)
    deliver(message.pk)
    assert fresh(message).channel == "email"
    assert "To: ada@example.com" in mail_server.letters[0]
