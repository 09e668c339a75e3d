"""A recorded death: every message stops at once, and a mistake takes two people (issue: rights)."""

import threading

import pytest
from django.db import IntegrityError, close_old_connections, transaction
from django.urls import reverse
from django.utils import timezone

from families import actions
from families.models import Death, FamilyMember, Person
from familyhubs.contact.models import Silence
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.delivery import deliver
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify, notify_address
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.contact import ContactCardFactory
from tests.factories.families import (
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    PersonFactory,
)

pytestmark = pytest.mark.django_db


def card(**values):
    return ContactCardFactory(may_text=True, may_email=True, **values)


@pytest.fixture
def mother(family, ada):
    ada.contact_card = card(phone="+447700900001", email="ada@example.org")
    ada.save()
    return family.members.get(person=ada)


@pytest.fixture
def father(family):
    person = PersonFactory(contact_card=card(phone="+447700900002", email="ben@example.org"))
    return FamilyMemberFactory(family=family, person=person, role="parent")


def owe(to, key="1"):
    facts = {"hub": "Northgate", "link": "/x/"}
    return notify(to, key=key, kind="booking_place", by=SystemActor.CLOCK, **facts)


def record(member, by, **values):
    return actions.record_death(member, by=by, how_we_know="family", **values)


def test_what_is_queued_is_dropped_in_the_same_transaction(mother, father, worker):
    to_her, to_him = owe(mother.person.contact_card), owe(father.person.contact_card, "2")
    record(mother, worker)
    to_her.refresh_from_db()
    to_him.refresh_from_db()
    assert (to_her.state, to_her.drop_reason) == ("dropped", "The person has died")
    assert to_him.state == "queued", "other members are still reached"


def test_what_is_owed_later_never_leaves_by_any_card_of_theirs(mother, worker, mailoutbox):
    """A request, a booking or a hub's list may hold a card of its own with the same number."""
    record(mother, worker)
    again = card(phone="+447700900001", email="")
    for number, to in enumerate((mother.person.contact_card, again)):
        message = owe(to, f"later {number}")
        deliver(message.pk)
        message.refresh_from_db()
        assert (message.state, message.drop_reason) == ("dropped", "The person has died")
    typed = {"key": "typed", "kind": "draft_link", "by": SystemActor.PUBLIC, "words": "x"}
    message = notify_address("ADA@example.org", **typed)
    deliver(message.pk)
    message.refresh_from_db()
    assert message.state == "dropped"
    assert mailoutbox == []


def test_a_number_that_others_use_too_stays_theirs(mother, father, worker):
    shared = father.person.contact_card
    shared.phone = mother.person.contact_card.phone
    shared.save()
    record(mother, worker)
    message = owe(shared)
    deliver(message.pk)
    message.refresh_from_db()
    assert message.state != "dropped"


def test_after_a_childs_death_a_worker_speaks_first(family, mother, tobi, worker):
    queued = owe(mother.person.contact_card)
    death = record(family.members.get(person=tobi), worker)
    queued.refresh_from_db()
    assert queued.drop_reason.startswith("The family is bereaved")
    later = owe(mother.person.contact_card, "2")
    deliver(later.pk)
    later.refresh_from_db()
    assert later.state == "dropped"
    actions.write_to_family_again(death, by=worker)
    third = owe(mother.person.contact_card, "3")
    deliver(third.pk)
    third.refresh_from_db()
    assert third.state != "dropped"
    with pytest.raises(Refused, match="not held back"):
        actions.write_to_family_again(death, by=worker)


def test_the_lead_and_the_manager_of_each_family_are_told(mother, manager, worker):
    other = FamilyFactory(hub=mother.family.hub)
    FamilyMemberFactory(family=other, person=mother.person)
    lead = InvolvementFactory(family=other, user=somebody("practitioner"), role="lead").user
    record(mother, worker)
    told = Message.objects.filter(kind="death_recorded")
    assert {message.user for message in told} == {lead, manager}
    assert "Ada" not in str([message.facts for message in told])


def test_a_mistake_takes_two_people(mother, worker, manager):
    death = record(mother, worker)
    with pytest.raises(Refused, match="Nobody has asked"):
        actions.undo_death(death, by=manager)
    actions.ask_to_undo_death(death, reason="The wrong person", by=worker)
    with pytest.raises(Refused, match="Somebody else must agree"):
        actions.undo_death(death, by=worker)
    assert Person.objects.get(pk=mother.person_id).has_died
    actions.undo_death(death, by=manager)
    assert not Person.objects.get(pk=mother.person_id).has_died
    assert not Silence.objects.current().exists()
    message = owe(mother.person.contact_card)
    deliver(message.pk)
    message.refresh_from_db()
    assert message.state != "dropped"


def test_the_database_itself_wants_a_second_person(mother, worker):
    death = record(mother, worker)
    rows = Death.objects.filter(pk=death.pk)
    now = timezone.now()
    asked = {"undo_asked_at": now, "undo_asked_by": worker, "undo_reason": "x"}
    with pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        rows.update(**asked, undone_at=now, undone_by=worker)
    with pytest.raises(IntegrityError, match="death_once"), transaction.atomic():
        Death.objects.create(
            family=death.family, person=death.person, how_we_know="family", recorded_by=worker
        )
    with pytest.raises(IntegrityError, match="has_died"), transaction.atomic():
        Person.objects.filter(pk=mother.person_id).update(
            has_died=False, died_on=timezone.localdate()
        )


def test_nobody_dead_is_invited_or_asked(mother, family, worker):
    invited = FamilyMember.objects.filter(family=family).to_invite()
    assert mother in invited.all()
    record(mother, worker)
    assert mother not in invited.all()


@pytest.mark.django_db(transaction=True)
def test_two_who_record_it_at_once_record_it_once():
    work = InvolvementFactory(user=somebody("practitioner"), role="lead")
    member = FamilyMemberFactory(family=work.family, role="parent")
    met, gate = [], threading.Barrier(2)

    def run():
        gate.wait()
        try:
            with acting_as(work.user):
                record(member, work.user)
            met.append("done")
        except Refused as refused:
            met.append(str(refused))
        finally:
            close_old_connections()

    threads = [threading.Thread(target=run) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(met) == ["This death is on the record already.", "done"]
    assert Death.objects.count() == 1


def test_the_way_through_the_pages(client, mother, worker, manager):
    client.force_login(worker)
    url = reverse("families:record_death", args=[mother.family_id, mother.pk])
    assert "every message to this person stops" in client.get(url).content.decode()
    assert "Select how you know" in client.post(url, {}).content.decode()
    page = client.post(url, {"how_we_know": "family"}, follow=True).content.decode()
    assert "The date is not known" in page
    assert "Nothing is sent to them." in page
    assert "Ask, way by way" not in page, "nobody is asked to ring them"
    death = Death.objects.get()
    undo = reverse("families:undo_death", args=[mother.family_id, death.pk])
    assert undo in page
    assert "Enter what was wrong" in client.post(undo, {}).content.decode()
    client.post(undo, {"reason": "The wrong person"})
    agree = reverse("families:agree_death", args=[mother.family_id, death.pk])
    assert client.post(agree).status_code == 403, "a practitioner is not the second person"
    client.force_login(manager)
    person = reverse("families:person", args=[mother.family_id, mother.pk])
    assert "Yes, take it back" in client.get(person).content.decode()
    assert "Taken back." in client.post(agree, follow=True).content.decode()
    assert "Record a death" in client.get(person).content.decode()
