"""What happens to requests by the clock: once, however often, however late, at the same time."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from families.matching import LIKELY
from familyhubs.celery import app
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from referrals import actions, clocks, tasks
from referrals.models import Draft, ProposedMatch, Referral
from tests.cast import somebody
from tests.factories.families import ConflictFactory, FamilyFactory
from tests.factories.hubs import HubFactory, MembershipFactory
from tests.factories.referrals import ReferralFactory

# A Wednesday; nothing is a holiday for weeks around it.
MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)


@pytest.fixture
def late(hub):
    """A request that came on Monday at ten and is due on Tuesday at ten."""
    return ReferralFactory(hub=hub)


@pytest.fixture
def service_lead(db):
    return somebody("manager")


def at(**later):
    return time_machine.travel(MONDAY + timedelta(**later), tick=False)


def told():
    """Who was told of what, in the order of the ladder."""
    return list(
        Message.objects.filter(key__startswith="request-waiting")
        .order_by("key")
        .values_list("kind", "user__full_name")
    )


def test_nothing_is_said_while_there_is_time(late, triage_officer, manager, service_lead):
    with at(hours=23):
        tasks.remind_requests_waiting()
    assert told() == []


def test_one_reminder_then_the_manager_then_the_service(
    late, triage_officer, manager, service_lead
):
    for hours, expected in (
        (25, ["request_waiting"]),
        (40, ["request_waiting"]),
        (49, ["request_waiting", "request_waiting_manager"]),
        (73, ["request_waiting", "request_waiting_manager", "request_waiting_service"]),
        (240, ["request_waiting", "request_waiting_manager", "request_waiting_service"]),
    ):
        with at(hours=hours):
            for _again in range(2):
                tasks.remind_requests_waiting()
        assert [kind for kind, _name in told()] == expected, hours
    assert [name for _kind, name in told()] == [
        triage_officer.full_name,
        manager.full_name,
        service_lead.full_name,
    ]


def test_three_days_late_each_rung_is_told_once(late, triage_officer, manager, service_lead):
    with at(days=4):
        tasks.remind_requests_waiting()
        tasks.remind_requests_waiting()
    assert len(told()) == 3


def test_a_weekend_is_no_lateness(hub, triage_officer, manager):
    friday = datetime(2026, 11, 6, 10, tzinfo=UTC)
    ReferralFactory(hub=hub, happened_at=friday - timedelta(days=1), decision_due_at=friday)
    with time_machine.travel(friday + timedelta(days=2), tick=False):
        tasks.remind_requests_waiting()
    assert told() == []
    with time_machine.travel(friday + timedelta(days=2, hours=23, minutes=30), tick=False):
        tasks.remind_requests_waiting()
    assert [kind for kind, _name in told()] == ["request_waiting"]


@pytest.mark.parametrize("state", ["decided", "asked"])
def test_what_is_decided_or_waits_for_the_family_is_left_alone(
    late, triage_officer, manager, state
):
    with at(hours=2):
        if state == "decided":
            actions.advise(late, decision="iag", reason="x", by=triage_officer)
        else:
            actions.ask_more(late, question="Which school?", by=triage_officer)
    with at(days=6):
        tasks.remind_requests_waiting()
    assert told() == []


def test_the_clock_goes_on_where_it_stood(late, triage_officer):
    with at(hours=2):
        actions.ask_more(late, question="Which school?", by=triage_officer)
    with at(days=7, hours=2):
        actions.resume(late, by=triage_officer)
    late.refresh_from_db()
    assert late.decision_due_at == MONDAY + timedelta(days=8)
    assert (late.status, late.paused_at, late.paused_for) == ("waiting", None, "")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "answered", "due"),
    [
        ({"hours": 1}, {"hours": 2}, {"hours": 5}),
        ({"hours": 2}, {"days": 1, "hours": 2}, {"days": 1, "hours": 4}),
        # A night costs nothing, and what was due before we asked stays due.
        ({"hours": 3}, {"days": 1, "hours": -1}, {"days": 1}),
        ({"hours": 4}, {"days": 3}, {"hours": 4}),
    ],
)
def test_a_pause_costs_its_working_time_and_no_more(asked, answered, due):
    """Of four working hours from Monday at ten; the front door closes at five."""
    moments = [MONDAY + timedelta(**after) for after in ({"hours": 4}, asked, answered)]
    assert clocks.after_pause(*moments) == MONDAY + timedelta(**due)


def test_where_nobody_holds_a_rung_the_next_one_is_told(late, service_lead):
    with at(hours=25):
        tasks.remind_requests_waiting()
    assert told() == [("request_waiting", service_lead.full_name)]


def test_a_hub_without_anybody_stops_no_other_hub(late, triage_officer):
    ReferralFactory(hub=HubFactory())
    with at(hours=25):
        tasks.remind_requests_waiting()
    assert len(told()) == 1


def test_where_nobody_can_answer_the_front_door_is_told_once_without_a_link(late, caplog):
    watcher = somebody("administrator")
    with at(hours=25):
        for _again in range(2):
            tasks.remind_requests_waiting()
            tasks.alert_screens_overdue()
    messages = Message.objects.order_by("key")
    assert [(m.kind, m.user) for m in messages] == [("request_nobody", watcher)] * 2
    assert all(set(m.facts) == {"reference"} for m in messages)
    assert "Nobody can be told" not in caplog.text
    ReferralFactory(hub=HubFactory())
    type(watcher).objects.filter(pk=watcher.pk).update(is_active=False)
    with at(hours=25):
        tasks.remind_requests_waiting()
    assert "Nobody can be told of a request" in caplog.text


def test_a_barred_officer_learns_of_nothing_by_the_clock_either(late, triage_officer):
    family = FamilyFactory(hub=late.hub)
    ConflictFactory(family=family, user=triage_officer)
    ProposedMatch.objects.create(referral=late, family=family, score=LIKELY)
    watcher = somebody("administrator")
    with at(hours=25):
        tasks.remind_requests_waiting()
    assert {m.user for m in Message.objects.all()} == {watcher}


def test_one_that_cannot_be_read_stops_none_behind_it(
    late, hub, triage_officer, safeguarding_lead, caplog
):
    broken = ReferralFactory(hub=hub, decision_due_at=MONDAY, screen_due_at=MONDAY)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE referrals_referral SET story = 'no key opens this' WHERE id = %s", [broken.pk]
        )
    with at(hours=25):
        tasks.remind_requests_waiting()
        tasks.alert_screens_overdue()
    assert {(m.kind, m.about_id) for m in Message.objects.all()} == {
        ("request_waiting", late.pk),
        ("request_unscreened", late.pk),
    }
    assert caplog.text.count("A reminder could not be written") == 2


def test_without_a_lead_the_manager_hears_of_an_unscreened_request(late, manager):
    with at(hours=5):
        for _again in range(2):
            tasks.alert_screens_overdue()
    assert [(m.kind, m.user) for m in Message.objects.all()] == [("request_unscreened", manager)]


def test_somebody_who_left_is_passed_over(late, triage_officer, manager):
    triage_officer.is_active = False
    triage_officer.save()
    with at(hours=25):
        tasks.remind_requests_waiting()
    assert told() == [("request_waiting", manager.full_name)]


def test_whoever_is_on_duty_is_asked_first(late, hub, triage_officer, django_user_model):
    other = MembershipFactory(role="triage", hub=hub).user
    for on_duty in (triage_officer, other):
        shifts = MembershipFactory._meta.model._meta.apps.get_model("hubs", "DutyShift").objects
        shifts.all().delete()
        shifts.create(user=other, hub=hub, kind="front_desk", starts_at=MONDAY)
        shifts.create(
            user=on_duty,
            hub=hub,
            kind="triage",
            starts_at=MONDAY,
            ends_at=MONDAY + timedelta(days=9),
        )
        Message.objects.all().delete()
        with at(hours=25):
            tasks.remind_requests_waiting()
        assert told() == [("request_waiting", on_duty.full_name)]


def test_the_safeguarding_leads_learn_of_an_unscreened_request_once(late, safeguarding_lead):
    with at(hours=3):
        tasks.alert_screens_overdue()
    assert not Message.objects.exists()
    for later in (5, 6, 80):
        with at(hours=later):
            tasks.alert_screens_overdue()
    assert Message.objects.get().user == safeguarding_lead


def test_drafts_go_when_their_time_is_over(db):
    kept = Draft.objects.create(expires_at=timezone.now() + timedelta(days=1))
    Draft.objects.create(expires_at=timezone.now() - timedelta(seconds=1), answers='{"a": 1}')
    for _again in range(2):
        tasks.delete_expired_drafts()
    assert Draft.objects.get() == kept


def test_beat_knows_every_task():
    named = {entry["task"] for entry in app.conf.beat_schedule.values()}
    for task in ("remind_requests_waiting", "alert_screens_overdue", "delete_expired_drafts"):
        assert f"referrals.tasks.{task}" in named


@pytest.mark.parametrize(
    ("received", "screen", "decide", "contact"),
    [
        # In hours, on a Monday.
        ("2026-11-02T10:00", "2026-11-02T14:00", "2026-11-03T10:00", "2026-11-04T10:00"),
        # At night: counted from the next opening.
        ("2026-11-02T23:00", "2026-11-03T13:00", "2026-11-04T09:00", "2026-11-05T09:00"),
        # Friday afternoon: over the weekend.
        ("2026-11-06T16:00", "2026-11-09T12:00", "2026-11-09T16:00", "2026-11-10T16:00"),
        # Christmas Eve, with its two holidays and their weekend.
        ("2026-12-24T15:00", "2026-12-29T11:00", "2026-12-29T15:00", "2026-12-30T15:00"),
    ],
)
def test_due_dates_by_the_front_doors_hours(db, received, screen, decide, contact):
    def moment(text):
        return datetime.fromisoformat(f"{text}+00:00")

    at = moment(received)
    assert clocks.screen_due(at) == moment(screen)
    assert clocks.decision_due(at) == moment(decide)
    assert clocks.contact_due(at) == moment(contact)


@pytest.mark.django_db(transaction=True)
def test_eight_workers_at_once_remind_once(hub, triage_officer, manager):
    ReferralFactory(hub=hub, decision_due_at=MONDAY)
    Referral.objects.update(happened_at=MONDAY - timedelta(hours=1))

    def remind(_number):
        try:
            return actions.remind_requests_waiting(by=SystemActor.CLOCK)
        finally:
            connection.close()

    with at(minutes=5), ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(remind, range(8)))
    assert sorted(sent) == [0] * 7 + [1]
    assert len(told()) == 1
