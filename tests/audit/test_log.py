"""The log: who, what, about what, in which request; and nobody changes it."""

from datetime import date
from uuid import uuid4

import psycopg
import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError, connection, transaction

from familyhubs.audit.actions import erase
from familyhubs.audit.log import record, record_look, record_looks
from familyhubs.audit.models import Event
from familyhubs.contact.actions import open_card
from familyhubs.contact.models import ContactCard, ContactCardEvent
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.requests import request_id
from tests.factories.accounts import UserFactory
from tests.factories.contact import ContactCardFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def user():
    return UserFactory(full_name="Robin Ford")


def test_an_event_says_who_did_what_to_what(user):
    card, family_id = ContactCardFactory(), uuid4()
    with request_id() as number:
        record("card.checked", by=user, about=card, family_id=family_id, reason="They rang", n=3)
    event = Event.objects.get()
    assert (event.kind, event.verb, event.actor) == ("did", "card.checked", str(user.pk))
    assert (event.actor_name, event.organisation_id) == ("Robin Ford", user.organisation_id)
    assert (event.about_model, event.about_id) == ("contact.contactcard", card.pk)
    assert (event.family_id, event.reason, event.facts) == (family_id, "They rang", {"n": 3})
    assert event.request_id == number
    assert Event.objects.about_family(family_id).get() == event
    assert Event.objects.about(card).by(user.pk).get() == event


def test_one_statement_writes_it(user, django_assert_num_queries):
    user = type(user).objects.get(pk=user.pk)
    card = ContactCardFactory()
    with django_assert_num_queries(1):
        record("card.checked", by=user, about=card)


def test_a_system_actor_signs_with_its_name():
    record("card.dropped", by=SystemActor.CLOCK, about=ContactCard)
    assert Event.objects.get().actor == "system:clock"


@pytest.mark.parametrize("nobody", [None, AnonymousUser()])
def test_nobody_is_no_actor(nobody):
    with pytest.raises(ValueError, match="Say who"):
        record("card.checked", by=nobody, about=ContactCard)


def test_a_look_is_an_event_of_its_kind(user):
    card = ContactCardFactory()
    record_look(user, card, family_id=uuid4())
    record_look(user, ContactCard, what="searched")
    seen, searched = Event.objects.looks().order_by("pk")
    assert (seen.verb, seen.about_id) == ("contactcard.seen", card.pk)
    assert (searched.verb, searched.about_id) == ("contactcard.searched", None)


def test_the_looks_of_one_page_are_one_statement(user, django_assert_num_queries):
    user = type(user).objects.get(pk=user.pk)
    cards = [ContactCardFactory() for _number in range(3)]
    looks = [(card, uuid4(), "triage_seen") for card in cards]
    with django_assert_num_queries(1):
        record_looks(user, looks)
    seen = Event.objects.looks().order_by("pk").values_list("about_id", "family_id", "verb")
    assert list(seen) == [(card.pk, about, "contactcard.triage_seen") for card, about, _ in looks]


@pytest.mark.parametrize("text", ["Ada Okafor", "ada@example.com", "hit\nher", "x" * 81, b"raw"])
def test_text_about_a_person_is_no_fact(user, text):
    with pytest.raises(ValueError, match="codes"):
        record("card.checked", by=user, about=ContactCard, note=text)


def test_codes_numbers_dates_and_ids_are_facts(user):
    number = uuid4()
    record(
        "card.checked", by=user, about=ContactCard, level="L2", on=date(2026, 11, 2), ids=[number]
    )
    assert Event.objects.get().facts == {"level": "L2", "on": "2026-11-02", "ids": [str(number)]}


def test_the_log_is_read_newest_first(user):
    for _ in range(3):
        record("card.checked", by=user, about=ContactCard)
    events = list(Event.objects.newest_first())
    assert events == sorted(events, key=lambda event: -event.pk)


def refuses(statement):
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET verb = 'x'", "DELETE FROM audit_event"]
)
def test_the_portal_itself_cannot_change_the_log(user, statement):
    record("card.checked", by=user, about=ContactCard)
    refuses(statement)
    refuses(f"SET LOCAL pgtrigger.ignore = '{{pgtrigger_append_only_7d947}}'; {statement}")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement", ["UPDATE audit_event SET verb = 'x'", "DELETE FROM audit_event"]
)
def test_even_the_owner_is_stopped_by_the_trigger(user, owner, statement):
    record("card.checked", by=user, about=ContactCard)
    with pytest.raises(psycopg.errors.RaiseException, match="Cannot update or delete"):
        owner.execute(statement)


def test_erasure_unlinks_events_and_removes_history_and_says_so(user):
    family_id, other_id = uuid4(), uuid4()
    card = open_card(by=user, phone="07700 900123")
    record("card.checked", by=user, about=card, family_id=family_id, reason="About Ada", level="L2")
    record("card.checked", by=user, about=ContactCard, family_id=other_id, reason="Stays")

    assert erase([family_id, card.pk], by=user, reason="Retention ended") == 2
    unlinked, kept, erased = Event.objects.order_by("pk")
    assert (unlinked.about_id, unlinked.family_id, unlinked.reason) == (None, None, "")
    assert (unlinked.facts, unlinked.actor_name) == ({}, "Robin Ford")
    assert (kept.family_id, kept.reason) == (other_id, "Stays")
    assert (erased.verb, erased.actor, erased.reason) == (
        "audit.erased",
        str(user.pk),
        "Retention ended",
    )
    assert erased.facts == {"events": 1, "versions": 1}
    refuses("DELETE FROM audit_event")


@pytest.mark.parametrize(("ids", "reason"), [([], "Retention ended"), ([uuid4()], " ")])
def test_erasure_needs_ids_and_a_reason(user, ids, reason):
    with pytest.raises(DatabaseError, match="needs an actor"), transaction.atomic():
        erase(ids, by=user, reason=reason)


def test_erasure_needs_an_actor():
    refuses(f"SELECT audit_erase(ARRAY['{uuid4()}']::uuid[], 'Retention ended')")


def test_only_the_portal_may_erase(owner):
    rows = owner.execute(
        "SELECT r.rolname FROM pg_roles r WHERE NOT rolsuper AND has_function_privilege("
        "r.oid, 'audit_erase(uuid[], text)', 'EXECUTE') AND r.rolname LIKE 'familyhubs%'"
    ).fetchall()
    assert {name for (name,) in rows} == {"familyhubs_owner", "familyhubs_web"}


def test_history_knows_who_and_in_which_request(user):
    with request_id() as number, acting_as(user.pk):
        card = open_card(by=user, phone="07700 900123", may_text=True)
        with acting_as(SystemActor.CLOCK):
            ContactCard.objects.filter(pk=card.pk).update(may_text=False)
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM contact_contactcard WHERE id = %s", [card.pk])
        history = list(card_history(card))
    assert [row.pgh_label for row in history] == ["insert", "update", "delete"]
    actors = [row.pgh_context["actor"] for row in history]
    assert actors == [str(user.pk), "system:clock", str(user.pk)]
    assert {row.pgh_context_id for row in history} == {number}


def card_history(card):
    return ContactCardEvent.objects.filter(pgh_obj_id=card.pk).order_by("pgh_id")
