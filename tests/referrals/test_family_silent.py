"""A request that waits for its family is not forgotten: whoever has it is asked to look (3.1)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from referrals import actions, tasks
from tests.cast import somebody
from tests.factories.hubs import HubFactory

MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)


def at(**later):
    return time_machine.travel(MONDAY + timedelta(**later), tick=False)


def told():
    tasks.remind_requests_waiting()
    tasks.remind_requests_waiting()
    rows = Message.objects.filter(kind__startswith="request_silent").order_by("recorded_at", "id")
    return [(message.kind, message.user) for message in rows]


@pytest.fixture
def asked(received, triage_officer):
    """A request whose family was asked something on Monday."""
    with at():
        referral = actions.claim(received(), by=triage_officer)
        return actions.ask_more(referral, question="What is the baby called?", by=triage_officer)


def test_after_as_long_as_we_try_to_reach_a_family_it_rings_once(asked, triage_officer, manager):
    with at(days=13):
        assert told() == []
    with at(days=14, minutes=1):
        assert told() == [("request_silent", triage_officer)]
    with at(days=17):
        assert ("request_silent_above", manager) in told()


def test_what_went_on_is_left_alone_and_what_is_asked_again_rings_again(asked, triage_officer):
    with at(days=7):
        actions.resume(asked, by=triage_officer)
        actions.ask_more(asked, question="And her birthday?", by=triage_officer)
    with at(days=15):
        assert told() == []
    with at(days=21, minutes=1):
        assert told() == [("request_silent", triage_officer)]


def test_red_ones_count_each_day(received, triage_officer):
    with at(days=4):
        referral = received(safety_flags=["fear"])
        actions.ask_more(referral, question="Are you safe?", by=triage_officer)
    with at(days=14, minutes=1):
        assert told() == [("request_silent", triage_officer)]


def test_whoever_had_a_request_hears_that_another_hub_has_it(asked, triage_officer, manager):
    there = HubFactory()
    somebody("triage", hub=there)
    actions.move_to_hub(asked, hub=there, by=manager, reason="They live there")
    (message,) = Message.objects.filter(kind="request_moved_on")
    assert message.user == triage_officer
    assert not message.facts.get("link")


def test_nobody_is_prepared_for_years(received, triage_officer):
    day = datetime.now(UTC).date() + timedelta(days=200)
    with pytest.raises(Refused, match="next 6 months"):
        actions.prepare(received(), review_on=day, reason="Later", by=triage_officer)
