"""Two at once on real connections: whoever comes second waits, and nobody meets an error."""

import threading
import time
from functools import partial
from uuid import uuid4

import pytest
from django.db import connection, connections

from families import actions
from families.matching import Facts
from families.models import Family, NoteDraft, TimelineEntry, ToDo
from familyhubs.database.actor import acting_as
from familyhubs.refusals import Refused
from tests.cast import somebody
from tests.factories.accounts import PartnerFactory
from tests.factories.families import (
    AgreementFactory,
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    SharingAgreementFactory,
)
from tests.factories.hubs import HubFactory, MembershipFactory
from tests.pages.at_once import second_comes_meanwhile

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def no_doorbell(monkeypatch):
    monkeypatch.setattr("familyhubs.notifications.outbox.ring", lambda message_id: None)


def waits_for_a_lock():
    """Whether some connection to this database waits for another's lock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity"
            " WHERE datname = current_database() AND wait_event_type = 'Lock'"
        )
        return cursor.fetchone()[0] > 0


def while_held(family, first, second, by):
    """`first` goes on with a family it holds when `second` has come to a lock; what each met."""
    held, met = threading.Event(), {}

    def do_first():
        Family.objects.lock(family)
        held.set()
        until = time.monotonic() + 10
        while not waits_for_a_lock() and time.monotonic() < until:
            time.sleep(0.02)
        first()

    def do_second():
        held.wait(10)
        second()

    def run(name, act):
        try:
            with acting_as(by):
                act()
            met[name] = "done"
        except Refused as refused:
            met[name] = str(refused)
        except Exception as error:
            met[name] = error
        finally:
            connections.close_all()

    acts = {"first": do_first, "second": do_second}
    threads = [threading.Thread(target=run, args=act) for act in acts.items()]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return met


@pytest.fixture
def cast(hub):
    """A family with its lead, a colleague and the manager."""
    lead, colleague = (somebody("practitioner", hub=hub) for _ in range(2))
    family = FamilyFactory(hub=hub)
    work = InvolvementFactory(family=family, user=lead, role="lead")
    return family, work, colleague, somebody("manager", hub=hub)


def test_a_new_lead_and_the_end_of_the_old_ones_work_do_not_deadlock(cast):
    family, work, colleague, manager = cast
    met = while_held(
        family,
        lambda: actions.allocate(family, role="lead", user=colleague, by=manager),
        lambda: actions.end_involvement(work, reason="Left", by=manager),
        manager,
    )
    assert met == {"first": "done", "second": "This has been ended already."}


def test_a_new_lead_and_a_leaver_who_hands_over_do_not_deadlock(cast):
    family, work, colleague, manager = cast
    other = InvolvementFactory(user=work.user, family__hub=family.hub).family
    met = while_held(
        family,
        lambda: actions.allocate(family, role="lead", user=manager, by=manager),
        lambda: actions.hand_over(work.user, to=colleague, reason="Left", by=manager),
        manager,
    )
    assert met == {"first": "done", "second": "done"}
    assert family.involvements.current().get().user == manager
    assert other.involvements.current().get().user == colleague


def test_a_record_whose_start_is_pressed_twice_at_once_is_one():
    hub, worker, key = HubFactory(), somebody("practitioner"), uuid4()
    made = []

    def start(by):
        facts = {"first": Facts("Sam Bell"), "role": "parent", "lead": worker, "key": key}
        made.append(actions.start_with_somebody(name="Bell", hub=hub, by=by, **facts))

    assert second_comes_meanwhile(start, start) == {"first": "done", "second": "done"}
    family = Family.objects.get()
    assert made == [family, family]
    assert family.members.get().person.full_name == "Sam Bell"
    assert family.timeline.filter(summary="Family record started").count() == 1


@pytest.fixture
def shared(cast):
    """What a family agreed to share with a school, whose teacher works with them."""
    family, *_, manager = cast
    member = FamilyMemberFactory(family=family)
    teacher = MembershipFactory(user=PartnerFactory(), role="partner").user
    SharingAgreementFactory(organisation=teacher.organisation)
    agreement = AgreementFactory(
        family=family, person=member.person, organisation=teacher.organisation
    )
    InvolvementFactory(family=family, user=teacher)
    return agreement, teacher, manager


def test_two_who_stop_the_same_at_once_stop_it_once(shared):
    agreement, _, manager = shared

    def stop():
        actions.withdraw_agreement(agreement, reason="Stop", by=manager)

    met = while_held(agreement.family, stop, stop, manager)
    assert met == {"first": "done", "second": "This has been stopped already."}
    assert ToDo.objects.count() == 2


def test_a_partner_reads_until_the_stop_is_done_and_nothing_after_it(shared, client):
    """Nobody waits for anybody: the next request after the stop finds nothing (R069)."""
    agreement, teacher, manager = shared
    client.force_login(teacher)
    address = agreement.family.get_absolute_url()
    stopped, read = threading.Event(), threading.Event()

    def stop():
        with acting_as(manager):
            actions.withdraw_agreement(agreement, reason="Stop", by=manager)
            stopped.set()
            read.wait(10)
        connections.close_all()

    thread = threading.Thread(target=stop)
    thread.start()
    assert stopped.wait(10)
    assert client.get(address).status_code == 200
    read.set()
    thread.join()
    assert client.get(address).status_code == 404


def kept(family, key, words, by):
    typed = {"summary": [words]}
    return lambda: actions.keep_draft(family, key=key, typed=typed, seen=0, by=by)


def test_two_tabs_that_keep_one_draft_at_the_same_moment_lose_nothing(db):
    work, key = InvolvementFactory(user=somebody("practitioner")), uuid4()
    family, by = work.family, work.user
    met = while_held(family, kept(family, key, "One", by), kept(family, key, "Two", by), by)
    assert set(met.values()) == {"done"}
    drafts = NoteDraft.objects.filter(author=by)
    assert {actions.typed_in(draft)["summary"][0] for draft in drafts} == {"One", "Two"}


def test_a_draft_that_is_kept_while_its_note_is_saved_is_no_second_note(db):
    work, key = InvolvementFactory(user=somebody("practitioner")), uuid4()
    family, by = work.family, work.user
    save = partial(actions.write_note, family, summary="One", key=key, by=by)
    met = while_held(family, save, kept(family, key, "Two", by), by)
    assert set(met.values()) == {"done"}
    assert TimelineEntry.objects.get(pk=key).summary == "One"
    assert NoteDraft.objects.get(author=by).pk != key, "the later words are a draft of their own"
