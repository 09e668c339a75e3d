"""What the tests of what's on share: a hub's activity made by its own action, and askers."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from familyhubs.database.actor import SystemActor
from hubs import actions
from hubs.models import Session
from tests.factories.whats_on import ActivityKindFactory

TEXT = {"phone": "+447700900123", "preferred": "text", "may_text": True}
PUBLIC = SystemActor.PUBLIC


@pytest.fixture(autouse=True)
def no_doorbell(monkeypatch):
    monkeypatch.setattr("familyhubs.notifications.outbox.ring", lambda message_id: None)


def rule_of(hub, **changes):
    """What the form gives: booked baby play every day of the week for four weeks from tomorrow."""
    start = timezone.localdate() + timedelta(days=1)
    return {
        "hub": hub,
        "kind": ActivityKindFactory(),
        "name": "Baby play",
        "is_course": False,
        "needs_booking": True,
        "capacity": 2,
        "weekdays": [start.weekday()],
        "runs_from": start,
        "runs_until": start + timedelta(days=27),
        "starts": time(10),
        "ends": time(11, 30),
        **changes,
    }


@pytest.fixture
def plan(hub, manager):
    """`plan(**changes)` makes an activity; `.sessions` of it are in order."""

    def plan(activity=None, **changes):
        return actions.save_activity(
            activity, by=manager, **(changes if activity else rule_of(**{"hub": hub} | changes))
        ).activity

    return plan


def sessions_of(activity):
    return list(Session.objects.filter(activity=activity).in_order())


def ask(target, n=1, **changes):
    """Somebody asks for a place; each `n` is another family."""
    told = {
        "form_key": f"key-{n}",
        "name": f"Jo {n}",
        "contact": TEXT | {"phone": f"+4477009{n:05}"},
        "access_needs": "",
        "children_ages": "2 and 4",
        "by": PUBLIC,
    }
    return actions.ask_for_place(target, **told | changes)
