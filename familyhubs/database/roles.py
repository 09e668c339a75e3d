"""The three roles on one database, and what each of them may do.

Owner migrates and owns every table; web (which the worker uses too) owns nothing; reporting reads
the columns listed in reporting.py. Passwords and names come from the three database URLs.
"""

import psycopg
from django.apps import apps
from django.conf import settings
from psycopg import sql

from . import kind
from .policies import applying
from .reporting import READABLE

EXTENSIONS = ("pg_trgm", "unaccent", "fuzzystrmatch", "btree_gist", "citext")
# Written once and never changed, not even by the portal itself. Row history joins them below.
APPEND_ONLY = ("audit_event", "insights_closedquarter", "keeping_certificate")
READ_ONLY = ("django_migrations", "database_mark", "families_familystanding")
# What each role's connections run with. The web's queries are many and small: beside them, starting
# parallel workers and compiling expressions cost more than the reading they save.
SETTINGS = {
    "default": {"random_page_cost": "1.1", "max_parallel_workers_per_gather": "0", "jit": "off"},
    "reporting": {"default_transaction_read_only": "on"},
}


class CannotPrepare(Exception):
    """The database cannot be set up with what was given. The message says what to do."""


def role_name(alias):
    return settings.DATABASES[alias]["USER"]


def make_roles(admin_url):
    """Make, with an administrator's address, those of the three roles that are missing, and the
    database if it is; safe to repeat."""
    try:
        with psycopg.connect(admin_url, autocommit=True) as connection:
            if connection.info.dbname == settings.DATABASES["owner"]["NAME"]:
                kind.refuse_wrong_kind(connection.cursor())
            me = connection.execute("SELECT current_user").fetchone()[0]
            for alias in ("owner", "default", "reporting"):
                if role_name(alias) != me:
                    make_role(connection, alias)
            make_database(connection)
    except psycopg.errors.InsufficientPrivilege as refusal:
        raise CannotPrepare(
            "The database user may not make the portal's three roles"
            f" ({refusal.diag.message_primary}). Ask for them to be made, and give all of"
            " DATABASE_OWNER_URL, DATABASE_URL and DATABASE_REPORTING_URL (docs/operations.md)."
        ) from None


def make_role(connection, alias):
    role = role_name(alias)
    options = [sql.SQL("LOGIN")]
    if password := settings.DATABASES[alias].get("PASSWORD"):
        options.append(sql.SQL("PASSWORD {}").format(sql.Literal(password)))
    if alias == "owner":
        options.append(sql.SQL("CREATEDB"))
    known = connection.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [role]).fetchone()
    verb = sql.SQL("ALTER" if known else "CREATE")
    execute(connection, "{} ROLE {} {}", verb, sql.Identifier(role), sql.SQL(" ").join(options))
    for name, value in SETTINGS.get(alias, {}).items():
        setting = sql.SQL(value)
        execute(connection, f"ALTER ROLE {{}} SET {name} = {{}}", sql.Identifier(role), setting)


def make_database(connection):
    name = settings.DATABASES["owner"]["NAME"]
    if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
        return
    owner = sql.Identifier(role_name("owner"))
    execute(connection, "CREATE DATABASE {} OWNER {}", sql.Identifier(name), owner)


def make_extensions(connection):
    """The PostgreSQL modules the portal needs; all of them are ones an owner may add."""
    with connection.cursor() as cursor:
        for name in EXTENSIONS:
            cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {name}")


def grant(connection):
    """Give web and reporting exactly what they may have, and see, of the tables that are there now.

    Call it as the owner after every migration, inside a transaction.
    """
    with connection.cursor() as cursor:
        grant_web(cursor, sql.Identifier(role_name("default")))
        grant_reporting(cursor, sql.Identifier(role_name("reporting")))
        applying.apply(
            cursor,
            web=role_name("default"),
            reporting=role_name("reporting"),
            tables=existing_tables(cursor),
            history=history_tables(),
        )


def grant_web(cursor, web):
    tables = existing_tables(cursor)
    everything = "GRANT SELECT, INSERT, UPDATE, DELETE ON {} TO {}"
    execute(cursor, "GRANT USAGE ON SCHEMA public TO {}", web)
    execute(cursor, everything, sql.SQL("ALL TABLES IN SCHEMA public"), web)
    execute(cursor, "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {}", web)
    # For a table made by a migration that was run by hand.
    by_default = "ALTER DEFAULT PRIVILEGES IN SCHEMA public "
    execute(cursor, by_default + everything, sql.SQL("TABLES"), web)
    execute(cursor, by_default + "GRANT USAGE, SELECT ON SEQUENCES TO {}", web)
    for table in tables & ({*APPEND_ONLY} | history_tables()):
        execute(cursor, "REVOKE UPDATE, DELETE, TRUNCATE ON {} FROM {}", sql.Identifier(table), web)
    for table in tables & {*READ_ONLY}:
        execute(cursor, "REVOKE INSERT, UPDATE, DELETE ON {} FROM {}", sql.Identifier(table), web)


def grant_reporting(cursor, reporting):
    tables = existing_tables(cursor)
    execute(cursor, "GRANT USAGE ON SCHEMA public TO {}", reporting)
    execute(cursor, "REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {}", reporting)
    for table in sorted(tables & READABLE.keys()):
        columns = sql.SQL(", ").join(map(sql.Identifier, READABLE[table]))
        execute(cursor, "GRANT SELECT ({}) ON {} TO {}", columns, sql.Identifier(table), reporting)


def existing_tables(cursor):
    cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return {name for (name,) in cursor.fetchall()}


def history_tables():
    """The tables that triggers write row history into (django-pghistory's event models)."""
    return {
        model._meta.db_table for model in apps.get_models() if hasattr(model, "pgh_tracked_model")
    }


def execute(cursor, statement, *parts):
    cursor.execute(sql.SQL(statement).format(*parts))
