"""Each contact with a family, of any channel (R072, R086)."""

import threading
from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import (
    IntegrityError,
    ProgrammingError,
    close_old_connections,
    connection,
    transaction,
)
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import Contact, TimelineEntry, Way
from familyhubs.audit.models import Event
from familyhubs.database.actor import acting_as
from familyhubs.refusals import Refused
from tests.factories.contact import ContactCardFactory
from tests.factories.families import PersonFactory

pytestmark = pytest.mark.django_db


def log(family, worker, **said):
    told = {"way": "call", "direction": "out", "came_of": "spoke", "summary": "Rang Ada"}
    return actions.log_contact(family, by=worker, **told | said)


def typed(**said):
    day = timezone.localdate()
    happened = {
        "happened_on_day": day.day,
        "happened_on_month": day.month,
        "happened_on_year": day.year,
    }
    told = {"way": "home_visit", "direction": "out", "came_of": "came", "sensitivity": "shared"}
    return told | happened | said


def test_a_contact_is_logged_from_the_record(client, family, worker, ada, tobi):
    """R072, R086: the way, who was present, own words, what came of it, what is next."""
    client.force_login(worker)
    address = reverse("families:log_contact", args=[family.pk])
    assert address in client.get(family.get_absolute_url()).content.decode()
    page = client.get(address)
    due = timezone.localdate() + timedelta(days=7)
    said = typed(
        summary="Visited at home",
        body="“We sleep better now”",
        present=[ada.pk, tobi.pk],
        also_present="The health visitor",
        about=[tobi.pk],
        next_due_on_day=due.day,
        next_due_on_month=due.month,
        next_due_on_year=due.year,
        once=page.context["form"]["once"].value(),
    )
    for _again in range(2):
        client.post(address, said)
    contact = Contact.objects.get()
    assert {*contact.present.all()} == {ada, tobi}
    assert (contact.way, contact.also_present, contact.next_due_on) == (
        "home_visit",
        "The health visitor",
        due,
    )
    assert contact.entry.summary == "Visited at home"
    assert [*contact.entry.about.all()] == [tobi]
    assert Event.objects.filter(verb="contact.logged").count() == 1


def test_every_required_answer_has_its_own_words(client, family, worker):
    client.force_login(worker)
    address = reverse("families:log_contact", args=[family.pk])
    page = client.post(address, {}).content.decode()
    for words in (
        "Select how you were in touch",
        "Select who contacted whom",
        "Select what came of it",
        "Enter the date it happened",
        "Select who may read it",
    ):
        assert words in page
    assert "Enter a summary" in client.post(address, typed()).content.decode()
    assert not Contact.objects.exists()


def test_a_call_that_nobody_answered_needs_no_words(client, family, worker):
    client.force_login(worker)
    address = reverse("families:log_contact", args=[family.pk])
    client.post(address, typed(way="call", came_of="no_answer"))
    assert Contact.objects.get().entry.summary == "Phone call: No answer"


def test_which_ways_each_allows_stands_beside_the_form(client, family, worker, ada):
    """R086: the permission for the channel, and whether a message may be left."""
    ada.contact_card = ContactCardFactory(may_voicemail=False, must_not_know="Her brother")
    ada.save()
    client.force_login(worker)
    page = client.get(reverse("families:log_contact", args=[family.pk])).content.decode()
    assert "Text message, Phone call" in page
    assert "Leave no message." in page
    assert "Must not know: Her brother" in page


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ({"way": "owl"}, "how you were"),
        ({"direction": "up"}, "who contacted"),
        ({"came_of": "tea"}, "came of it"),
        ({"summary": " "}, "Enter a summary"),
        ({"next_due_on": timezone.localdate() - timedelta(days=1)}, "after this one"),
        ({"next_due_on": timezone.localdate() + timedelta(days=400)}, "within a year"),
        ({"happened_at": timezone.now() + timedelta(days=1)}, "past"),
        ({"also_present": "x" * 201}, "too long"),
    ],
)
def test_what_cannot_be_is_refused_in_words(family, worker, said, why):
    with pytest.raises(Refused, match=why):
        log(family, worker, **said)
    assert not TimelineEntry.objects.exists()


def test_only_people_of_this_family_were_present(family, worker):
    with pytest.raises(Refused, match="in this family"):
        log(family, worker, present=[PersonFactory()])


def test_whoever_reads_the_line_reads_what_it_was(
    family, worker, manager, teacher, stranger, commissioner, tobi
):
    log(family, worker, sensitivity="team")
    log(family, worker, about=[tobi], summary="At school")
    for user, many in ((worker, 2), (manager, 2), (teacher, 1), (stranger, 0), (commissioner, 0)):
        assert Contact.objects.visible_to(user).count() == many


def test_a_partner_logs_their_own(client, family, teacher):
    client.force_login(teacher)
    address = reverse("families:log_contact", args=[family.pk])
    client.post(address, typed(way="call", came_of="no_answer"))
    assert Contact.objects.get().made_by == teacher


def test_a_contact_is_never_rewritten(family, worker):
    contact = log(family, worker)
    for change in ("UPDATE families_contact SET way = 'text'", "DELETE FROM families_contact"):
        with (
            pytest.raises(ProgrammingError, match="pgtrigger"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(f"{change} WHERE id = %s", [contact.pk])


@pytest.mark.parametrize(
    ("wrong", "name"),
    [
        ({"way": "owl"}, "contact_in_a_known_way"),
        ({"came_of": "tea"}, "contact_says_what_came_of_it"),
        ({"happened_at": timezone.now() + timedelta(days=1)}, "contact_not_in_the_future"),
        ({"next_due_on": "2001-01-01"}, "contact_next_comes_after"),
    ],
)
def test_the_database_holds_what_is_true(family, worker, wrong, name):
    line = actions.write_note(family, kind="contact", summary="Rang", by=worker)
    right = {
        "family": family,
        "entry": line,
        "way": Way.CALL,
        "direction": "out",
        "came_of": "spoke",
        "made_by": worker,
        "happened_at": line.happened_at,
    }
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Contact.objects.create(**right | wrong)


@pytest.mark.django_db(transaction=True)
def test_four_presses_at_once_are_one_contact(family, worker):
    key, barrier, failed = uuid4(), threading.Barrier(4), []

    def press():
        try:
            barrier.wait()
            with acting_as(worker):
                log(family, worker, key=key)
        except Exception as error:
            failed.append(error)
        finally:
            close_old_connections()

    threads = [threading.Thread(target=press) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert Contact.objects.count() == 1


def test_a_try_ends_no_clock(family, worker):
    """Whoever waits to be met has not been met by a call that nobody answered."""
    log(family, worker, came_of="no_answer", summary="")
    assert not TimelineEntry.objects.contacts().exists()
    log(family, worker)
    assert TimelineEntry.objects.contacts().count() == 1
