"""Reminder, then deputy, manager, service, mailbox; red ones day and night (R114)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from familyhubs.council.models import CouncilSettings
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from hubs import actions as rota
from hubs.models import Absence, DutyShift
from referrals import actions, tasks
from referrals.models import Referral
from tests.cast import somebody
from tests.factories.hubs import LONG_AGO
from tests.factories.referrals import ReferralFactory

MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)
FRIDAY_NIGHT = datetime(2026, 11, 6, 22, tzinfo=UTC)


def at(**later):
    return time_machine.travel(MONDAY + timedelta(**later), tick=False)


@pytest.fixture
def late(hub):
    """A request that came on Monday at ten and is due on Tuesday at ten."""
    return ReferralFactory(hub=hub)


@pytest.fixture
def council_record(db):
    CouncilSettings.objects.get_or_create()
    return CouncilSettings.objects.all()


def named(**values):
    return {"out_of_hours_name": "The night team", "out_of_hours_email": "n@example.org"} | values


def told(kind=""):
    rows = Message.objects.filter(kind__startswith=kind).order_by("recorded_at")
    return [(message.kind, message.user) for message in rows]


def stands_in(user, deputy):
    with at(hours=-1):
        rota.name_deputy(user, deputy=deputy, by=user)


def tried(referral, by):
    with at(hours=1):
        actions.record_attempt(referral, channel="call", reached=False, by=by)


def test_the_worker_hears_of_it_then_the_deputy(late, hub, triage_officer, manager):
    other = somebody("triage", hub=hub)
    stands_in(other, triage_officer)
    tried(late, other)
    with at(hours=25):
        tasks.remind_requests_waiting()
    assert told("request_waiting") == [("request_waiting", other)]
    for _again in range(2):
        with at(hours=29):
            tasks.remind_requests_waiting()
    assert [user for _kind, user in told("request_waiting")] == [other, triage_officer]


def test_the_deputy_is_asked_in_the_place_of_a_worker_who_is_away(late, hub, triage_officer):
    other, third = somebody("triage", hub=hub), somebody("triage", hub=hub)
    stands_in(other, third)
    tried(late, other)
    Absence.objects.create(user=other, starts_at=LONG_AGO, ends_at=MONDAY + timedelta(days=30))
    with at(hours=25):
        tasks.remind_requests_waiting()
    assert told("request_waiting") == [("request_waiting", third)]


def test_nobody_whose_account_or_role_ended_is_told(late, hub, triage_officer, manager):
    other = somebody("triage", hub=hub)
    stands_in(triage_officer, other)
    other.memberships.update(ends_at=LONG_AGO + timedelta(days=1))
    triage_officer.is_active = False
    triage_officer.save()
    with at(hours=29):
        tasks.remind_requests_waiting()
    assert told("request_waiting") == [("request_waiting", manager)]


def test_the_last_rung_is_the_mailbox_that_somebody_reads(late, triage_officer, council_record):
    council_record.update(watched_email="door@example.org")
    with at(days=10):
        for _again in range(2):
            tasks.remind_requests_waiting()
    (message,) = Message.objects.filter(kind="mailbox_waiting")
    assert message.typed_address == "door@example.org"
    assert late.reference in message.words
    assert late.contact_name not in message.words


def test_two_clocks_at_once_are_two_messages(late, triage_officer):
    with at(hours=49):
        for _again in range(2):
            tasks.remind_requests_waiting()
            tasks.remind_contacts_waiting()
    assert {kind for kind, _user in told()} == {
        "request_waiting", "request_waiting_manager", "contact_waiting"
    }  # fmt: skip
    assert told("contact_waiting") == [("contact_waiting", triage_officer)]


@pytest.mark.parametrize("done", ["reached", "paused", "decided"])
def test_the_contact_clock_stops_when_it_is_done(late, triage_officer, done):
    with at(hours=1):
        if done == "reached":
            actions.record_attempt(late, channel="call", reached=True, by=triage_officer)
        elif done == "paused":
            actions.ask_more(late, question="Which school?", by=triage_officer)
        else:
            actions.advise(late, decision="iag", reason="x", by=triage_officer)
    with at(days=9):
        tasks.remind_contacts_waiting()
    assert told() == []


def test_red_runs_at_night_and_at_the_weekend(received, triage_officer, safeguarding_lead):
    with time_machine.travel(FRIDAY_NIGHT, tick=False):
        red, other = received(safety_flags=["fear"]), received()
    assert red.screen_due_at == FRIDAY_NIGHT + timedelta(hours=4)
    assert red.decision_due_at == FRIDAY_NIGHT + timedelta(days=1)
    assert other.screen_due_at == datetime(2026, 11, 9, 13, tzinfo=UTC)
    with time_machine.travel(FRIDAY_NIGHT + timedelta(days=1, hours=1), tick=False):
        tasks.remind_requests_waiting()
        tasks.alert_screens_overdue()
    assert told("request_waiting") == [("request_waiting", triage_officer)]
    assert told("request_unscreened") == [("request_unscreened", safeguarding_lead)]


def test_red_at_night_goes_to_the_contact_the_council_names(
    received, council_record, triage_officer
):
    council_record.update(**named())
    night_worker = somebody("manager")
    with time_machine.travel(FRIDAY_NIGHT, tick=False):
        DutyShift.objects.create(user=night_worker, kind="out_of_hours")
        red = received(safety_flags=["fear"])
        received()
    (mail,) = Message.objects.filter(kind="out_of_hours")
    assert (mail.typed_address, red.reference in mail.words) == ("n@example.org", True)
    assert "Ada" not in mail.words
    assert ("request_flagged", night_worker) in told()
    with time_machine.travel(FRIDAY_NIGHT + timedelta(hours=5), tick=False):
        for _again in range(3):
            tasks.alert_screens_overdue()
    assert Message.objects.filter(kind="out_of_hours").count() == 2


def test_red_in_the_daytime_stays_at_the_front_door(received, council_record, triage_officer):
    council_record.update(**named())
    with at():
        received(safety_flags=["fear"])
    assert not Message.objects.filter(kind="out_of_hours").exists()


def test_an_unscreened_request_goes_to_who_is_on_duty_now(late, safeguarding_lead, hub):
    on_duty = somebody("safeguarding")
    DutyShift.objects.create(
        user=on_duty, kind="safeguarding", starts_at=MONDAY, ends_at=MONDAY + timedelta(hours=7)
    )
    for hours in (5, 6, 20):
        with at(hours=hours):
            tasks.alert_screens_overdue()
    assert told() == [("request_unscreened", on_duty)]


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_tell_each_rung_once(hub, triage_officer, manager):
    ReferralFactory.create_batch(2, hub=hub)
    tasks_of = (actions.remind_requests_waiting, actions.remind_contacts_waiting)

    def remind(number):
        try:
            return tasks_of[number % 2](by=SystemActor.CLOCK, now=MONDAY + timedelta(days=4))
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(remind, range(8))) == Message.objects.count() > 4


@pytest.mark.parametrize("address", ["ask:before"])
def test_the_form_says_before_sending_when_somebody_reads_it(client, council_record, address):
    with time_machine.travel(FRIDAY_NIGHT, tick=False):
        page = client.get(reverse(address)).content.decode()
        assert "Nobody reads this until 9am on Monday 9 November." in page
        council_record.update(**named(out_of_hours_hours="every night"))
        page = client.get(reverse(address)).content.decode()
        assert (
            "a message goes to The night team as soon as you send this. They answer: every night."
            in page
        )
        assert "Nobody reads" not in page.replace("Nobody reads what you write until", "")
    with at():
        assert "We are closed now" not in client.get(reverse(address)).content.decode()


def test_what_is_late_and_who_was_told(client, late, hub, triage_officer, manager, worker):
    ReferralFactory(hub=hub, screened_at=MONDAY, screened_by=manager, happened_at=timezone.now(),
                    decision_due_at=timezone.now() + timedelta(days=1))  # fmt: skip
    elsewhere = ReferralFactory()
    with at(days=2):
        tasks.remind_requests_waiting()
    client.force_login(manager)
    page = client.get(reverse("referrals:late"))
    assert [referral for referral, _due, _told in page.context["lines"]] == [late]
    (_late, due, messages), = page.context["lines"]  # fmt: skip
    assert set(due) == {"screen", "decision", "contact"}
    assert triage_officer in {message.user for message in messages}
    assert elsewhere.reference not in page.content.decode()
    client.force_login(worker)
    assert client.get(reverse("referrals:late")).status_code == 403


def test_late_asks_no_more_for_more_requests(client, hub, manager, django_assert_max_num_queries):
    ReferralFactory.create_batch(3, hub=hub)
    client.force_login(manager)
    with django_assert_max_num_queries(40) as few:
        client.get(reverse("referrals:late"))
    ReferralFactory.create_batch(9, hub=hub)
    with django_assert_max_num_queries(len(few.captured_queries)):
        client.get(reverse("referrals:late"))
    assert Referral.objects.count() == 12
