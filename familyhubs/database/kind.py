"""Keeps demo people and real ones apart, and notices field keys that do not fit the data."""

from django.conf import settings

from .encryption import InvalidToken, cipher

SEAL = b"family hub portal"


class WrongDatabase(Exception):
    """This database must not be opened in this mode. The message says why."""


def expected_kind():
    return "demo" if settings.DEMO else "live"


def read_mark(cursor):
    """(kind, sealed) of this database, or None where it carries no mark."""
    cursor.execute("SELECT to_regclass('public.database_mark')")
    if cursor.fetchone()[0] is None:
        return None
    cursor.execute("SELECT kind, sealed FROM database_mark")
    return cursor.fetchone()


def has_tables(cursor):
    """Whether there is any table but those that come before the mark itself."""
    cursor.execute(
        "SELECT EXISTS (SELECT 1 FROM pg_tables WHERE schemaname = 'public'"
        " AND tablename NOT IN ('django_migrations', 'database_mark', 'database_tick',"
        " 'database_tally'))"
    )
    return cursor.fetchone()[0]


def refuse_wrong_kind(cursor):
    """Stop unless this database is of the mode's own kind, or empty, or (live only) not yet marked.

    To be asked before anything is written, and again by whatever opens the portal.
    """
    mark = read_mark(cursor)
    if mark is None:
        if settings.DEMO and has_tables(cursor):
            raise WrongDatabase(
                "This database is not empty and not marked as a demo. Demo mode, with its"
                " one-click sign-ins, does not open it. Give it an empty database."
            )
        return
    kind, sealed = mark
    if kind != expected_kind():
        raise WrongDatabase(
            f"This database is marked '{kind}', and the portal was started for '{expected_kind()}'."
            " It does not open it."
        )
    refuse_wrong_keys(sealed)


def refuse_wrong_keys(sealed):
    try:
        cipher().decrypt(sealed.encode())
    except InvalidToken:
        raise WrongDatabase(
            "None of the FIELD_KEYS opens what is encrypted in this database. Give the key it was"
            " filled with (for a demo: empty the database)."
        ) from None


def write_mark(cursor):
    """Mark this database for the mode we run in, sealed with the newest key."""
    sealed = cipher().encrypt(SEAL).decode()
    cursor.execute(
        "INSERT INTO database_mark (id, kind, sealed, marked_at) VALUES (1, %s, %s, now())"
        " ON CONFLICT (id) DO UPDATE SET sealed = excluded.sealed",
        [expected_kind(), sealed],
    )
