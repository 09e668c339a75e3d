"""Every table that holds something of a person is under exactly one rule, or says why not."""

import json

import pytest
from django.apps import apps
from django.db.models import ForeignKey

from familyhubs.celery import TIMETABLE
from familyhubs.database.policies.tables import POLICIES, WITHOUT
from familyhubs.database.reporting import READABLE
from familyhubs.rights.keeping.models import Rule
from familyhubs.rights.keeping.schedule import (
    BECOMES,
    BESIDE,
    BY_THEMSELVES,
    FOR_GOOD,
    NOT_LISTED,
    ROOTS,
    STAYS,
)

pytestmark = pytest.mark.django_db
MODELS = {
    model._meta.db_table: model
    for model in apps.get_models(include_auto_created=True)
    if not hasattr(model, "pgh_tracked_model")
}


def tracked():
    """The tables whose every version is kept: history is of the same rule as its row."""
    return {
        model.pgh_tracked_model._meta.db_table
        for model in apps.get_models()
        if hasattr(model, "pgh_tracked_model")
    }


def pointed_at(table):
    return {
        field.remote_field.model._meta.db_table
        for field in MODELS[table]._meta.local_fields
        if isinstance(field, ForeignKey)
    }


def hanging_on(roots):
    """The tables that the erasure reaches from these, by foreign keys, as its function does."""
    found, before = set(roots), set()
    while found != before:
        before = set(found)
        found |= {table for table in MODELS if pointed_at(table) & before}
    return found - set(NOT_LISTED)


def test_every_table_of_people_is_under_one_rule_or_says_why_not():
    by_themselves = [t for _task, tables in BY_THEMSELVES.values() for t in tables]
    for_good = [t for tables in FOR_GOOD.values() for t in tables]
    listed = [*by_themselves, *for_good, *BESIDE, *NOT_LISTED]
    assert len(listed) == len(set(listed))
    reached = hanging_on({*ROOTS.values(), "families_person"})
    left_out = {*POLICIES, *WITHOUT, *tracked()} - reached - set(listed)
    assert left_out == set()
    assert set(listed) <= MODELS.keys()


def test_every_rule_of_the_schedule_says_what_it_covers():
    known = ROOTS.keys() | BY_THEMSELVES.keys() | FOR_GOOD.keys() | {*BESIDE.values()}
    assert {rule.code for rule in Rule.objects.all()} == known


def test_what_ends_by_itself_has_a_task_in_the_timetable():
    tasks = {line["task"] for line in TIMETABLE.values()}
    assert {task for task, _tables in BY_THEMSELVES.values()} <= tasks


def test_the_database_keeps_what_the_schedule_says(owner):
    said = owner.execute("SELECT keeping_kept()").fetchone()[0]
    assert said == json.loads(json.dumps({"stays": STAYS, "becomes": BECOMES}))


def test_whatever_a_figure_reads_of_a_record_stays():
    reached = hanging_on({*ROOTS.values(), "families_person"})
    counted = READABLE.keys() & reached
    assert counted <= STAYS.keys()
    for table in counted:
        assert not BECOMES.get(table, {}).keys() & set(READABLE[table])
