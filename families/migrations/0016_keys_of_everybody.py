"""Whoever was on a record before the keys were kept gets theirs, some at a time."""

from django.db import connections, migrations

BATCH = 5_000
NEXT = """
WITH batch AS (
    SELECT id FROM families_person WHERE %(last)s::uuid IS NULL OR id > %(last)s
    ORDER BY id LIMIT %(batch)s
), kept AS MATERIALIZED (SELECT families_keep_keys(ARRAY(SELECT id FROM batch)))
SELECT (SELECT id FROM batch ORDER BY id DESC LIMIT 1) FROM kept
"""


def keep_keys(apps, schema_editor):
    """Each batch is a transaction of its own: no family waits for the whole of it."""
    last = None
    with connections[schema_editor.connection.alias].cursor() as cursor:
        while True:
            cursor.execute(NEXT, {"last": last, "batch": BATCH})
            (last,) = cursor.fetchone()
            if last is None:
                return


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("families", "0015_keys_are_kept")]

    operations = [migrations.RunPython(keep_keys, migrations.RunPython.noop)]
