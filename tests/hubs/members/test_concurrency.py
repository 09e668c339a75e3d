"""Many at once on real connections: one membership, one message, and a stop that holds."""

import pytest
from django.utils import timezone

from familyhubs.database.actor import SystemActor
from familyhubs.notifications import delivery
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions
from hubs.models import Member
from tests.factories.members import MemberFactory, NoticeFactory
from tests.hubs.members.conftest import TEXT, fresh
from tests.hubs.whats_on.conftest import PUBLIC
from tests.hubs.whats_on.test_concurrency import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_form_at_once_is_one_question(ask):
    assert at_once([ask] * 6) == []
    assert Member.objects.count() == Message.objects.count() == 1


def test_two_joins_of_one_family_at_once_are_one_membership(ask):
    asked = [ask(1, form_key=f"key-{n}") for n in range(3)]
    acts = [lambda row=row: actions.confirm_member(row, by=PUBLIC) for row in asked * 2]
    # Who pressed a link whose membership was joined to another a moment before is told so.
    assert all(isinstance(error, Refused) for error in at_once(acts))
    assert Member.objects.filter(state="member").count() == 1
    assert Member.objects.filter(state="ended", end_reason="again").count() == 2


def test_the_desk_adds_somebody_once(hub, front_desk):
    told = {"name": "Jo", "contact": TEXT, "children": [], "hears": [], "heard_of": ""}

    def add():
        actions.add_member(hub, channel="desk", by=front_desk, **told)

    raised = at_once([add] * 4)
    assert [type(error) for error in raised] == [Refused] * 3
    assert Member.objects.count() == 1


def test_two_clocks_at_once_tell_each_once(hub):
    for _ in range(6):
        MemberFactory(hub=hub, hears=["news"])
    NoticeFactory(hub=hub)
    assert at_once([lambda: actions.tell_notices(by=SystemActor.CLOCK)] * 3) == []
    assert Message.objects.count() == 6


def test_a_stop_while_it_is_being_sent_holds_for_all_that_has_not_left(hub, settings, monkeypatch):
    """The message in the provider's hands leaves; the one behind it does not."""
    settings.DEMO = True
    member = MemberFactory(hub=hub, hears=["news"])
    for _ in range(2):
        NoticeFactory(hub=hub)
    actions.tell_notices(by=SystemActor.CLOCK)
    monkeypatch.setattr("familyhubs.contact.rules.is_safe_time", lambda card, at: True)
    send = delivery.send

    def stopping(message):
        actions.stop_all(member, by=PUBLIC)
        return send(message)

    monkeypatch.setattr(delivery, "send", stopping)
    delivery.deliver_due()
    assert sorted(row.state for row in Message.objects.all()) == ["dropped", "sent"]
    assert fresh(member).stopped_at < timezone.now()


def test_stop_and_undo_at_once_leave_one_or_the_other(join):
    member = join(1, hears=["news"])
    acts = [lambda: actions.stop_all(member, by=PUBLIC)] * 3
    acts += [lambda: actions.start_again(member, by=PUBLIC)] * 3
    assert at_once(acts) == []
    row = fresh(member)
    assert {*row.hears, *row.heard_before} == {"news"}


def test_leaving_at_once_is_leaving_once(join):
    member = join()
    assert at_once([lambda: actions.end_member(member, by=PUBLIC)] * 4) == []
    assert fresh(member).state == "ended"
