"""What may be done to the log itself: nothing, but for lawful erasure."""

from django.db import connection

from familyhubs.database.actor import SystemActor, acting_as


def erase(ids, *, by, reason):
    """Unlink these records from the log and remove their row history; leaves an event of its own.

    For retention and the right to erasure; `ids` are those of the family and of each record of
    it. The work is done by the SQL function `audit_erase`, the only way past the triggers.
    """
    with acting_as(by if isinstance(by, SystemActor) else by.pk), connection.cursor() as cursor:
        cursor.execute("SELECT audit_erase(%s, %s)", [list(ids), reason])
        return cursor.fetchone()[0]
