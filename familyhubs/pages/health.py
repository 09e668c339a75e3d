"""Two addresses for machines: is the process alive, and is the whole portal ready?

Neither says anything a stranger could use: names of checks, and yes or no.
"""

import time
from datetime import timedelta
from threading import Lock

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import Error, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from kombu import Connection
from kombu.exceptions import OperationalError

from families.models import AccessCheck
from familyhubs.accounts.gates import beyond_the_gates
from familyhubs.database import kind
from familyhubs.database.actions import BEAT
from familyhubs.database.models import Tick

# Beat sends a tick every 30 seconds; six missed ones are no accident.
OLDEST_TICK = timedelta(minutes=3)
# The nightly check of access may miss two nights, and must have found nothing.
ACCESS = "access"
OLDEST_ACCESS_CHECK = timedelta(days=3)
# Anybody may ask, as often as they like: the parts are looked at once in so many seconds, sooner
# where one of them did not work.
LOOK_EVERY = {True: 5, False: 1}
_looked = {}
_one_at_a_time = Lock()


@beyond_the_gates
@require_safe
@never_cache
@login_not_required
@transaction.non_atomic_requests
def alive(request):
    """The process answers. Touches neither database nor broker."""
    return HttpResponse("alive\n", content_type="text/plain")


@beyond_the_gates
@require_safe
@never_cache
@login_not_required
@transaction.non_atomic_requests
def ready(request):
    """Every part the portal needs works, each named with yes or no; 503 if one does not."""
    parts = parts_of_late()
    # Said, but no reason to take the portal away from families: a person must look at it.
    fine = all(works for name, works in parts.items() if name != ACCESS)
    return JsonResponse({"ready": fine, "parts": parts}, status=200 if fine else 503)


def parts_of_late():
    """What this process found when it last looked, a few seconds ago at most."""
    with _one_at_a_time:
        if time.monotonic() >= _looked.get("until", 0):
            _looked["parts"] = look_at_parts()
            _looked["until"] = time.monotonic() + LOOK_EVERY[all(_looked["parts"].values())]
        return _looked["parts"]


def look_at_parts():
    parts = {"database": works(database_answers), "broker": works(broker_answers)}
    checks = {"migrations": migrations_applied, "beat": beat_ticks, ACCESS: access_agrees}
    for name, check in checks.items():
        # Waiting for a dead database once is enough.
        parts[name] = parts["database"] and works(check)
    return parts


def works(check):
    try:
        return check()
    except (Error, OperationalError, OSError, kind.WrongDatabase):
        return False


def database_answers():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        kind.refuse_wrong_kind(cursor)
    return True


def broker_answers():
    options = settings.CELERY_BROKER_TRANSPORT_OPTIONS
    with Connection(
        settings.CELERY_BROKER_URL, connect_timeout=2, transport_options=options
    ) as broker:
        broker.ensure_connection(max_retries=1, interval_start=0, timeout=3)
    return True


def migrations_applied():
    loader = MigrationLoader(connection)
    return loader.graph.nodes.keys() <= loader.applied_migrations.keys()


def beat_ticks():
    return Tick.objects.filter(name=BEAT, at__gte=timezone.now() - OLDEST_TICK).exists()


def access_agrees():
    """What the last check found; a portal that has never had one is new."""
    last = AccessCheck.objects.values("recorded_at", "differences").first()
    if last is None:
        return True
    return not last["differences"] and last["recorded_at"] > timezone.now() - OLDEST_ACCESS_CHECK
