"""First human contact: in working days, after the decision too; day and night where it is red."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from families.actions import note_event
from familyhubs.council.models import CouncilSettings
from familyhubs.notifications.models import Message
from familyhubs.pages.actions import change_settings, close_day
from referrals import actions, tasks
from referrals.models import Referral
from tests.cast import somebody

MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)
FRIDAY = MONDAY + timedelta(days=4)


def at(moment=MONDAY, **later):
    return time_machine.travel(moment + timedelta(**later), tick=False)


def told():
    tasks.remind_contacts_waiting()
    rows = Message.objects.filter(kind__startswith="contact_waiting").order_by("recorded_at")
    return [(message.kind, message.user) for message in rows]


@pytest.fixture
def asked(received):
    with at():
        return received()


def accept(referral, lead, by):
    return actions.accept(referral, decision="eha", level=3, lead=lead, by=by)


def test_it_is_due_in_working_days_and_by_the_clock_where_it_is_red(received):
    with at(FRIDAY):
        calm, red = received(), received(safety_flags=["fear"])
    assert calm.contact_due_at == FRIDAY + timedelta(days=4)
    assert red.contact_due_at == FRIDAY + timedelta(days=2)
    with at(FRIDAY, days=2, minutes=1):
        assert [m for m, _user in told()] == []
    somebody("triage", hub=red.hub)
    with at(FRIDAY, days=2, minutes=1):
        told()
    (message,) = Message.objects.filter(kind="contact_waiting")
    assert message.about_id == red.pk


def test_a_pause_is_added_and_nobody_is_late_at_once(asked, triage_officer):
    with at(hours=1):
        actions.ask_more(asked, question="Which school?", by=triage_officer)
    with at(days=9):
        assert told() == []
        actions.resume(asked, by=triage_officer)
        assert told() == []
    asked.refresh_from_db()
    # Due on Wednesday at ten; as much later as the front door was open while they were awaited.
    assert asked.contact_due_at == datetime(2026, 11, 12, 17, tzinfo=UTC)
    with at(days=11):
        assert told() == [("contact_waiting", triage_officer)]


def test_preparing_is_a_pause_too(asked, triage_officer):
    day = (MONDAY + timedelta(days=14)).date()
    with at(hours=1):
        actions.prepare(asked, review_on=day, reason="x", by=triage_officer)
    with at(days=14):
        tasks.bring_back_prepared()
        assert told() == []
    asked.refresh_from_db()
    assert asked.contact_due_at > MONDAY + timedelta(days=14)


def test_the_promise_is_chased_after_the_decision_at_the_lead(
    client, asked, triage_officer, lead, manager
):
    with at(hours=1):
        accept(asked, lead, triage_officer)
        assert told() == []
    with at(days=2, minutes=1):
        for _again in range(2):
            assert told() == [("contact_waiting", lead)]
        client.force_login(triage_officer)
        page = client.get(reverse("referrals:late")).content.decode()
        assert asked.reference in page
        assert "First contact" in page
    with at(days=3, hours=1):
        assert told()[1:] == [("contact_waiting_above", manager)]


@pytest.mark.parametrize("how", ["tried before", "on the timeline"])
def test_it_stops_when_somebody_was_in_touch(asked, triage_officer, lead, how):
    with at(hours=1):
        if how == "tried before":
            actions.record_attempt(asked, channel="call", reached=True, by=triage_officer)
        done = accept(asked, lead, triage_officer)
    if how != "tried before":
        with at(hours=2):
            note_event(done.family, kind="contact", summary="Rang", by=lead)
    with at(days=9):
        assert told() == []


def test_who_was_told_before_the_decision_is_not_told_again_after_it(asked, triage_officer, lead):
    with at(days=2, minutes=1):
        assert told() == [("contact_waiting", triage_officer)]
        accept(asked, lead, triage_officer)
    with at(days=2, minutes=5):
        assert len(told()) == 1


def test_advice_and_refusal_promise_nothing_more(asked, triage_officer):
    with at(hours=1):
        actions.advise(asked, decision="iag", reason="x", by=triage_officer)
    with at(days=9):
        assert told() == []


def test_a_day_that_closes_moves_it_before_and_after_the_decision(
    received, triage_officer, lead, administrator
):
    CouncilSettings.objects.get_or_create()
    with at():
        waits, accepted, red = received(), received(), received(safety_flags=["fear"])
        accept(accepted, lead, triage_officer)
    with at(hours=1):
        close_day((MONDAY + timedelta(days=1)).date(), reason="Snow", by=administrator)
    dues = dict(Referral.objects.values_list("pk", "contact_due_at"))
    assert dues[waits.pk] == dues[accepted.pk] == MONDAY + timedelta(days=3)
    assert dues[red.pk] == MONDAY + timedelta(days=2)


def test_a_new_target_counts_for_what_waits(asked, administrator):
    CouncilSettings.objects.get_or_create()
    with at(hours=1):
        record = CouncilSettings.objects.get()
        change_settings(record, values={"first_contact_days": 4}, by=administrator)
    asked.refresh_from_db()
    assert asked.contact_due_at == MONDAY + timedelta(days=4)
