"""Bringing stored ciphertext under the council's newest key, row history included.

It changes no plain text, so it passes the append-only triggers and leaves no row history of its
own; the event it writes says how many values it changed.
"""

from collections import Counter

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import connections, transaction

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.database.encryption import EncryptedTextField, cipher

from .log import record
from .models import Event

BATCH = 500


def rotate_all(using="owner"):
    """Re-encrypt whatever is not under the first of FIELD_KEYS; safe to stop and to run again."""
    totals = Counter()
    for model, columns in encrypted_columns():
        totals += rotate_table(model, columns, using)
    with acting_as(SystemActor.SETUP):
        record("keys.rotated", by=SystemActor.SETUP, about=Event, **totals)
    return totals


def encrypted_columns():
    """Every table that holds ciphertext, with the columns that do."""
    for model in apps.get_models():
        fields = [f.column for f in model._meta.fields if isinstance(f, EncryptedTextField)]
        if fields and model._meta.managed and not model._meta.proxy:
            yield model, fields


def rotate_table(model, columns, using):
    """One table, some rows at a time, each batch in a transaction of its own."""
    totals, last = Counter(), None
    while True:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            quiet_triggers(cursor, model._meta.db_table)
            rows = next_rows(cursor, model, columns, last)
            for row in rows:
                totals += rotate_row(cursor, model, columns, row)
        if len(rows) < BATCH:
            return totals
        last = rows[-1][0]


def next_rows(cursor, model, columns, last):
    table, key = model._meta.db_table, model._meta.pk.column
    names = ", ".join(f'"{name}"' for name in (key, *columns))
    after = f'WHERE "{key}" > %s' if last is not None else ""
    cursor.execute(
        f'SELECT {names} FROM "{table}" {after} ORDER BY "{key}" LIMIT {BATCH} FOR UPDATE',
        [last] if last is not None else [],
    )
    return cursor.fetchall()


def rotate_row(cursor, model, columns, row):
    """The row's values under the newest key; one that no key opens is counted and left alone."""
    key, *values = row
    changed, unreadable = {}, 0
    for column, value in zip(columns, values, strict=True):
        try:
            if value and not is_newest(value):
                changed[column] = cipher().rotate(value.encode()).decode()
        except InvalidToken:
            unreadable += 1
    if changed:
        sets = ", ".join(f'"{column}" = %s' for column in changed)
        table, pk = model._meta.db_table, model._meta.pk.column
        cursor.execute(f'UPDATE "{table}" SET {sets} WHERE "{pk}" = %s', [*changed.values(), key])
    return Counter(rotated=len(changed), unreadable=unreadable)


def is_newest(value):
    """Whether the first key opens it."""
    try:
        Fernet(settings.FIELD_KEYS[0]).decrypt(value.encode())
    except InvalidToken:
        return False
    return True


def quiet_triggers(cursor, table):
    """For this transaction: no row history of the change, and no append-only refusal."""
    cursor.execute(
        "SELECT set_config('pgtrigger.ignore', coalesce('{' || string_agg(tgname, ',') || '}',"
        " '{}'), true) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass"
        " AND tgname LIKE 'pgtrigger\\_%%'",
        [f'"{table}"'],
    )
