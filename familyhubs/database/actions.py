"""What the portal writes about itself."""

from django.conf import settings
from django.db import connection
from django.utils import timezone

from .models import Tally, Tick

BEAT = "beat"
# One statement: of many who come at the same moment each is counted, and none waits for a page.
COUNT_ONE_MORE = """
    INSERT INTO database_tally (key, times, ends_at) VALUES (%s, 1, %s)
    ON CONFLICT (key) DO UPDATE SET times = database_tally.times + 1
    RETURNING times
"""


def record_tick(name, *, by):
    """Note that the clock is running; `by` is the system actor of the transaction."""
    Tick.objects.update_or_create(name=name, defaults={"at": timezone.now()})


def count_one_more(key, *, until, by):
    """How often this has been done by now under this key, which holds its own stretch of time."""
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE_MORE, [key, until])
        return cursor.fetchone()[0]


def count_so_far(key):
    """How often it has been done under this key."""
    return Tally.objects.filter(key=key).values_list("times", flat=True).first() or 0


def forget_old_tallies(*, by):
    """By the clock: what was counted in a time that is over."""
    Tally.objects.filter(ends_at__lte=timezone.now()).delete()


def forget_old_cache_entries(*, by):
    """By the clock: nothing else takes away what was kept for a while and is never asked for."""
    table = connection.ops.quote_name(settings.CACHES["default"]["LOCATION"])
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {table} WHERE expires < now()")
