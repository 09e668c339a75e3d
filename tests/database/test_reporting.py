"""No figure can name a person: what the reporting role may read holds nothing that could."""

import pytest
from django.apps import apps
from django.db import models

from familyhubs.database.reporting import READABLE
from familyhubs.database.roles import existing_tables

# Text is listed only where its values come from a list of our own.
CODES = {("database_tick", "name"), ("families_prioritygroup", "code")}
NAMING = ("name", "text", "words", "note", "email", "phone", "address", "postcode", "born", "birth")


def fields():
    tables = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    for table, columns in READABLE.items():
        by_column = {field.column: field for field in tables[table]._meta.local_concrete_fields}
        for column in columns:
            yield pytest.param(table, column, by_column.get(column), id=f"{table}.{column}")


@pytest.mark.parametrize(("table", "column", "field"), [*fields()])
def test_no_listed_column_could_name_a_person(table, column, field):
    assert field is not None, "there is no such column"
    if (table, column) in CODES:
        return
    assert not any(word in column for word in NAMING)
    if isinstance(field, models.CharField | models.TextField):
        assert field.choices, "free text"


def test_every_listed_table_exists(db, owner):
    assert existing_tables(owner.cursor()) >= READABLE.keys()
