"""The rule as the database words it = the rule as the querysets do, in any world."""

import pytest
from django.apps import apps
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from families.models import (
    Agreement,
    Attendance,
    Contact,
    CrossReferral,
    Family,
    FamilyMember,
    Involvement,
    NoteReader,
    Person,
    SharingDecision,
    TimelineEntry,
    ToDo,
)
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.database.policies.tables import POLICIES
from hubs.models import Role
from hubs.permissions import holds
from outcomes.models import Action, Goal, LevelChange, Plan, Review, Score, Step
from referrals.models import Referral
from tests.factories.families import AgreementFactory, ContactFactory
from tests.families.test_properties import World, worlds
from tests.world import World as Council

OF_FAMILIES = (
    FamilyMember, Involvement, Agreement, SharingDecision, Attendance, CrossReferral, TimelineEntry,
    ToDo, Plan, LevelChange, Goal, Action, Review, Score, Step,
)  # fmt: skip
# Every other table under a policy that has a door of its own.
WITH_A_DOOR = tuple(
    model
    for model in apps.get_models()
    if model._meta.db_table in POLICIES
    and hasattr(model.objects.all(), "visible_to")
    and model not in (Family, *OF_FAMILIES)
)
OVERSEEN = (Agreement, SharingDecision)


def raw(model):
    """Every id that the table gives to whoever asks it without a filter."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {model._meta.pk.column} FROM {model._meta.db_table}")
        return {pk for (pk,) in cursor.fetchall()}


def shown(model, user):
    """What the door shows, without the policies."""
    return set(model.objects.visible_to(user).values_list("pk", flat=True))


def check(user):
    """Families to the row; of the rest no less than its door shows, and no other family's."""
    seen = shown(Family, user)
    parts = {model: shown(model, user) for model in (*OF_FAMILIES, *WITH_A_DOOR)}
    family_of = {
        model: dict(model.objects.values_list("pk", model_path(model)))
        for model in OF_FAMILIES
        if model not in (Action,)
    }
    mine = set(Involvement.objects.filter(user=user).values_list("pk", flat=True))
    mine |= set(ToDo.objects.filter(owner=user).values_list("pk", flat=True))
    with acting_as(user):
        assert raw(Family) == seen
        assert shown(Family, user) == seen, "under the policies the door opens to the same"
        for model, rows in parts.items():
            found = raw(model)
            assert rows <= found, model
            assert shown(model, user) == rows, model
            if model in family_of:
                met = {family_of[model][pk] for pk in found - mine}
                # Governance oversees the agreements of any family (A7).
                assert met <= seen or (model in OVERSEEN and holds(user, Role.GOVERNANCE)), model
        people = set(FamilyMember.objects.filter(family__in=seen).values_list("person", flat=True))
        assert raw(Person) == people


def model_path(model):
    """From a row to its family."""
    names = {field.name for field in model._meta.fields}
    if "family" in names:
        return "family"
    return "plan__family" if "plan" in names else "goal__plan__family"


@pytest.mark.django_db
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(drawn=worlds)
def test_whoever_asks_without_a_filter_gets_what_the_rule_opens(drawn, db):
    point = transaction.savepoint()
    try:
        world = World(drawn)
        for user in world.users:
            check(user)
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.django_db
@pytest.mark.parametrize("seed", [0, 1])
def test_so_does_everybody_of_a_whole_council(seed):
    """Every role, with plans, steps, requests, concerns and chats."""
    for user in Council(seed).users:
        check(user)


def test_a_note_for_named_people_is_theirs_and_what_stands_beside_it(teacher, worker, family, ada):
    """Of another organisation too; a forgotten filter gives nothing of it to anybody else."""
    AgreementFactory(family=family, person=ada, organisation=teacher.organisation)
    entry = ContactFactory(family=family, entry__sensitivity="restricted").entry
    entry.about.add(ada)
    NoteReader.objects.create(family=family, entry=entry, user=teacher, named_by=entry.author)
    for user, rows in ((teacher, 1), (worker, 0)):
        with acting_as(user):
            found = [raw(TimelineEntry), raw(Contact)]
        assert [len(ids) for ids in found] == [rows, rows], user


@pytest.mark.django_db
@given(name=st.sampled_from(["", "nobody", "system:", "system:import", "system:anything"]))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=5)
def test_whom_nobody_knows_sees_nothing(name, db):
    point = transaction.savepoint()
    try:
        TimelineEntry.objects.all().exists()
        with acting_as(name):
            assert not raw(Family) | raw(Person) | raw(Referral)
    finally:
        transaction.savepoint_rollback(point)


@pytest.mark.django_db
def test_each_system_actor_sees_all_or_what_it_was_shown():
    Council(0)
    everything = raw(Family), raw(Person), raw(Referral)
    assert all(everything)
    for actor in SystemActor:
        with acting_as(actor):
            found = raw(Family), raw(Person), raw(Referral)
        none = actor in (SystemActor.PUBLIC, SystemActor.IMPORT)
        assert found == ((set(), set(), set()) if none else everything), actor
