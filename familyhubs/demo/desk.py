"""The demo’s front desks: a year of questions, and a few people who wait (R019, R043)."""

from datetime import datetime, time, timedelta
from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from familyhubs.accounts.models import User
from familyhubs.database.actor import SystemActor, set_actor
from hubs.models import Role, Service
from referrals import actions
from referrals.desk.topics import TOPICS
from referrals.models import Enquiry

DAYS = 365
WAYS = ("desk",) * 6 + ("phone",) * 3 + ("email", "chat")
DEEDS = ("answered",) * 5 + ("gave",) * 2 + ("signposted",) * 3 + ("booked", "fetched", "request")
HELPED = ("", "", "yes", "yes", "partly", "no")
# Minutes ago, first name, what for, topic.
WAITING = ((25, "Chidi", "Nursery form", "school"), (12, "", "", ""), (4, "Ewa", "Letters", "debt"))


def desks(*, hubs, random):
    """A handful of questions each working day at each desk; then today's."""
    services = list(Service.objects.public().order_by("slug")[:12])
    with transaction.atomic():
        set_actor(SystemActor.SETUP)
        for hub in hubs:
            by = User.objects.filter(
                memberships__hub=hub, memberships__role=Role.FRONT_OF_HOUSE
            ).first()
            rows = [row for ago in range(1, DAYS) for row in day(hub, ago, services, random, by)]
            Enquiry.objects.bulk_create(rows, batch_size=1000)
            waits(hub, by)


def day(hub, ago, services, random, by):
    """What was asked on one day; nothing at the weekend."""
    on = timezone.localdate() - timedelta(days=ago)
    if on.weekday() > 4:
        return
    for _one in range(random.randrange(1, 5)):
        did = random.choice(DEEDS)
        sent = did == "signposted" and services
        yield Enquiry(
            hub=hub,
            topic=random.choice(TOPICS).code,
            did=did,
            channel=random.choice(WAYS),
            service=random.choice(services) if sent else None,
            helped=random.choice(HELPED) if sent else "",
            happened_at=timezone.make_aware(
                datetime.combine(on, time(random.randrange(9, 17), random.randrange(60)))
            ),
            taken_by=by,
        )


def waits(hub, by):
    """Three who wait, and two questions of this morning."""
    now = timezone.now()
    for minutes, name, about, topic in WAITING:
        told = {"first_name": name, "about": about, "topic": topic}
        came_at = now - timedelta(minutes=minutes)
        actions.walk_in(hub, key=uuid4(), came_at=came_at, by=by, **told)
    for topic, did in (("whats_on", "answered"), ("debt", "signposted")):
        told = {"topic": topic, "did": did, "channel": "desk", "by": by}
        actions.log_enquiry(hub, key=uuid4(), **told)
