"""Demo people and real ones never meet: what each mode opens, and what it refuses."""

import os
import subprocess
import sys
from urllib.parse import urlsplit

import psycopg
import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.conf import settings
from psycopg import sql

from familyhubs.database import kind

MARK = (
    "CREATE TABLE database_mark (id int PRIMARY KEY, kind text, sealed text, marked_at timestamptz)"
)


@pytest.fixture
def empty(owner):
    """A connection to a database that has nothing in it."""
    name = f"{owner.info.dbname}_kind"
    owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
    with psycopg.connect(
        host=owner.info.host, user=owner.info.user, dbname=name, autocommit=True
    ) as connection:
        yield connection
    owner.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


@pytest.fixture
def marked(empty, settings):
    """Marks the empty database as if it had been filled in demo mode, or live."""

    def mark(demo):
        settings.DEMO = demo
        empty.execute(MARK)
        kind.write_mark(empty.cursor())
        return empty.cursor()

    return mark


@pytest.mark.parametrize("demo", [True, False])
def test_each_mode_opens_an_empty_database(empty, settings, demo):
    settings.DEMO = demo
    kind.refuse_wrong_kind(empty.cursor())


@pytest.mark.parametrize("demo", [True, False])
def test_each_mode_opens_what_it_marked(marked, demo):
    kind.refuse_wrong_kind(marked(demo))


@pytest.mark.parametrize("demo", [True, False])
def test_neither_mode_opens_what_the_other_marked(marked, settings, demo):
    cursor = marked(demo)
    settings.DEMO = not demo
    with pytest.raises(kind.WrongDatabase, match="does not open it"):
        kind.refuse_wrong_kind(cursor)


def test_demo_mode_refuses_a_full_database_without_a_mark(empty, settings):
    settings.DEMO = True
    empty.execute("CREATE TABLE somebodys_work ()")
    with pytest.raises(kind.WrongDatabase, match="not marked as a demo"):
        kind.refuse_wrong_kind(empty.cursor())


def test_a_broken_off_first_start_is_not_taken_for_somebodys_work(empty, settings):
    settings.DEMO = True
    empty.execute("CREATE TABLE django_migrations ()")
    empty.execute(MARK)
    kind.refuse_wrong_kind(empty.cursor())


def test_whatever_comes_before_the_mark_is_not_taken_for_it_either(empty, settings):
    settings.DEMO = True
    for model in apps.get_app_config("database").get_models():
        empty.execute(sql.SQL("CREATE TABLE {} ()").format(sql.Identifier(model._meta.db_table)))
    assert not kind.has_tables(empty.cursor())


def test_marking_again_never_changes_the_kind(marked, settings):
    cursor = marked(True)
    settings.DEMO = False
    kind.write_mark(cursor)
    assert kind.read_mark(cursor)[0] == "demo"


def test_keys_that_do_not_fit_are_refused_and_rotated_ones_are_not(marked, settings):
    cursor, old, new = marked(True), settings.FIELD_KEYS, Fernet.generate_key().decode()
    settings.FIELD_KEYS = [new, *old]
    kind.refuse_wrong_kind(cursor)
    kind.write_mark(cursor)
    settings.FIELD_KEYS = old
    with pytest.raises(kind.WrongDatabase, match="FIELD_KEYS"):
        kind.refuse_wrong_kind(cursor)


def in_demo_mode(database, *arguments):
    """Run Python with all three addresses pointing at this database."""
    urls = ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_REPORTING_URL")
    there = {name: urlsplit(os.environ[name])._replace(path=database).geturl() for name in urls}
    return subprocess.run(
        [sys.executable, *arguments],
        env=os.environ | there | {"FAMILYHUBS_DEMO": "1"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
    )


def test_prepare_database_touches_nothing_of_a_database_it_refuses(empty):
    empty.execute("CREATE TABLE somebodys_work ()")
    done = in_demo_mode(empty.info.dbname, "manage.py", "prepare_database")
    assert done.returncode != 0
    assert "CommandError: This database is not empty and not marked as a demo" in done.stderr
    tables = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
    assert empty.execute(tables).fetchall() == [("somebodys_work",)]


def test_the_web_process_does_not_start_on_it_either(empty):
    empty.execute("CREATE TABLE somebodys_work ()")
    done = in_demo_mode(empty.info.dbname, "-c", "import familyhubs.wsgi")
    assert "WrongDatabase" in done.stderr
