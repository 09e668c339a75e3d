"""What somebody told us about reaching them is stored as ciphertext only, everywhere."""

import json
import logging
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import decrypt
from cryptography.fernet import Fernet
from django.core.management import CommandError, call_command
from django.db import connection

from familyhubs.audit.models import Event
from familyhubs.contact.actions import open_card, record_instructions
from familyhubs.contact.models import ContactCard, ContactCardEvent
from familyhubs.database.actor import SystemActor
from familyhubs.database.encryption import InvalidToken
from familyhubs.logs import JsonFormatter
from familyhubs.notifications.letters import letter_of
from familyhubs.notifications.outbox import notify
from tests.factories.accounts import TOTP_SECRET, UserFactory

TOLD = {
    "phone": "+447700900123",
    "email": "ada@example.com",
    "address": "1 Mill Lane",
    "must_not_know": "My husband Kwame",
    "never_mention": "the hub",
    "code_word": "heron",
    "never_times": "after six",
    "good_times": "at lunch",
    "communication_needs": "reads lips",
}


@pytest.fixture
def card(db):
    return open_card(by=SystemActor.PUBLIC, may_text=True, **TOLD)


def stored(table):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT to_jsonb({table}) FROM {table}")
        return "\n".join(str(row) for (row,) in cursor.fetchall())


@pytest.mark.parametrize("table", ["contact_contactcard", "contact_contactcardevent"])
def test_no_plain_text_reaches_the_database_or_its_history(card, table):
    record_instructions(card, by=SystemActor.PUBLIC, code_word="kingfisher")
    found = stored(table)
    assert "gAAAA" in found
    for secret in (*TOLD.values(), "kingfisher"):
        assert secret not in found


def test_the_portal_reads_what_was_told(card):
    again = ContactCard.objects.get(pk=card.pk)
    assert {name: getattr(again, name) for name in TOLD} == TOLD


def test_nothing_can_be_found_by_an_encrypted_field(card):
    with pytest.raises(TypeError, match="cannot be searched"):
        ContactCard.objects.filter(phone="+447700900123").exists()


def test_an_error_about_a_card_logs_none_of_it(card, settings):
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(InvalidToken) as caught:
        ContactCard.objects.get(pk=card.pk)
    info = (caught.type, caught.value, caught.tb)
    line = JsonFormatter().format(logging.LogRecord("x", logging.ERROR, "", 0, str(card), (), info))
    assert not [secret for secret in TOLD.values() if secret in line]
    assert "InvalidToken" in json.loads(line)["error"][-1]["type"]


@pytest.fixture
def seal(owner):
    """The database's seal outlives a test: it is put back as it was."""
    (before,) = owner.execute("SELECT sealed FROM database_mark").fetchone()
    yield
    owner.execute("UPDATE database_mark SET sealed = %s", [before])


@pytest.mark.usefixtures("seal")
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_after_rotation_the_old_key_can_go(settings):
    card = open_card(by=SystemActor.PUBLIC, **TOLD)
    new = Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, *settings.FIELD_KEYS]
    history = ContactCardEvent.objects.count()

    said = StringIO()
    with pytest.raises(CommandError, match="Keep every old key"):
        call_command("rotate_field_keys", "--check", stdout=said)
    assert f"contact_contactcard: {len(TOLD)} values" in said.getvalue()
    call_command("rotate_field_keys", stdout=StringIO())
    call_command("rotate_field_keys", stdout=StringIO())
    call_command("rotate_field_keys", "--check", stdout=StringIO())

    settings.FIELD_KEYS = [new]
    assert ContactCard.objects.get(pk=card.pk).code_word == "heron"
    assert ContactCardEvent.objects.get().code_word == "heron"
    assert ContactCardEvent.objects.count() == history
    first, second = Event.objects.filter(verb="keys.rotated").order_by("pk")
    # The card, its history, and the seal of the database.
    assert first.facts["rotated"] == 2 * len(TOLD) + 1
    assert "rotated" not in second.facts


@pytest.mark.usefixtures("seal")
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_rotation_says_what_no_key_opens(settings):
    open_card(by=SystemActor.PUBLIC, code_word="heron")
    settings.FIELD_KEYS = [Fernet.generate_key().decode()]
    with pytest.raises(CommandError, match="3 values open with none"):
        call_command("rotate_field_keys", stdout=StringIO())


@pytest.mark.usefixtures("seal")
@pytest.mark.django_db(transaction=True, databases=["default", "owner"])
def test_rotation_reaches_second_factors_and_links_that_let_somebody_in(settings):
    user = UserFactory()
    message = notify(
        user, key="k", kind="password_reset", by=SystemActor.PUBLIC, sealed_link="/accounts/x/"
    )
    secret = Authenticator.objects.get(user=user, type="totp").data["secret"]
    settings.FIELD_KEYS = [Fernet.generate_key().decode(), *settings.FIELD_KEYS]
    call_command("rotate_field_keys", stdout=StringIO())

    settings.FIELD_KEYS = settings.FIELD_KEYS[:1]
    again = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert again != secret
    assert decrypt(again) == TOTP_SECRET
    message.refresh_from_db()
    assert letter_of(message).address.endswith("/accounts/x/")
