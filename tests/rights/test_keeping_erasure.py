"""Erasure: nothing that identifies is left anywhere, nothing of anybody else is touched."""

import threading

import pytest
from django.conf import settings
from django.db import DatabaseError, close_old_connections, connection, transaction

from families.models import Family, Person
from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.insights.reach import MONTH_SQL
from familyhubs.rights.keeping import actions, tasks
from familyhubs.rights.keeping.models import Batch, Certificate, DueRecord
from tests.cast import somebody
from tests.factories.accounts import UserFactory
from tests.factories.families import FamilyFactory, FamilyMemberFactory, InvolvementFactory
from tests.rights.kept import (
    TOMORROW,
    agreed_batch,
    everything_of,
    make_old,
    mark,
    reached,
    rows_of,
    where_marked,
)

pytestmark = pytest.mark.django_db(transaction=True)


def another_family(hub):
    family = FamilyFactory(name="Bakr", hub=hub)
    adult = FamilyMemberFactory(family=family, role="parent").person
    FamilyMemberFactory(family=family, role="child")
    worker = UserFactory()
    InvolvementFactory(family=family, user=worker)
    with transaction.atomic():
        everything_of(family, worker, adult)
    return family


def files_on_disk():
    return {path.name for path in settings.UPLOADS_FOLDER.glob("*.bin")}


def test_no_mark_is_left_and_another_family_stays_byte_for_byte(owner, family, worker, ada, hub):
    with transaction.atomic():
        everything_of(family, worker, ada)
    other = another_family(hub)
    theirs = reached(owner, other)
    before, files = rows_of(owner, theirs), files_on_disk()
    own = reached(owner, family)
    assert len(own) > 30
    with transaction.atomic():
        assert mark(own) > 80
        make_old(family)
    assert len(where_marked(owner)) > 40
    batch = agreed_batch()
    assert batch.records.count() == 1
    tasks.erase_approved()
    assert batch.records.get().done_at
    assert where_marked(owner) == set()
    assert rows_of(owner, theirs) == before
    # A document of the record and a photo of the request.
    assert len(files - files_on_disk()) == 2
    said = Certificate.objects.get().said
    assert said["records"] == 1
    assert "Okafor" not in str(said)
    assert not DueRecord.objects.filter(about_id=family.pk).exists()


def old_family(family, worker, ada):
    with transaction.atomic():
        everything_of(family, worker, ada)
        make_old(family)


def figures():
    """What the reporting role may read of a family, plans and requests, as it is summed up."""
    asked = (
        "SELECT hub_id, level, closed_at FROM outcomes_plan ORDER BY id",
        "SELECT plan_id FROM outcomes_goal ORDER BY id",
        "SELECT goal_id, happened_at, value FROM outcomes_score ORDER BY id",
        "SELECT plan_id, state, due_at FROM outcomes_step ORDER BY id",
        "SELECT hub_id, happened_at, level, decided_at, decision"
        " FROM referrals_referral ORDER BY id",
        "SELECT referral_id, kind FROM referrals_professionalreferral ORDER BY id",
        "SELECT referral_id, provider_id, is_funded FROM referrals_decisionfacts ORDER BY id",
        "SELECT family_id, codes FROM families_familystanding ORDER BY id",
        "SELECT id, hub_id, is_restricted FROM families_family ORDER BY id",
        "SELECT family_id, group_id, person_id, observed_on, still_true"
        " FROM families_priorityobservation ORDER BY id",
    )
    with connection.cursor() as cursor:
        found = [cursor.execute(one).fetchall() for one in asked]
        found.append(cursor.execute(MONTH_SQL, {"month": "2026-11-01"}).fetchall())
    return found


def test_the_figures_are_the_same_before_and_after(family, worker, ada):
    old_family(family, worker, ada)
    before = figures()
    assert all(before[at] for at in (0, 1, 3, 4, 7, 8))
    agreed_batch()
    tasks.erase_approved()
    assert Certificate.objects.count() == 1
    assert figures() == before


def test_somebody_of_another_family_stays_with_that(family, worker, ada):
    FamilyMemberFactory(family=FamilyFactory(), person=ada)
    old_family(family, worker, ada)
    agreed_batch()
    tasks.erase_approved()
    assert Certificate.objects.count() == 1
    assert Person.objects.get(pk=ada.pk).full_name == "Ada Okafor"
    assert Family.objects.get(pk=family.pk).name == "Erased"


def test_eight_at_once_erase_each_record_once(family, worker, ada, hub):
    old_family(family, worker, ada)
    for _ in range(3):
        make_old_one(hub)
    batch = agreed_batch()
    problems = []

    def work():
        try:
            tasks.erase_approved()
        except Exception as problem:
            problems.append(problem)
        finally:
            close_old_connections()
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    tasks.erase_approved()
    assert not problems
    assert Certificate.objects.get().said["records"] == batch.records.count() == 4
    assert Event.objects.filter(verb="audit.erased").count() == 4


