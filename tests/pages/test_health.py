"""The two addresses for machines."""

import os
import subprocess
import sys
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from families.models import AccessCheck
from familyhubs.database.actions import BEAT, record_tick
from familyhubs.database.actor import SystemActor
from familyhubs.database.models import Tick
from familyhubs.database.tasks import tick
from familyhubs.pages import health

WITHOUT_DATABASE = """
import django, logging
from django.conf import settings
settings.DATABASES["default"]["HOST"] = "/nowhere"
settings.DATABASES["default"]["OPTIONS"]["pool"]["timeout"] = 0.5
django.setup()
logging.disable()
from django.test import Client
for path in ("/healthz", "/readyz"):
    answer = Client().get(path, headers={"host": settings.ALLOWED_HOSTS[0]})
    print(answer.status_code, answer.content.decode().strip())
"""


@pytest.fixture(autouse=True)
def never_looked(monkeypatch):
    """What an earlier test found is nobody's business."""
    monkeypatch.setattr(health, "_looked", {})


@pytest.fixture
def ticking(db):
    record_tick(BEAT, by=SystemActor.CLOCK)


def parts(client):
    answer = client.get("/readyz")
    assert answer.status_code == (200 if answer.json()["ready"] else 503)
    return answer.json()["parts"]


def test_alive_asks_nothing_of_the_database(client, db, django_assert_num_queries):
    with django_assert_num_queries(0):
        answer = client.get("/healthz")
    assert (answer.status_code, answer.content) == (200, b"alive\n")
    assert not answer.cookies


def test_ready_when_everything_works(client, ticking):
    answer = client.get("/readyz")
    every = dict.fromkeys(("database", "broker", "migrations", "beat", "access"), True)
    assert (answer.status_code, answer.json()) == (200, {"ready": True, "parts": every})
    assert "no-store" in answer["Cache-Control"]


def test_a_difference_of_access_is_said_and_takes_nothing_away(client, ticking):
    AccessCheck.objects.create(users=1, pairs=1, differences=[["user", "family"]])
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json()["parts"]["access"] is False


def test_whoever_asks_again_and_again_makes_it_look_once(client, ticking, monkeypatch):
    client.get("/readyz")
    with CaptureQueriesContext(connection) as queries:
        for _ in range(5):
            assert parts(client)["beat"] is True
    assert not queries.captured_queries
    Tick.objects.all().delete()
    monkeypatch.setitem(health._looked, "until", time.monotonic())
    assert parts(client)["beat"] is False


def test_a_clock_that_never_ran_is_not_ready(client, db):
    assert parts(client)["beat"] is False


def test_a_clock_that_stopped_is_not_ready(client, ticking):
    Tick.objects.update(at=timezone.now() - timedelta(minutes=4))
    assert parts(client)["beat"] is False


def test_the_task_winds_the_clock(client, db):
    tick()
    assert parts(client)["beat"] is True


def test_a_dead_broker_is_named(client, ticking, monkeypatch):
    monkeypatch.setattr(settings, "CELERY_BROKER_URL", "redis+socket:///nowhere.sock")
    found = parts(client)
    assert [name for name, fine in found.items() if not fine] == ["broker"]


def test_a_migration_not_applied_is_named(client, transactional_db, owner):
    record_tick(BEAT, by=SystemActor.CLOCK)
    where = "app = 'database' AND name = '0001_initial'"
    row = owner.execute(f"DELETE FROM django_migrations WHERE {where} RETURNING *").fetchone()
    try:
        assert parts(client)["migrations"] is False
    finally:
        owner.execute("INSERT INTO django_migrations VALUES (%s, %s, %s, %s)", row)


def test_a_dead_database_stops_readiness_but_not_life():
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT_DATABASE],
        env=os.environ | {"DJANGO_SETTINGS_MODULE": "familyhubs.settings"},
        cwd=settings.BASE_DIR,
        capture_output=True,
        text=True,
        timeout=60,
    )
    alive, ready = done.stdout.splitlines()
    assert alive == "200 alive"
    assert ready.startswith('503 {"ready": false, "parts": {"database": false')


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_they_only_answer_reading(client, db, path):
    assert client.post(path).status_code == 405
