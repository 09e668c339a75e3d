"""A message about a family goes to another organisation only while something is shared with it."""

import pytest
from django.utils import timezone

from families.models import Agreement
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.delivery import deliver
from familyhubs.notifications.outbox import notify

pytestmark = pytest.mark.django_db


@pytest.fixture
def delivered(family):
    """Owes one message to somebody about the Okafors, delivers it and says what became of it."""

    def delivered(user, organisation):
        message = notify(
            user,
            key=str(user.pk),
            kind="family_given",
            by=SystemActor.CLOCK,
            family_id=family.pk,
            organisation=organisation,
            hub="Northgate",
            link="/families/",
        )
        deliver(message.pk)
        message.refresh_from_db()
        return message.state

    return delivered


def test_while_the_family_shares_it_leaves(delivered, teacher):
    assert delivered(teacher, teacher.organisation) == "sent"


def test_once_the_family_stopped_sharing_it_does_not(delivered, teacher):
    Agreement.objects.update(ends_at=timezone.now())
    assert delivered(teacher, teacher.organisation) == "dropped"


def test_the_councils_own_workers_and_plain_news_are_not_asked(delivered, worker, teacher):
    assert delivered(worker, worker.organisation) == "sent"
    Agreement.objects.update(ends_at=timezone.now())
    assert delivered(teacher, None) == "sent"
