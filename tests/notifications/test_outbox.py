"""Owing a message: once for each key, with nothing personal, rung after the commit."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.template import TemplateDoesNotExist
from kombu import pools

from familyhubs.celery import app as celery_app
from familyhubs.database.actor import SystemActor
from familyhubs.notifications import doorbell
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import drop_for, notify
from tests.factories.accounts import OrganisationFactory
from tests.factories.contact import ContactCardFactory

pytestmark = pytest.mark.django_db


def test_a_message_is_owed_once_for_each_key(robin, owe):
    first, again, other = owe(robin), owe(robin), owe(robin, key="visit-2")
    assert first == again != other
    assert Message.objects.count() == 2
    assert (first.by, first.state) == ("system:clock", "queued")
    assert first.facts == {
        "worker": "Sam",
        "when": "2026-11-20T14:30:00+00:00",
        "link": "/today/",
    }


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_owe_one_message(robin, owe, rings):
    def one(_):
        try:
            with transaction.atomic():
                return owe(robin).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as threads:
        ids = set(threads.map(one, range(8)))
    assert len(ids) == 1
    assert rings == list(ids)


@pytest.mark.django_db(transaction=True)
def test_the_doorbell_rings_after_the_commit_and_never_for_what_was_undone(robin, owe, rings):
    with transaction.atomic():
        message = owe(robin)
        assert not rings
    assert rings == [message.pk]
    with transaction.atomic():
        owe(robin, key="visit-2")
        transaction.set_rollback(True)
    assert rings == [message.pk]


@pytest.mark.parametrize(
    "facts",
    [
        {"name": "Ada Okafor"},
        {"worker": "sam@example.com"},
        {"worker": "07700 900123"},
        {"link": "https://elsewhere.example/"},
        {"link": "/search/?name=Ada"},
        {"reference": "Ada's request"},
        {"when": "this afternoon, when he is out"},
        {"count": "several"},
        {"hub": "line\nbreak"},
        {"hub": "x" * 201},
    ],
)
def test_a_personal_fact_is_refused(robin, facts):
    with pytest.raises(ValueError, match="may not carry"):
        notify(robin, key="k", kind="only_email", by=SystemActor.CLOCK, **facts)


@pytest.mark.parametrize("name", ["Sam", "D’Arcy", "Anne-Marie", "Zoë", "मीरा", "O'Neill"])
def test_a_first_name_in_any_script(robin, name):
    message = notify(robin, key="k", kind="only_email", by=SystemActor.CLOCK, worker=name)
    assert message.facts == {"worker": name}


def test_the_allowed_facts(robin):
    facts = {"hub": "Sale & Stretford (West)", "worker": "Zoë", "reference": "FERN-482"}
    message = notify(
        robin, key="k", kind="only_email", by=robin, when=date(2026, 11, 2), count=3, **facts
    )
    assert message.facts == facts | {"when": "2026-11-02", "count": 3}
    assert message.by == str(robin.pk)


def test_a_kind_needs_its_templates(robin):
    with pytest.raises(TemplateDoesNotExist):
        notify(robin, key="k", kind="no_such_kind", by=SystemActor.CLOCK)
    with pytest.raises(TemplateDoesNotExist):
        notify(ContactCardFactory(), key="k", kind="only_email", by=SystemActor.CLOCK)
    with pytest.raises(ValueError, match="not a kind"):
        notify(robin, key="k", kind="../../base", by=SystemActor.CLOCK)


def test_withdrawal_drops_what_is_queued_to_that_organisation_about_that_family(robin, owe):
    family_id, school, other = uuid4(), OrganisationFactory(), OrganisationFactory()
    dropped = owe(robin, key="1", organisation=school, family_id=family_id)
    owe(robin, key="2", organisation=other, family_id=family_id)
    owe(robin, key="3", organisation=school, family_id=uuid4())
    assert drop_for(school, family_id, "The family withdrew its agreement") == 1
    dropped.refresh_from_db()
    assert (dropped.state, dropped.drop_reason) == ("dropped", "The family withdrew its agreement")
    assert Message.objects.queued().count() == 2


@pytest.mark.parametrize(
    "change",
    [
        "user_id = NULL",
        "sent_at = now(), dropped_at = now(), drop_reason = 'x'",
        "dropped_at = now()",
    ],
)
def test_a_message_goes_to_one_person_and_ends_one_way(robin, owe, change):
    owe(robin)
    with pytest.raises(IntegrityError), connection.cursor() as cursor:
        cursor.execute(f"UPDATE notifications_message SET {change}")


@pytest.fixture
def broker(monkeypatch):
    """Points the real doorbell at another broker for one test."""

    def point_at(port):
        close()
        monkeypatch.setattr(celery_app.conf, "broker_url", f"redis://127.0.0.1:{port}/0")

    def close():
        pools.reset()
        celery_app._pool = None
        celery_app.amqp._producer_pool = None

    yield point_at
    monkeypatch.undo()
    close()


def seconds(do):
    started = time.monotonic()
    do()
    return time.monotonic() - started


@pytest.mark.django_db(transaction=True)
def test_with_the_broker_down_the_message_waits_and_nobody_else_does(
    robin, owe, real_doorbell, broker
):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    broker(port)
    assert seconds(lambda: owe(robin)) < 1.5
    assert seconds(lambda: [owe(robin, key=str(n)) for n in range(20)]) < 1
    assert Message.objects.due().count() == 21


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_never_answers_is_waited_for_once(robin, owe, real_doorbell, broker):
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen(20)
        broker(silent.getsockname()[1])
        assert seconds(lambda: owe(robin)) < 5
        assert seconds(lambda: [owe(robin, key=str(n)) for n in range(20)]) < 1
    assert Message.objects.due().count() == 21


@pytest.mark.django_db(transaction=True)
def test_a_broker_that_is_up_gets_the_id_and_nothing_else(robin, owe, real_doorbell, monkeypatch):
    queue_name = f"test-{uuid4()}"
    options = doorbell.deliver._get_exec_options() | {"queue": queue_name}
    monkeypatch.setattr(doorbell.deliver, "_exec_options", options)
    message = owe(robin)
    with celery_app.connection_for_read() as broker:
        queue = broker.SimpleQueue(queue_name)
        rung = queue.get(timeout=3)
        rung.ack()
        queue.queue.delete()
        queue.close()
    assert rung.headers["task"] == "familyhubs.notifications.tasks.deliver"
    assert rung.payload[:2] == [[str(message.pk)], {}]
    assert "Sam" not in str(rung.headers) + str(rung.payload)
