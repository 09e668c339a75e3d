"""A refusal leaves one event, whatever became of the request that was refused."""

import re
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from familyhubs.audit import middleware
from familyhubs.audit.models import Event
from tests.factories.accounts import UserFactory
from tests.factories.contact import ContactCardFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.audit.urls")]


@pytest.fixture
def user(client):
    user = UserFactory()
    client.force_login(user)
    return user


@pytest.mark.parametrize(
    ("address", "status"), [("hidden", 404), ("forbidden", 403), ("returned", 404)]
)
def test_a_refusal_survives_the_rollback_as_one_event(client, user, address, status):
    record_id = uuid4()
    answer = client.get(f"/{address}/{record_id}/?name=Ada")
    assert answer.status_code == status
    event = Event.objects.refusals().get()
    assert (event.kind, event.verb, event.actor) == ("refused", "access.refused", str(user.pk))
    assert (event.about_id, event.about_model) == (record_id, address)
    assert event.facts == {"status": status, "method": "GET", "ids": [str(record_id)]}
    assert str(event.request_id) == answer["X-Request-ID"]
    assert event.organisation_id == user.organisation_id


def test_the_same_statements_run_whether_or_not_the_record_exists(client, user):
    def statements(record_id):
        with CaptureQueriesContext(connection) as queries:
            assert client.get(f"/hidden/{record_id}/").status_code == 404
        return [re.sub(r"'[^']*'", "?", query["sql"]) for query in queries]

    client.get(f"/hidden/{uuid4()}/")
    real = statements(ContactCardFactory().pk)
    assert real == statements(uuid4())
    assert sum('INSERT INTO "audit_event"' in statement for statement in real) == 2
    assert Event.objects.refusals().count() == 3


@pytest.mark.parametrize("address", ["fine/{id}/", "none/", "nowhere/{id}/"])
def test_nothing_is_written_where_no_record_was_refused(client, user, address):
    client.get("/" + address.format(id=uuid4()))
    assert not Event.objects.refusals().exists()


def test_nothing_is_written_for_somebody_not_signed_in(client):
    client.get(f"/returned/{uuid4()}/")
    assert not Event.objects.refusals().exists()


def test_the_answer_stays_a_refusal_when_the_log_cannot_be_written(client, user, monkeypatch):
    def broken(request, status):
        raise DatabaseError

    monkeypatch.setattr(middleware, "record_refusal", broken)
    assert client.get(f"/hidden/{uuid4()}/").status_code == 404
