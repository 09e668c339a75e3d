"""What was passed to children's social care is chased until it says that it has it (R112, 3.1)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from familyhubs.audit.models import Event
from familyhubs.council.models import CouncilSettings
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs.models import Absence
from referrals import actions, tasks
from referrals.models import Concern
from tests.cast import somebody
from tests.factories.hubs import LONG_AGO
from tests.factories.referrals import ConcernFactory

# A Monday; the answer is due on Tuesday at ten.
MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)


def at(**later):
    return time_machine.travel(MONDAY + timedelta(**later), tick=False)


@pytest.fixture
def passed_on(hub, safeguarding_lead):
    with at():
        concern = ConcernFactory(hub=hub, raised_at=MONDAY - timedelta(hours=1))
        actions.take(concern, by=safeguarding_lead)
        said = {"outcome": "passed_on", "words": "Rang at ten", "basis": "safeguarding"}
        return actions.decide_concern(concern, by=safeguarding_lead, **said)


def told():
    rows = Message.objects.filter(kind="concern_unacknowledged").order_by("recorded_at")
    return [message.user for message in rows]


def chase(**later):
    with at(**later):
        for _again in range(2):
            tasks.chase_acknowledgements()


def test_the_lead_who_passed_it_on_then_all_then_the_mailbox(passed_on, safeguarding_lead):
    other = somebody("safeguarding")
    CouncilSettings.objects.get_or_create()
    CouncilSettings.objects.update(watched_email="door@example.org")
    chase(hours=23)
    assert told() == []
    chase(hours=25)
    assert told() == [safeguarding_lead]
    chase(hours=49)
    assert told() == [safeguarding_lead, other]
    chase(days=14)
    assert len(told()) == 2
    (mail,) = Message.objects.filter(kind="mailbox_waiting")
    assert mail.words == passed_on.reference


def test_a_weekend_is_no_lateness(passed_on):
    Concern.objects.update(acknowledge_due_at=MONDAY + timedelta(days=4))
    chase(days=5)
    assert told() == []


def test_while_that_lead_is_away_the_others_hear_of_it(passed_on, safeguarding_lead):
    other = somebody("safeguarding")
    Absence.objects.create(
        user=safeguarding_lead, starts_at=LONG_AGO, ends_at=MONDAY + timedelta(days=90)
    )
    chase(hours=25)
    assert told() == [other]


def test_written_down_once_and_chased_no_more(client, passed_on, safeguarding_lead, front_desk):
    url = reverse("referrals:acknowledge_concern", args=[passed_on.pk])
    client.force_login(front_desk)
    assert client.post(url, {"reference": "MASH 12"}).status_code == 404
    client.force_login(safeguarding_lead)
    assert passed_on.reference in client.get(reverse("referrals:concerns")).content.decode()
    assert "Enter the reference" in client.post(url, {}).content.decode()
    page = client.post(url, {"reference": "MASH 12"}, follow=True).content.decode()
    assert "Children’s social care has it" in page
    assert "MASH 12" in page
    assert "written down already" in client.post(url, {"reference": "MASH 13"}).content.decode()
    passed_on.refresh_from_db()
    assert passed_on.social_care_reference == "MASH 12"
    assert Event.objects.filter(verb="concern.acknowledged").count() == 1
    chase(days=20)
    assert told() == []


def test_what_was_not_passed_on_cannot_be_acknowledged(hub, safeguarding_lead):
    concern = ConcernFactory(hub=hub)
    with pytest.raises(Refused, match="was not passed"):
        actions.acknowledge_concern(concern, reference="MASH 1", by=safeguarding_lead)


def test_why_the_family_was_not_told_stands_with_the_concern(client, worker, safeguarding_lead):
    client.force_login(worker)
    said = {
        "who": "Tobi", "what": "A bruise", "is_now": "no", "family_knows": "no",
        "not_told_because": "His uncle would hear of it",
    }  # fmt: skip
    client.post(reverse("referrals:raise_concern"), said)
    client.force_login(safeguarding_lead)
    page = client.get(Concern.objects.get().get_absolute_url()).content.decode()
    assert "His uncle would hear of it" in page


@pytest.mark.parametrize(
    "values",
    [
        {"basis": ""},
        {"acknowledge_due_at": None},
        {"outcome": "known"},
        {"acknowledged_at": MONDAY + timedelta(days=1)},
        {"acknowledged_at": MONDAY - timedelta(days=1), "social_care_reference": "M"},
    ],
)
def test_the_database_refuses_half_a_hand_over(passed_on, safeguarding_lead, values):
    if "social_care_reference" in values:
        values = values | {"acknowledged_by": safeguarding_lead}
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=passed_on.pk).update(**values)


def test_nobody_acknowledges_what_was_never_passed_on(hub, safeguarding_lead):
    concern = ConcernFactory(hub=hub)
    with pytest.raises(IntegrityError), transaction.atomic():
        Concern.objects.filter(pk=concern.pk).update(
            acknowledged_at=MONDAY, acknowledged_by=safeguarding_lead, social_care_reference="M"
        )


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_chase_once(passed_on, safeguarding_lead):
    def run(_n):
        try:
            actions.chase_acknowledgements(by=SystemActor.CLOCK, now=MONDAY + timedelta(hours=25))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(run, range(8)))
    assert told() == [safeguarding_lead]
