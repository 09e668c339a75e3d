"""What the database itself lets each role do, whatever the code says."""

import psycopg
import pytest
from django.conf import settings
from django.db import connection, connections

from familyhubs.database import roles
from familyhubs.database.reporting import READABLE


@pytest.fixture
def session(owner):
    """Opens a plain connection to the test database as one of the three roles."""
    opened = []

    def open_as(alias):
        given = settings.DATABASES[alias]
        opened.append(
            psycopg.connect(
                host=owner.info.host,
                port=given["PORT"] or None,
                user=given["USER"],
                password=given["PASSWORD"] or None,
                dbname=owner.info.dbname,
            )
        )
        return opened[-1]

    yield open_as
    for each in opened:
        each.close()


def refused(session, statement):
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        session.execute(statement)
    session.rollback()


@pytest.mark.parametrize("alias", ["default", "reporting"])
def test_neither_is_a_superuser_nor_owns_a_table(session, alias):
    name = settings.DATABASES[alias]["USER"]
    assert session(alias).execute(
        "SELECT rolsuper OR rolcreaterole OR rolcreatedb OR rolbypassrls,"
        " (SELECT count(*) FROM pg_class WHERE relowner = pg_roles.oid)"
        " FROM pg_roles WHERE rolname = %s",
        [name],
    ).fetchone() == (False, 0)


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE TABLE mine ()",
        "DROP TABLE accounts_user",
        "ALTER TABLE accounts_user DISABLE TRIGGER ALL",
        "TRUNCATE audit_event",
        "UPDATE audit_event SET id = id",
        "DELETE FROM audit_event",
        "UPDATE insights_closedquarter SET cells = '[]'",
        "DELETE FROM insights_closedquarter",
        "UPDATE database_mark SET kind = 'live'",
        "DELETE FROM django_migrations",
    ],
)
def test_web_may_not(session, statement):
    refused(session("default"), statement)


def test_row_history_is_written_once_for_good(session):
    tables = sorted(roles.history_tables())
    assert tables
    web = session("default")
    for table in tables:
        refused(web, f"UPDATE {table} SET pgh_id = pgh_id")
        refused(web, f"DELETE FROM {table}")


def test_web_may_do_its_work(session):
    web = session("default")
    web.execute("INSERT INTO database_tick VALUES ('test', now())")
    web.execute("UPDATE database_tick SET at = now()")
    web.execute("DELETE FROM database_tick")
    web.rollback()


def test_reporting_reads_its_columns_and_no_other_table(session, owner):
    reporting = session("reporting")
    tables = roles.existing_tables(owner.cursor())
    for table in sorted(tables & READABLE.keys()):
        reporting.execute(f"SELECT {', '.join(READABLE[table])} FROM {table} LIMIT 1")
    for table in sorted(tables - READABLE.keys()):
        refused(reporting, f"SELECT 1 FROM {table}")


def test_reporting_writes_nothing(session):
    with pytest.raises(psycopg.errors.ReadOnlySqlTransaction):
        session("reporting").execute("CREATE TEMPORARY TABLE mine ()")


def test_granting_again_changes_nothing(db, owner):
    before = owner.execute("SELECT relname, relacl, reloptions FROM pg_class ORDER BY 1").fetchall()
    roles.grant(owner)
    after = owner.execute("SELECT relname, relacl, reloptions FROM pg_class ORDER BY 1").fetchall()
    assert before == after


def test_a_user_who_may_not_make_roles_is_told_what_to_ask_for(owner, monkeypatch):
    monkeypatch.setitem(settings.DATABASES["reporting"], "USER", "somebody_new")
    given = connections["owner"].settings_dict
    url = f"postgresql://{given['USER']}@/{owner.info.dbname}?host={owner.info.host}"
    with pytest.raises(roles.CannotPrepare, match="DATABASE_OWNER_URL, DATABASE_URL and"):
        roles.make_roles(url)


def test_every_module_of_postgresql_is_there(db):
    with connection.cursor() as cursor:
        cursor.execute("SELECT extname FROM pg_extension")
        assert {*roles.EXTENSIONS} <= {name for (name,) in cursor.fetchall()}
