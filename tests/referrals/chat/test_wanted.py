"""What a family wants kept: by somebody who can, and not for ever (decisions 28 and 49)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from families.models import TimelineEntry
from familyhubs.council.models import CouncilSettings
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from referrals import actions, tasks
from referrals.models import Chat
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.factories.referrals import ReferralFactory, ended_chat
from tests.referrals.chat.conftest import END, TALK, begin, staff
from tests.referrals.chat.test_staff import LIST
from tests.referrals.test_following import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def days(db):
    CouncilSettings.objects.update_or_create(only=True, defaults={"chat_days": 28})
    return lambda n: timezone.now() - timedelta(days=n)


def wanted(holder, ended_at, **values):
    told = {"wish": "keep", "ended_at": ended_at, "opened_at": ended_at - timedelta(hours=1)}
    return ended_chat(holder, **told | values)


def test_where_nobody_talked_with_them_nothing_is_promised(client, colleague_on_chat):
    begin(client)
    client.post(END)
    page = text(client.get(TALK))
    assert "Keep what we said" not in page
    assert "What you wrote is deleted 28 days after the end." in page
    chat = Chat.objects.get()
    with pytest.raises(Refused, match="nobody to keep it"):
        actions.wish_for_chat(chat, "keep", by=SystemActor.PUBLIC)
    with pytest.raises(IntegrityError, match="wanted_is_held"), transaction.atomic():
        Chat.objects.filter(pk=chat.pk).update(wish="keep")


def test_back_in_line_with_a_request_it_is_still_kept_with_that(colleague_on_chat, client):
    begin(client)
    chat = actions.take_chat(Chat.objects.get(), by=colleague_on_chat)
    actions.chat_became_request(chat, ReferralFactory(), by=colleague_on_chat)
    actions.pass_chat(chat, to=None, reason="Off home", by=colleague_on_chat)
    client.post(END)
    assert "Keep what we said" in text(client.get(TALK))
    assert actions.wish_for_chat(chat, "keep", by=SystemActor.PUBLIC).kept == "request"


def test_whose_colleague_has_gone_goes_to_the_manager_who_settles_it(
    client, hub, front_desk, manager, family, days
):
    chat = wanted(front_desk, days(1), hub=hub)
    elsewhere = somebody("manager", hub=HubFactory())
    client.force_login(manager)
    assert client.get(staff("chat", chat)).status_code == 404, "its colleague is there"
    front_desk.is_active = False
    front_desk.save()
    tasks.remind_chats_to_keep()
    tasks.remind_chats_to_keep()
    assert [m.user for m in Message.objects.filter(kind="chat_to_keep")] == [manager]
    assert chat.get_absolute_url() in client.get(LIST).content.decode()
    told = {"reference": family.reference, "sensitivity": "team"}
    assert "Keep what was said" in text(client.get(staff("chat", chat)))
    client.post(staff("keep", chat), told)
    assert TimelineEntry.objects.get(summary="Live chat").family == family
    assert client.get(staff("chat", chat)).status_code == 404, "it is settled"
    client.force_login(elsewhere)
    assert client.post(staff("keep", chat), told).status_code == 404


def test_who_leaves_it_lying_is_helped_and_it_ends_in_twice_its_days(
    hub, front_desk, manager, days
):
    lying, fresh = wanted(front_desk, days(29), hub=hub), wanted(front_desk, days(27), hub=hub)
    old = wanted(front_desk, days(57), hub=hub)
    assert set(Chat.objects.visible_to(manager)) == {lying, old}
    assert set(Chat.objects.to_keep(front_desk)) == {lying, fresh, old}
    tasks.delete_ended_chats()
    assert set(Chat.objects.all()) == {lying, fresh}
    tasks.remind_chats_to_keep()
    assert Message.objects.get(kind="chat_to_keep").about_id == lying.pk


def test_of_no_hub_it_goes_to_a_safeguarding_lead(client, safeguarding_lead, days):
    holder = somebody("triage", hub=HubFactory())
    chat = wanted(holder, days(2))
    holder.is_active = False
    holder.save()
    tasks.remind_chats_to_keep()
    assert Message.objects.get(kind="chat_to_keep").user == safeguarding_lead
    client.force_login(safeguarding_lead)
    client.post(staff("keep", chat), {"nowhere": "yes"})
    chat.refresh_from_db()
    assert chat.kept == "nowhere"
