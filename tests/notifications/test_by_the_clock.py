"""By the clock, with a worker, beat and broker really running: told once, then up the ladder once.

Only the rows' dates are moved; every process lives in the present.
"""

import os
import sys
import tempfile
import time
from datetime import timedelta
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.utils import timezone

from familyhubs.database.actor import SystemActor
from familyhubs.database.models import Tick
from familyhubs.embedded.places import Place
from familyhubs.embedded.processes import PORTAL, Processes
from familyhubs.embedded.valkey import Valkey
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify
from outcomes.models import Plan
from referrals.clocks import days_overdue
from referrals.models import Referral
from tests.factories.outcomes import PlanFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db(transaction=True)
CELERY = [sys.executable, "-m", "celery", "--app", "tests.notifications.hurried:app"]
QUIET = ["--concurrency", "1", "--without-gossip", "--without-mingle", "--without-heartbeat"]
NOTIFY = ("NOTIFY_API_KEY", "NOTIFY_URL", "NOTIFY_EMAIL_TEMPLATE", "NOTIFY_SMS_TEMPLATE")


class Portal:
    """A broker, a worker and beat of the test's own, on the test's database."""

    def __init__(self, place, processes, settings):
        self.valkey, self.processes = Valkey(place), processes
        self.valkey.start(processes)
        database = urlsplit(os.environ["DATABASE_URL"])
        name = connection.settings_dict["NAME"]
        variables = os.environ | {name: getattr(settings, name) for name in NOTIFY}
        variables |= {
            "DATABASE_URL": database._replace(path=f"/{name}").geturl(),
            "REDIS_URL": self.valkey.url,
        }
        beat = ["beat", "--schedule", place.folder / "beat", "--pidfile", ""]
        for name, arguments in {"worker": ["worker", *QUIET], "beat": beat}.items():
            log = place.log(name)
            processes.start(
                name, [*CELERY, *arguments], log=log, stage=PORTAL, cwd=settings.BASE_DIR,
                env=variables,
            )  # fmt: skip

    def wait_until(self, seen):
        self.processes.wait_until(seen, what="What the clock should do", seconds=30)

    def runs_on(self, ticks=3):
        """Wait until the worker has done so many more of the clock's rounds."""
        for _ in range(ticks):
            since = timezone.now()
            self.wait_until(lambda since=since: Tick.objects.filter(at__gt=since).exists())

    def lose_broker(self):
        broker = self.processes.running.pop("Valkey")
        broker.kill()
        broker.wait()

    def get_broker_back(self):
        self.valkey.start(self.processes)


@pytest.fixture
def portal(settings, notify_server):
    """Not below pytest's own folder: as root the broker runs as another user, who must get in."""
    with tempfile.TemporaryDirectory(prefix="clock-") as folder:
        Path(folder).chmod(0o755)
        place = Place(folder)
        try:
            with Processes() as processes:
                yield Portal(place, processes, settings)
        finally:
            place.remove_sockets()


def told():
    """Everything owed so far, to whom, and whether it has left."""
    rows = Message.objects.select_related("user")
    return sorted((row.kind, row.user.full_name, row.state) for row in rows)


def sent(*pairs):
    return sorted((kind, user.full_name, "sent") for kind, user in pairs)


def undecided(hub, now):
    """A request that should have been decided just now; for its screen there is time.

    Marked for safety: of such a one people are reminded at the weekend too.
    """
    flagged = {"safety_flags": ["fear"], "happened_at": now - timedelta(hours=1)}
    due = {"decision_due_at": now - timedelta(minutes=1), "screen_due_at": now + timedelta(days=1)}
    return ReferralFactory(hub=hub, **flagged, **due)


def late_by_days(days, now):
    """The latest moment that is so many days past."""
    back = (now - timedelta(minutes=30 * n) for n in count(1))
    return next(moment for moment in back if days_overdue(moment, now, red=True) == days)


def move(owner, request, due_at, plan, due_on):
    """Time goes by for the rows: their dates are earlier, in the keys of what was told as well."""
    owner.execute(
        "UPDATE notifications_message SET key = replace(key, %s, %s)",
        [f"{request.decision_due_at:%Y%m%d%H%M}", f"{due_at:%Y%m%d%H%M}"],
    )
    owner.execute(
        "UPDATE notifications_message SET key = replace(key, %s, %s)",
        [str(plan.review_due_on), str(due_on)],
    )
    Referral.objects.filter(pk=request.pk).update(decision_due_at=due_at)
    Plan.objects.filter(pk=plan.pk).update(review_due_on=due_on)


def test_each_is_reminded_once_and_then_escalated_once(
    portal, owner, notify_server, family, worker, triage_officer, manager
):
    now, today = timezone.now(), timezone.localdate()
    request = undecided(family.hub, now)
    plan = PlanFactory(family=family, review_due_on=today - timedelta(days=3))
    reminded = sent(("request_waiting", triage_officer), ("review_overdue", worker))
    portal.wait_until(lambda: told() == reminded)
    portal.runs_on()
    assert told() == reminded

    move(owner, request, late_by_days(1, now), plan, today - timedelta(days=10))
    escalated = sent(("request_waiting_manager", manager), ("review_overdue_manager", manager))
    portal.wait_until(lambda: told() == sorted(reminded + escalated))
    portal.runs_on()
    assert told() == sorted(reminded + escalated)
    to = [body["email_address"] for _, body in notify_server.requests]
    assert sorted(to) == sorted([triage_officer.email, worker.email, manager.email, manager.email])


def test_while_the_broker_is_away_nothing_is_lost(
    portal, notify_server, family, worker, triage_officer, robin
):
    portal.runs_on(1)
    portal.lose_broker()
    time.sleep(2)  # What the worker still held is done.
    undecided(family.hub, timezone.now())
    PlanFactory(family=family, review_due_on=timezone.localdate() - timedelta(days=3))
    notify(robin, key="never-rung", kind="access_ended", by=SystemActor.CLOCK)
    time.sleep(3)
    assert told() == [("access_ended", robin.full_name, "queued")]

    portal.get_broker_back()
    expected = sent(
        ("request_waiting", triage_officer), ("review_overdue", worker), ("access_ended", robin)
    )
    portal.wait_until(lambda: told() == expected)
    portal.runs_on()
    assert told() == expected
    to = [body["email_address"] for _, body in notify_server.requests]
    assert sorted(to) == sorted([triage_officer.email, worker.email, robin.email])
