"""Loads many rows at once with PostgreSQL's COPY, as the owner: the demo's history and the bench.

It fills what is left out with the model's own defaults, and every constraint and trigger still
holds. No action runs, so it is for invented people only.
"""

from uuid import UUID, uuid4

from django.db import models
from django.utils import timezone
from psycopg import sql
from psycopg.types.json import Jsonb

from familyhubs.records import Record


class Copier:
    """Collects rows for one model and writes them in one COPY; `count` says how many so far."""

    def __init__(self, model):
        self.model = model
        self.fields = [f for f in model._meta.concrete_fields if not self._given_by_database(f)]
        self.by_name = {f.name: f for f in self.fields} | {f.attname: f for f in self.fields}
        self.rows = []
        self.count = 0

    def _given_by_database(self, field):
        return isinstance(field, models.AutoField) or field.generated

    def add(self, **values):
        """Queue one row; foreign keys take an id or an instance. Gives back the row's id."""
        if issubclass(self.model, Record):
            values.setdefault("id", uuid4())
        row = {self.by_name[name].attname: value for name, value in values.items()}
        self.rows.append([self._value(field, row) for field in self.fields])
        self.count += 1
        return row.get("id")

    def _value(self, field, row):
        if field.attname in row:
            value = row[field.attname]
        elif getattr(field, "auto_now", False) or field.has_db_default():
            value = row.get("happened_at") or row.get("recorded_at") or timezone.now()
        else:
            value = field.get_default()
        if isinstance(value, models.Model):
            value = value.pk
        if isinstance(field, models.JSONField):
            return None if value is None else Jsonb(value)
        if value is not None and not isinstance(value, UUID):
            value = field.get_prep_value(value)
        return value

    def write(self, connection):
        """COPY what is queued through this psycopg connection and forget it."""
        if not self.rows:
            return
        statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
            sql.Identifier(self.model._meta.db_table),
            sql.SQL(", ").join(sql.Identifier(field.column) for field in self.fields),
        )
        with connection.cursor() as cursor, cursor.copy(statement) as copy:
            for row in self.rows:
                copy.write_row(row)
        self.rows.clear()
