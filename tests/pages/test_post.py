"""What never left is visible to the administrator, with the reason and without the person."""

import pytest
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify
from tests.factories.accounts import UserFactory
from tests.factories.contact import ContactCardFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/council/messages/"


@pytest.fixture
def failed():
    return owe(
        UserFactory(full_name="Robin Ford", email="robin@council.example"),
        failed_at=timezone.now(),
        last_error="notify-500",
        attempts=7,
    )


def owe(to, **changes):
    message = notify(to, key=str(to.pk), kind="request_received", by=SystemActor.CLOCK, hub="H")
    Message.objects.filter(pk=message.pk).update(**changes)
    return message


@pytest.fixture
def page(client, administrator):
    client.force_login(administrator)
    return client


def test_an_empty_list_says_what_would_stand_here(page):
    assert "Every message has left." in page.get(ADDRESS).text


def test_it_says_why_and_not_to_whom(page, failed):
    owe(
        ContactCardFactory(phone="+447700900123"),
        dropped_at=timezone.now(),
        drop_reason="Something must never be mentioned",
    )
    text = page.get(ADDRESS).text
    assert "7 tries, last answer notify-500" in text
    assert "Something must never be mentioned" in text
    for private in ("Robin Ford", "robin@", "900123"):
        assert private not in text


def test_another_try_starts_anew_and_is_audited(page, failed, administrator):
    answer = page.post(reverse("pages:message_again", args=[failed.pk]), follow=True)
    assert "on its way again" in answer.text
    failed.refresh_from_db()
    assert (failed.state, failed.attempts) == ("queued", 0)
    event = Event.objects.get(verb="message.tried_again")
    assert (event.actor, event.about_id) == (str(administrator.pk), failed.pk)


def test_what_was_held_back_cannot_be_forced(page, failed):
    Message.objects.update(failed_at=None, dropped_at=timezone.now(), drop_reason="Held")
    answer = page.post(reverse("pages:message_again", args=[failed.pk]), follow=True)
    assert "was not given up" in answer.text
    assert Message.objects.get().state == "dropped"


def test_only_an_administrator_may_look_or_try(client, failed, manager):
    client.force_login(manager)
    assert client.get(ADDRESS).status_code == 403
    assert client.post(reverse("pages:message_again", args=[failed.pk])).status_code == 403
