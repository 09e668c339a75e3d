"""What was stored plain before 0004 becomes ciphertext, in the rows and in their history."""

from cryptography.fernet import InvalidToken
from django.db import migrations

from familyhubs.database.encryption import cipher

TABLES = {"referrals_referral": "id", "referrals_referralevent": "pgh_id"}
COLUMNS = ("paused_for", "decision_reason")
SOMETHING_SAID = " OR ".join(f"{column} <> ''" for column in COLUMNS)
BATCH = 500


def encrypt_all(apps, schema_editor):
    """Safe to run again: what a key opens is left as it is."""
    change_all(schema_editor.connection, sealed)


def decrypt_all(apps, schema_editor):
    change_all(schema_editor.connection, opened)


def change_all(connection, change):
    with connection.cursor() as cursor:
        for table, key in TABLES.items():
            quiet_triggers(cursor, table)
            last = None
            while rows := next_rows(cursor, table, key, last):
                for pk, *values in rows:
                    change_row(cursor, table, key, pk, values, change)
                last = rows[-1][0]
        cursor.execute("SELECT set_config('pgtrigger.ignore', '{}', true)")


def next_rows(cursor, table, key, last):
    """The next rows in which there is anything to change."""
    after = f'AND "{key}" > %s' if last is not None else ""
    cursor.execute(
        f'SELECT "{key}", {", ".join(COLUMNS)} FROM "{table}"'
        f' WHERE ({SOMETHING_SAID}) {after} ORDER BY "{key}" LIMIT {BATCH}',
        [last] if last is not None else [],
    )
    return cursor.fetchall()


def change_row(cursor, table, key, pk, values, change):
    sets = ", ".join(f"{column} = %s" for column in COLUMNS)
    new = [change(value) for value in values]
    if new != values:
        cursor.execute(f'UPDATE "{table}" SET {sets} WHERE "{key}" = %s', [*new, pk])


def sealed(text):
    if not text or opened(text) != text:
        return text
    return cipher().encrypt(text.encode()).decode()


def opened(text):
    try:
        return cipher().decrypt(text.encode()).decode() if text else text
    except InvalidToken:
        return text


def quiet_triggers(cursor, table):
    """No row history of the change, and no append-only refusal: no word of it changes."""
    cursor.execute(
        "SELECT set_config('pgtrigger.ignore', coalesce('{' || string_agg(tgname, ',') || '}',"
        " '{}'), true) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = %s::regclass"
        " AND tgname LIKE 'pgtrigger\\_%%'",
        [f'"{table}"'],
    )


class Migration(migrations.Migration):
    dependencies = [("referrals", "0004_decisions_are_encrypted")]

    operations = [migrations.RunPython(encrypt_all, decrypt_all)]
