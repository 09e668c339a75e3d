"""The bench's database: N families loaded once, kept as a template, copied for each run."""

import datetime as dt
import hashlib
import json
import os
import resource
import subprocess
import sys
import time
from random import Random

import psycopg
from django.conf import settings
from django.core.management import call_command
from django.db import connections, transaction
from django.utils import timezone
from psycopg import sql

from familyhubs.database.actor import SystemActor, set_actor
from familyhubs.demo.boards import build_boards
from familyhubs.demo.build import publish_figures, tell_stories
from familyhubs.demo.council import build_places
from familyhubs.demo.staff import build_staff
from familyhubs.demo.this_week import this_week
from familyhubs.demo.whats_on import whats_on
from hubs import actions
from hubs.models import ActivityKind, Role
from tests.bench.crowd import build_crowd
from tests.bench.offer import build_offer
from tests.bench.pages import somebody

RUN = "bench_run"
# Whence databases are made and dropped: `point_at` changes what the settings say.
HOME = settings.DATABASES["owner"]["NAME"]
MAKES_THE_WORLD = (
    "**/migrations/*.py",
    "familyhubs/demo/*.py",
    "familyhubs/insights/*.py",
    "tests/bench/offer.py",
    "tests/bench/crowd.py",
)


def owner_connection(name=None):
    given = settings.DATABASES["owner"]
    return psycopg.connect(
        host=given["HOST"] or None,
        port=given["PORT"] or None,
        user=given["USER"],
        password=given["PASSWORD"] or None,
        dbname=name or HOME,
        autocommit=True,
    )


def point_at(name):
    for alias in settings.DATABASES:
        connections[alias].close()
        connections[alias].close_pool()
        connections[alias].settings_dict["NAME"] = name


def template_name(families):
    """Changes when a migration or the stories do, so an old world is never measured."""
    digest = hashlib.sha256()
    for pattern in MAKES_THE_WORLD:
        for path in sorted(settings.BASE_DIR.glob(pattern)):
            if path.relative_to(settings.BASE_DIR).parts[0] not in (".venv", "var"):
                digest.update(path.read_bytes())
    digest.update(settings.FIELD_KEYS[0].encode())
    return f"bench_{families}_{digest.hexdigest()[:12]}"


def prepare(families, say):
    """Point the settings at a fresh copy of the world; gives the loader's rows, seconds, memory."""
    name = template_name(families)
    with owner_connection() as owner:
        known = owner.execute(
            "SELECT shobj_description(oid, 'pg_database') FROM pg_database WHERE datname = %s",
            [name],
        ).fetchone()
        if not known:
            drop_older(owner, families)
        # What the loading took is written on the template: a run that keeps it reports it too.
        loaded = json.loads(known[0]) if known else load(owner, name, families, say)
        drop(owner, RUN)
        owner.execute(
            sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                sql.Identifier(RUN), sql.Identifier(name)
            )
        )
    point_at(RUN)
    return loaded


def drop(owner, name):
    owner.execute(sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name)))


def drop_older(owner, families):
    pattern = f"bench\\_{families}\\_%"
    for (name,) in owner.execute(
        "SELECT datname FROM pg_database WHERE datname LIKE %s", [pattern]
    ).fetchall():
        drop(owner, name)


def load(owner, name, families, say):
    """Make and fill the template under a working name, so that half of one is never taken."""
    half = f"{name}_half"
    drop(owner, half)
    owner.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(half)))
    point_at(half)
    call_command("prepare_database", verbosity=0)
    started = time.monotonic()
    rows = fill(families, say)
    seconds = time.monotonic() - started
    point_at(RUN)
    tidy(half)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    loaded = {
        "day": timezone.localdate().isoformat(),
        "rows": rows,
        "seconds": round(seconds, 1),
        "peak_mib": round(memory),
    }
    said = sql.Literal(json.dumps(loaded))
    owner.execute(sql.SQL("COMMENT ON DATABASE {} IS {}").format(sql.Identifier(half), said))
    owner.execute(
        sql.SQL("ALTER DATABASE {} RENAME TO {}").format(sql.Identifier(half), sql.Identifier(name))
    )
    return loaded


def tidy(name):
    """What PostgreSQL does by itself soon after: no run is to find it half done."""
    with owner_connection(name) as owner:
        owner.execute("VACUUM (ANALYZE)")


def fill(families, say):
    """Of ten families one is told with its whole story; the others are the county beside them."""
    told = max(1, families // 10)
    random = Random(families)
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        hubs = build_places(random)
        staff = build_staff(hubs)
        build_offer(Random(families))
    rows = tell_stories(
        told,
        staff=staff,
        hubs=hubs,
        random=random,
        progress=lambda done, rows: say(f"  {done} families, {rows} rows"),
    )
    this_week(staff=staff, hubs=hubs)
    whats_on(staff=staff, hubs=hubs)
    build_boards(staff=staff, hubs=hubs)
    plan_a_year(staff=staff, hubs=hubs)
    rows += build_crowd(families, told, the_worker(), say)
    publish_figures()
    return rows


def the_worker():
    """The practitioner who looks at the pages (pages.somebody): the long timeline is theirs."""
    return somebody(Role.PRACTITIONER)


def plan_a_year(*, staff, hubs):
    """20,000 sessions: fifteen activities on every day of most of a year at each hub."""
    first = timezone.localdate() + dt.timedelta(days=1)
    kind = ActivityKind.objects.get(key="stay_and_play")
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        for hub in hubs:
            for number in range(15):
                actions.save_activity(
                    None,
                    hub=hub,
                    kind=kind,
                    name=f"Stay and play {number + 1}",
                    weekdays=list(range(7)),
                    runs_from=first,
                    runs_until=first + dt.timedelta(days=335),
                    starts=dt.time(8 + number % 10),
                    ends=dt.time(9 + number % 10, 30),
                    bands=["early_years"],
                    by=staff.managers[hub.pk],
                )


def serve(port):
    """gunicorn on the copied world, as in production: threads, one process for each core."""
    environment = {**_environment(), "PORT": str(port)}
    return subprocess.Popen(
        [
            sys.executable,
            "-m",
            "gunicorn",
            "tests.bench.wsgi:application",
            f"--bind=127.0.0.1:{port}",
            "--workers=2",
            "--threads=4",
            "--log-level=warning",
            "--no-control-socket",
        ],
        env=environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _environment():
    variables = dict(os.environ)
    for variable in ("DATABASE_URL", "DATABASE_OWNER_URL", "DATABASE_REPORTING_URL"):
        start, _, _ = variables[variable].rpartition("/")
        variables[variable] = f"{start}/{RUN}"
    return variables
