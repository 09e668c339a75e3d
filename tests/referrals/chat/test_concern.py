"""A concern that is raised from a chat: it leads there, for those who may read it (R112)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import Event
from referrals import actions, tasks
from referrals.models import Chat, Concern
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.factories.referrals import ChatFactory, ReferralFactory, ended_chat
from tests.referrals.test_concerns import SAID
from tests.referrals.test_following import text

pytestmark = pytest.mark.django_db


def address(chat):
    return reverse("referrals:raise_about_chat", args=[chat.pk])


def raise_from(client, chat):
    once = client.get(address(chat)).context["form"]["once"].value()
    client.post(address(chat), SAID | {"once": once})
    return Concern.objects.get()


def test_it_leads_the_lead_to_the_chat_and_says_nothing_to_its_colleague(
    client, hub, front_desk, safeguarding_lead
):
    chat = ChatFactory(state="talking", held_by=front_desk, hub=hub, words="He hits me")
    client.force_login(front_desk)
    page = client.get(chat.get_absolute_url()).content.decode()
    assert page.count(address(chat)) == 2, "in the head, and beside what to say"
    concern = raise_from(client, chat)
    assert (concern.chat, concern.hub, concern.raised_by) == (chat, hub, front_desk)
    assert concern.reference not in text(client.get(chat.get_absolute_url()))
    client.force_login(safeguarding_lead)
    assert chat.get_absolute_url() in client.get(concern.get_absolute_url()).content.decode()
    assert concern.reference in text(client.get(chat.get_absolute_url()))


def test_a_chat_that_somebody_does_not_see_is_not_there_to_raise_from(client, hub):
    stranger = somebody("front_of_house", hub=HubFactory())
    client.force_login(stranger)
    assert client.get(address(ChatFactory(hub=hub))).status_code == 404


def test_what_becomes_a_request_takes_its_concern_along(client, hub, front_desk):
    chat = ChatFactory(state="talking", held_by=front_desk, hub=hub)
    client.force_login(front_desk)
    concern = raise_from(client, chat)
    referral = ReferralFactory(hub=hub)
    actions.chat_became_request(chat, referral, by=front_desk)
    concern.refresh_from_db()
    assert concern.referral == referral
    assert Event.objects.filter(verb="concern.joined", about_id=concern.pk).exists()


def test_the_chat_goes_in_its_time_and_the_concern_stays(hub, front_desk):
    old = timezone.now() - timedelta(days=29)
    chat = ended_chat(front_desk, hub=hub, opened_at=old, ended_at=old)
    concern = actions.raise_concern(by=front_desk, chat=chat, **SAID)
    tasks.delete_ended_chats()
    assert not Chat.objects.exists()
    concern.refresh_from_db()
    assert concern.chat is None