def make_old_one(hub):
    family = FamilyFactory(hub=hub)
    FamilyMemberFactory(family=family, role="child")
    with transaction.atomic():
        make_old(family)
    return family


def test_a_worker_that_dies_between_two_goes_on_where_it_was(hub, monkeypatch):
    for _ in range(2):
        make_old_one(hub)
    batch = agreed_batch()
    with acting_as(SystemActor.CLOCK):
        assert actions.erase_next(by=SystemActor.CLOCK)
    # The second is begun, and the worker dies in it.
    with pytest.raises(KeyboardInterrupt):
        die_in_it()
    assert batch.records.filter(done_at=None).count() == 1
    assert not Certificate.objects.exists()
    tasks.erase_approved()
    assert Certificate.objects.get().said["records"] == 2


def die_in_it():
    with acting_as(SystemActor.CLOCK):
        actions.erase_next(by=SystemActor.CLOCK)
        raise KeyboardInterrupt


def call(due):
    with connection.cursor() as cursor:
        cursor.execute("SELECT keeping_erase(%s, 'x')", [due.pk])


def test_the_function_serves_nobody_but_the_clock(hub):
    make_old_one(hub)
    due = agreed_batch().records.get()
    for actor in (SystemActor.PUBLIC, SystemActor.SETUP, somebody("governance").pk):
        with pytest.raises(DatabaseError, match="Only the clock"), acting_as(actor):
            call(due)


def test_the_function_erases_nothing_that_two_people_have_not_agreed_to(hub):
    make_old_one(hub)
    due = agreed_batch().records.get()
    Batch.objects.update(approved_at=None)
    with pytest.raises(DatabaseError, match="two people"), acting_as(SystemActor.CLOCK):
        call(due)
    DueRecord.objects.update(batch=None)
    with pytest.raises(DatabaseError, match="two people"), acting_as(SystemActor.CLOCK):
        call(due)


def test_the_functions_inside_are_not_the_webs_to_call(hub):
    family = make_old_one(hub)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(
            "SELECT * FROM keeping_reached('families_family', %s)", [family.pk]
        )


@pytest.mark.parametrize("held", ["family", "person", "rule"])
def test_what_is_held_after_two_people_agreed_stays(hub, held):
    family = make_old_one(hub)
    due = agreed_batch().records.get()
    officer = somebody("governance")
    what = {"family": family, "person": family.members.get().person, "rule": due.rule}[held]
    with acting_as(officer.pk):
        actions.place_hold(why="An inquiry", review_on=TOMORROW, by=officer, **{held: what})
    with pytest.raises(DatabaseError, match="held"), acting_as(SystemActor.CLOCK):
        call(due)
    tasks.erase_approved()
    assert Family.objects.get(pk=family.pk).name == family.name
    assert not DueRecord.objects.exists()
    with acting_as(SystemActor.CLOCK):
        actions.find_due(by=SystemActor.CLOCK)
    assert not DueRecord.objects.exists()


def test_a_certificate_cannot_be_changed(hub):
    make_old_one(hub)
    agreed_batch()
    tasks.erase_approved()
    for statement in (
        "UPDATE keeping_certificate SET number = ''",
        "DELETE FROM keeping_certificate",
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            connection.cursor().execute(statement)
    found = Certificate.objects.get()
    assert actions.checksum(found.said) == found.checksum


def test_an_old_look_says_nothing_of_anybody_and_a_held_one_stays(hub, owner):
    families = [FamilyFactory(hub=hub) for _ in range(3)]
    officer = somebody("governance")
    for family in families:
        Event.objects.create(
            kind="saw", verb="family.seen", actor=str(officer.pk), about_model="families.family",
            family_id=family.pk, about_id=family.pk, reason="A reason",
        )  # fmt: skip
    old, held, fresh = families
    owner.execute(
        "SELECT set_config('pgtrigger.ignore', '{' || string_agg(tgname, ',') || '}', false)"
        " FROM pg_trigger WHERE tgname LIKE 'pgtrigger%'"
    )
    owner.execute(
        "UPDATE audit_event SET at = now() - interval '73 months' WHERE family_id = ANY (%s)",
        [[old.pk, held.pk]],
    )
    actions.place_hold(why="A claim", review_on=TOMORROW, by=officer, family=held)
    tasks.forget_old_looks()
    looks = Event.objects.filter(verb="family.seen")
    assert set(looks.values_list("family_id", "reason")) == {
        (None, ""), (held.pk, "A reason"), (fresh.pk, "A reason")
    }  # fmt: skip
    assert Event.objects.filter(verb="audit.looks_forgotten").count() == 1
    with pytest.raises(DatabaseError, match="Only the clock"), acting_as(officer.pk):
        connection.cursor().execute("SELECT keeping_forget_looks(1)")
