"""Bringing stored ciphertext under the council's newest key, row history included.

It changes no plain text, so it passes the append-only triggers and leaves no row history of its
own; the event it writes says how many values it changed.
"""

import json
import re
from collections import Counter

from cryptography.fernet import Fernet, InvalidToken
from django.apps import apps
from django.conf import settings
from django.db import connections, models, transaction

from familyhubs.contact import reach
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.database.encryption import EncryptedTextField, cipher

from .log import record
from .models import Event

BATCH = 500
# What is encrypted without the field: secrets of the second factor, links that let their reader
# in, the seal that tells whether the keys fit this database.
ELSEWHERE = {
    "mfa.authenticator": "data",
    "notifications.message": "facts",
    "database.mark": "sealed",
}
# How every Fernet token begins: its version, and the first bytes of any date until 2106.
TOKEN = "gAAAA"


def rotate_all(using="owner"):
    """Re-encrypt whatever is not under the first of FIELD_KEYS; safe to stop and to run again."""
    totals = Counter()
    for model, fields in encrypted_fields():
        totals += rotate_table(model, fields, using)
    # Under the first key: what is found by a digest of it (decision 83).
    totals += Counter(digests=reach.keep_all(using))
    with acting_as(SystemActor.SETUP):
        record("keys.rotated", by=SystemActor.SETUP, about=Event, **totals)
    return totals


def encrypted_fields():
    """Every table that holds ciphertext, with the fields that do."""
    for model in apps.get_models():
        if model._meta.proxy or not model._meta.managed:
            continue
        other = ELSEWHERE.get(model._meta.label_lower)
        fields = [
            field
            for field in model._meta.concrete_fields
            if isinstance(field, EncryptedTextField) or field.name == other
        ]
        if fields:
            yield model, fields


def rotate_table(model, fields, using):
    """One table, some rows at a time, each batch in a transaction of its own."""
    totals, last = Counter(), None
    while True:
        with transaction.atomic(using=using), connections[using].cursor() as cursor:
            quiet_triggers(cursor, model._meta.db_table)
            rows = next_rows(cursor, model, fields, last)
            for row in rows:
                totals += rotate_row(cursor, model, fields, row)
        if len(rows) < BATCH:
            return totals
        last = rows[-1][0]


def left_by_table(using="owner"):
    """How many values of each table the first key does not open; changes nothing."""
    left = Counter()
    for model, fields in encrypted_fields():
        last, rows = None, [None] * BATCH
        while len(rows) == BATCH:
            with transaction.atomic(using=using), connections[using].cursor() as cursor:
                rows = next_rows(cursor, model, fields, last)
            last = rows[-1][0] if rows else None
            for _, *values in rows:
                left[model._meta.db_table] += sum(
                    not is_newest(token)
                    for field, value in zip(fields, values, strict=True)
                    for token in tokens(field, value or "")
                )
    left["families_personkeys"] += reach.left_under_old_keys(using)
    return +left


def tokens(field, value):
    """The ciphertexts in a stored value."""
    if isinstance(field, models.JSONField):
        return re.findall(rf'"({TOKEN}[^"]*)"', value)
    return [value] if value else []


def next_rows(cursor, model, fields, last):
    table, key = model._meta.db_table, model._meta.pk.column
    names = ", ".join([f'"{key}"', *(f'"{field.column}"::text' for field in fields)])
    after = f'WHERE "{key}" > %s' if last is not None else ""
    cursor.execute(
        f'SELECT {names} FROM "{table}" {after} ORDER BY "{key}" LIMIT {BATCH} FOR UPDATE',
        [last] if last is not None else [],
    )
    return cursor.fetchall()


def rotate_row(cursor, model, fields, row):
    """The row's values under the newest key; one that no key opens is counted and left alone."""
    key, *values = row
    counts, changed = Counter(), {}
    for field, value in zip(fields, values, strict=True):
        if isinstance(field, models.JSONField):
            new = (
                json.dumps(rotated(json.loads(value), counts)) if TOKEN in (value or "") else value
            )
        else:
            new = rotated_token(value, counts) if value else value
        if counts["rotated"] and new != value:
            changed[field.column] = new
    if changed:
        table, pk = model._meta.db_table, model._meta.pk.column
        types = {field.column: field.db_type(connections["owner"]) for field in fields}
        sets = ", ".join(f'"{column}" = %s::{types[column]}' for column in changed)
        cursor.execute(f'UPDATE "{table}" SET {sets} WHERE "{pk}" = %s', [*changed.values(), key])
    return counts


def rotated(value, counts):
    """The same JSON with every token in it renewed."""
    if isinstance(value, dict):
        return {name: rotated(item, counts) for name, item in value.items()}
    if isinstance(value, list):
        return [rotated(item, counts) for item in value]
    if isinstance(value, str) and value.startswith(TOKEN):
        return rotated_token(value, counts)
    return value


def rotated_token(token, counts):
    """One token under the newest key; counts what became of it."""
    try:
        if is_newest(token):
            return token
        new = cipher().rotate(token.encode()).decode()
    except InvalidToken:
        counts["unreadable"] += 1
        return token
    counts["rotated"] += 1
    return new


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
