"""Tests run as the web role on real PostgreSQL; only the owner makes and empties the database.

The migrated database is kept as a template, and each test process clones it.
"""

import gc
import hashlib
import os
import threading
import time
from functools import partial

import hypothesis
import psycopg
import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.backends.signals import connection_created
from django.http import HttpResponse
from django.test import Client, TransactionTestCase
from psycopg import sql
from psycopg.pq import TransactionStatus
from zeal.constants import initialize_app_registry
from zeal.patch import patch

from familyhubs.database import roles

pytest_plugins = ["tests.cast"]
# How long something takes says something about the machine and its other work, not about the rule.
hypothesis.settings.register_profile(
    "any machine", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("any machine")
INERROR = TransactionStatus.INERROR
BASE_NAME = os.environ.get("TEST_DATABASE", "test_familyhubs")


def newest(folder):
    return max((path.stat().st_mtime for path in folder.rglob("*") if path.is_file()), default=0)


def pytest_configure():
    """A page that asks the database once more for each row of a list fails its test."""
    initialize_app_registry()
    patch()
    settings.MIDDLEWARE.insert(0, "zeal.middleware.zeal_middleware")
    # Actions that call each other lock the same row by its id again, and write what they make one
    # by one: a few, and not a list's doing.
    settings.ZEAL_ALLOWLIST = [
        {"model": "*", "field": "get()"},
        {"model": "families.TimelineEntry", "field": "about"},
        {"model": "referrals.Referral", "field": "matches"},
    ]


def pytest_sessionstart(session):
    """Pages name their static files by content, so those must be collected; once, by the first."""
    manifest = settings.STATIC_ROOT / "staticfiles.json"
    fresh = manifest.exists() and manifest.stat().st_mtime >= newest(settings.BASE_DIR / "static")
    if not fresh and not hasattr(session.config, "workerinput"):
        call_command("collectstatic", interactive=False, clear=True, verbosity=0)


# Each takes half a minute and more: begun last, one process would go on alone.
LONGEST = {"test_one_door.py", "test_every_page.py", "test_serve.py"}


def pytest_addoption(parser):
    parser.addoption("--thorough", action="store_true", help="whole products, and all seeds")


def pytest_collection_modifyitems(config, items):
    items.sort(key=lambda item: item.path.name not in LONGEST)
    if not config.getoption("--thorough"):
        left_out = [item for item in items if item.get_closest_marker("thorough")]
        items[:] = [item for item in items if item not in left_out]
        config.hook.pytest_deselected(items=left_out)


def pytest_collection_finish(session):
    """What is loaded by now stays to the end: the collector need not walk over it again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


def owner_connection(database):
    """A plain connection as the owner of all tables, committing each statement."""
    return connection_of("owner", database)


def connection_of(alias, database):
    """A plain connection as the role of this alias, committing each statement."""
    given = settings.DATABASES[alias]
    return psycopg.connect(
        host=given["HOST"] or None,
        port=given["PORT"] or None,
        user=given["USER"],
        password=given["PASSWORD"] or None,
        dbname=database,
        autocommit=True,
    )


def drop(connection, name):
    """Drop a database; again where somebody stood in it whom only they themselves may end."""
    statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
    for wait in (0.5, 2, 5, 15, 30):
        leave(name)
        try:
            return connection.execute(statement)
        except psycopg.errors.InsufficientPrivilege:
            time.sleep(wait)
    return connection.execute(statement)


def leave(name):
    """Each role ends what a thread of its own left open in this database."""
    for alias in settings.DATABASES:
        with connection_of(alias, settings.DATABASES["owner"]["NAME"]) as own:
            own.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = %s AND usename = current_user AND pid <> pg_backend_pid()",
                [name],
            )


def point_at(name):
    """Every alias reads and writes this database from now on."""
    for alias in settings.DATABASES:
        connections[alias].close()
        if hasattr(connections[alias], "close_pool"):
            connections[alias].close_pool()
        connections[alias].settings_dict["NAME"] = name


def fingerprint():
    """Changes when a migration, a grant or the key that seals the database's mark does."""
    digest = hashlib.sha256(",".join(settings.FIELD_KEYS).encode())
    for path in sorted(settings.BASE_DIR.glob("*/**/migrations/*.py")):
        digest.update(path.read_bytes())
    for path in sorted((settings.BASE_DIR / "familyhubs" / "database").glob("**/*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_up_to_date(connection, name, now):
    found = connection.execute(
        "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s", [name]
    ).fetchone()
    return found == (now,)


@pytest.fixture(scope="session")
def template_database(django_db_blocker):
    """The migrated database that every test process copies; kept until a migration changes."""
    name, now = f"{BASE_NAME}_template", fingerprint()
    home = settings.DATABASES["owner"]["NAME"]
    with owner_connection(home) as owner, django_db_blocker.unblock():
        # One process builds it; the others wait at the lock and find it ready.
        owner.execute("SELECT pg_advisory_lock(hashtext(%s))", [name])
        if not is_up_to_date(owner, name, now):
            drop(owner, name)
            owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            point_at(name)
            call_command("prepare_database", verbosity=0)
            point_at(home)
            with owner_connection(name) as of_template:
                let_tests_read_history(of_template)
            owner.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(name), now))
        owner.execute("SELECT pg_advisory_unlock(hashtext(%s))", [name])
    return name


def let_tests_read_history(owner):
    """In a test database alone: the web's role reads row history where a test has asked for it."""
    statement = (
        "CREATE POLICY tests_read ON {} FOR SELECT"
        " USING (current_setting('tests.read_history', true) = 'on')"
    )
    for table in roles.history_tables():
        owner.execute(sql.SQL(statement).format(sql.Identifier(table)))


# Between requests a test sees all, as its factories must; requests and whatever names its actor
# are bound as they are in a council's house, and a live server's threads are from the first.
SEES = (
    "SELECT set_config('familyhubs.sight', %s, false), set_config('tests.read_history', %s, false)"
)


def is_of_a_server():
    """Whether this thread answers requests, and no test's own."""
    thread = threading.current_thread()
    return "process_request" in thread.name or type(thread).__name__ == "LiveServerThread"


def see(connection, sight):
    """Past Django, which would count the statement; not where a transaction is broken."""
    raw = getattr(connection, "connection", None)
    if raw is None or raw.closed or raw.info.transaction_status == INERROR:
        return
    raw.execute(SEES, [sight, "on" if sight else "off"])


def begin_to_see(connection, **_):
    if connection.alias == "default":
        see(connection, "" if is_of_a_server() else "all")


connection_created.connect(begin_to_see)
ask = Client.request


def ask_bound(client, **request):
    """What the test client asks is asked as a browser would."""
    see(connections["default"], "")
    try:
        return ask(client, **request)
    finally:
        see(connections["default"], "all")


Client.request = ask_bound


@pytest.fixture(scope="session")
def worker_id(request):
    """Which test process this is; `master` where there is only one."""
    return getattr(request.config, "workerinput", {}).get("workerid", "master")


@pytest.fixture(scope="session")
def django_db_setup(template_database, django_db_blocker, worker_id):
    """This process's own copy of the migrated database."""
    name = f"{BASE_NAME}_{worker_id}"
    home = settings.DATABASES["owner"]["NAME"]
    with owner_connection(home) as owner:
        drop(owner, name)
        owner.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(name), sql.Identifier(template_database)
            )
        )
    with django_db_blocker.unblock():
        point_at(name)
    yield
    with django_db_blocker.unblock():
        point_at(home)
    with owner_connection(home) as owner:
        drop(owner, name)


