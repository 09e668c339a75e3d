"""The cache in PostgreSQL: rate limits stay until their time is over, and what ran out goes."""

import pytest
from django.core.cache import cache
from django.db import connection

from familyhubs.database.tasks import forget_what_ran_out

pytestmark = pytest.mark.django_db


def fill(count, expires):
    """Entries of ordinary traffic, as many and for as long as said."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO cache (cache_key, value, expires)"
            " SELECT ':1:figures:' || n, '', now() + %s::interval FROM generate_series(1, %s) n",
            [expires, count],
        )


def entries():
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cache")
        return cursor.fetchone()[0]


def test_ordinary_traffic_pushes_no_rate_limit_out():
    cache.set("allauth:rl:login", [1.0], 300)
    fill(2_000, "5 minutes")
    cache.set("figures:newest", 1, 300)
    assert cache.get("allauth:rl:login") == [1.0]


def test_the_clock_takes_away_what_ran_out_and_nothing_else():
    fill(3, "-1 second")
    cache.set("allauth:rl:login", [1.0], 300)
    forget_what_ran_out()
    assert entries() == 1
    assert cache.get("allauth:rl:login") == [1.0]