@pytest.fixture
def owner(django_db_setup):
    """A connection of the tables' owner, for what only the owner may do."""
    with owner_connection(connections["default"].settings_dict["NAME"]) as connection:
        yield connection


KEPT = {
    "django_migrations",
    "django_content_type",
    "database_mark",
    "outcomes_heading",
    "outcomes_need",
    "families_prioritygroup",
    "families_prioritywording",
    "hubs_topic",
    "families_wording",
    "families_lawfulbasis",
    "keeping_rule",
}


LARGE = 256 * 1024  # Bytes


def empty_all_tables(case):
    """After a test with real commits: the owner empties what it filled, but for reference rows.

    To delete a few rows takes 5 ms, to make the files of all tables anew 130; but nothing sweeps
    up after deleted rows, so what has grown large is made anew. Where the owner may not set
    triggers and keys aside (it may on script/test's own server), everything is.
    """
    with owner_connection(connections["default"].settings_dict["NAME"]) as connection:
        tables = roles.existing_tables(connection.cursor()) - KEPT
        try:
            connection.execute("SET session_replication_role = replica")
        except psycopg.errors.InsufficientPrivilege:
            large = tables
        else:
            large = tables_over(connection, LARGE) & tables
        # Locked first: a page that is still being answered ends before its rows are looked for.
        with connection.transaction():
            run_on(connection, "LOCK TABLE {}", tables)
            run_on(connection, "TRUNCATE {} CASCADE", large)
            for name in sorted(tables - large):
                run_on(connection, "DELETE FROM {}", [name])


def tables_over(connection, size):
    """The names of the tables whose rows take more bytes than this."""
    found = connection.execute(
        "SELECT relname FROM pg_class WHERE relkind = 'r' AND pg_relation_size(oid) > %s", [size]
    )
    return {name for (name,) in found}


def run_on(connection, statement, tables):
    if tables:
        names = sql.SQL(", ").join(map(sql.Identifier, sorted(tables)))
        connection.execute(sql.SQL(statement).format(names))


TransactionTestCase._fixture_teardown = empty_all_tables


@pytest.fixture
def bare_refusals(monkeypatch):
    """Where thousands are refused and the code alone is asked, no page of a refusal is drawn."""
    for code in (403, 404):
        answer = partial(refused_without_a_page, status=code)
        monkeypatch.setattr(f"familyhubs.urls.handler{code}", answer, raising=False)


def refused_without_a_page(request, exception, *, status):
    return HttpResponse(status=status)
