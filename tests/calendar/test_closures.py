"""Closed days and short days: the calendar knows them, and what waits follows."""

from datetime import date, time

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import Event
from familyhubs.calendar.front_door import clock, working_calendar
from familyhubs.calendar.working import Allowance, WorkingCalendar
from familyhubs.council import actions as council_actions
from familyhubs.council.actions import close_day
from familyhubs.council.current import CouncilMiddleware, council
from familyhubs.council.models import Closure, CouncilSettings
from familyhubs.pages import actions
from familyhubs.refusals import Refused
from referrals.clocks import by_another_calendar
from referrals.models import Referral
from tests.calendar.test_working import ENGLAND, at
from tests.factories.referrals import ConcernFactory, ReferralFactory
from tests.pages.at_once import second_comes_meanwhile

WEDNESDAY = date(2026, 11, 18)
SNOW = WorkingCalendar(ENGLAND.bank_holidays, closures=frozenset({WEDNESDAY}))
TRAINING = WorkingCalendar(ENGLAND.bank_holidays, dated_hours={WEDNESDAY: (time(9), time(12))})


@pytest.fixture
def tuesday():
    """Tuesday morning: nothing is a holiday for weeks around it."""
    with time_machine.travel(at("2026-11-17T10:00"), tick=False):
        yield


@pytest.mark.parametrize(
    ("calendar", "start", "allowance", "due", "why"),
    [
        (ENGLAND, "2026-11-17T10:00", Allowance(days=1), "2026-11-18T10:00", "as ever"),
        (SNOW, "2026-11-17T10:00", Allowance(days=1), "2026-11-19T10:00", "no Wednesday"),
        (SNOW, "2026-11-18T10:00", Allowance(hours=4), "2026-11-19T13:00", "from the next opening"),
        (SNOW, "2026-11-17T15:00", Allowance(hours=4), "2026-11-19T11:00", "over the closed day"),
        (TRAINING, "2026-11-17T10:00", Allowance(days=1), "2026-11-18T10:00", "open by then"),
        (TRAINING, "2026-11-17T14:00", Allowance(days=1), "2026-11-19T09:00", "closed by then"),
        (TRAINING, "2026-11-18T10:00", Allowance(hours=4), "2026-11-19T11:00", "two, then two"),
        (TRAINING, "2026-11-18T13:00", Allowance(hours=1), "2026-11-19T10:00", "after it closed"),
        (TRAINING, "2026-11-25T13:00", Allowance(hours=1), "2026-11-25T14:00", "a week later"),
    ],
)
def test_the_table_of_closed_and_short_days(calendar, start, allowance, due, why):
    due_at = calendar.add_working_days(at(start), allowance.days)
    assert calendar.add_working_hours(due_at, allowance.hours) == at(due), why


@pytest.mark.parametrize(
    ("before", "after", "start", "due", "new"),
    [
        (ENGLAND, SNOW, "2026-11-17T10:00", "2026-11-18T10:00", "2026-11-19T10:00"),
        (SNOW, ENGLAND, "2026-11-17T10:00", "2026-11-19T10:00", "2026-11-18T10:00"),
        (ENGLAND, SNOW, "2026-11-16T10:00", "2026-11-17T10:00", "2026-11-17T10:00"),
        (ENGLAND, SNOW, "2026-11-19T10:00", "2026-11-20T10:00", "2026-11-20T10:00"),
        (ENGLAND, SNOW, "2026-11-16T18:00", "2026-11-18T09:00", "2026-11-19T09:00"),
        (SNOW, ENGLAND, "2026-11-16T18:00", "2026-11-19T09:00", "2026-11-18T09:00"),
        (ENGLAND, SNOW, "2026-11-13T18:00", "2026-11-17T09:00", "2026-11-17T09:00"),
        (ENGLAND, TRAINING, "2026-11-17T14:00", "2026-11-18T14:00", "2026-11-19T11:00"),
        (ENGLAND, TRAINING, "2026-11-17T10:00", "2026-11-18T10:00", "2026-11-18T10:00"),
    ],
)
def test_a_deadline_keeps_its_working_time(before, after, start, due, new):
    moved = by_another_calendar(at(start), at(due), before=before, after=after)
    assert moved == at(new)


def closed(day=WEDNESDAY, **hours):
    return close_day(day, **{"reason": "Snow"} | hours)


def test_the_portals_calendar_reads_them(db, tuesday):
    start = at("2026-11-17T15:00")
    assert clock().due(start, Allowance(hours=4)) == at("2026-11-18T11:00")
    closure = closed(opens=time(9), closes=time(10))
    assert clock().due(start, Allowance(hours=4)) == at("2026-11-19T10:00")
    closure.delete()
    closed()
    assert clock().due(start, Allowance(hours=4)) == at("2026-11-19T11:00")


def test_the_calendar_still_costs_one_question(db, tuesday):
    closed()
    with CaptureQueriesContext(
        connection,
    ) as asked:
        working_calendar()
    assert len(asked) == 1


@pytest.mark.parametrize(
    ("day", "said", "says"),
    [
        (date(2026, 11, 21), {}, "closed on that day of the week anyway"),
        (date(2026, 10, 1), {}, "from last month on"),
        (date(2036, 11, 19), {}, "at most 2 years ahead"),
        (WEDNESDAY, {"opens": time(9)}, "Enter both times"),
        (WEDNESDAY, {"opens": time(12), "closes": time(10)}, "must close later"),
        (WEDNESDAY, {"opens": time(9), "closes": time(17)}, "shorter hours"),
        (WEDNESDAY, {"opens": time(8), "closes": time(12)}, "shorter hours"),
        (WEDNESDAY, {"reason": " "}, "Enter why"),
    ],
)
def test_what_is_no_closed_day_is_refused(db, tuesday, day, said, says):
    with pytest.raises(Refused, match=says):
        closed(day, **said)
    assert not Closure.objects.exists()


def test_one_entry_for_a_day(db, tuesday):
    closed()
    with pytest.raises(Refused, match="in the list already"):
        closed()


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("closure_hours_are_whole", {"opens": time(9)}),
        ("closure_hours_are_whole", {"opens": time(9), "closes": time(8)}),
        ("closure_says_why", {"reason": ""}),
    ],
)
def test_the_database_refuses_half_a_day(db, tuesday, constraint, values):
    closure = closed()
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Closure.objects.filter(pk=closure.pk).update(**values)


def test_what_waits_follows_there_and_back(tuesday, administrator):
    dues = {"screen_due_at": at("2026-11-17T14:00"), "decision_due_at": at("2026-11-18T10:00")}
    waiting = ReferralFactory(happened_at=at("2026-11-17T10:00"), **dues)
    over = ReferralFactory(
        happened_at=at("2026-11-17T10:00"), status="decided", decision="iag", decision_reason="x",
        decided_at=at("2026-11-17T10:00"), decided_by=administrator, **dues,
    )  # fmt: skip
    concern = ConcernFactory(raised_at=at("2026-11-17T15:00"), due_at=at("2026-11-18T11:00"))
    closure, moved = actions.close_day(
        WEDNESDAY, reason="Snow", opens=None, closes=None, by=administrator
    )
    waiting.refresh_from_db()
    concern.refresh_from_db()
    assert moved == 2
    assert waiting.screen_due_at == at("2026-11-17T14:00")
    assert waiting.decision_due_at == at("2026-11-19T10:00")
    assert concern.due_at == at("2026-11-19T11:00")
    assert Referral.objects.get(pk=over.pk).decision_due_at == dues["decision_due_at"]
    actions.open_day(closure, by=administrator)
    waiting.refresh_from_db()
    assert waiting.decision_due_at == dues["decision_due_at"]
    assert set(Event.objects.values_list("verb", flat=True)) >= {
        "council.day_closed",
        "council.day_opened",
        "requests.deadlines_moved",
    }


def test_what_waits_follows_new_weekly_hours_from_now_on(client, tuesday, administrator):
    dues = {"screen_due_at": at("2026-11-17T14:00"), "decision_due_at": at("2026-11-18T10:00")}
    waiting = ReferralFactory(happened_at=at("2026-11-17T09:00"), **dues)
    late = ReferralFactory(
        happened_at=at("2026-11-12T09:00"),
        screen_due_at=at("2026-11-12T13:00"),
        decision_due_at=at("2026-11-13T09:00"),
    )
    council_actions.lock_record()
    values = {"opens": [time(9)] * 5 + [None] * 2, "closes": [time(12)] * 5 + [None] * 2}
    saved, moved = actions.change_settings(council(), values=values, by=administrator)
    assert moved == 1
    waiting.refresh_from_db()
    # At ten there were four hours left, and seven and one: by the new hours two, three, three.
    assert waiting.screen_due_at == at("2026-11-18T11:00")
    assert waiting.decision_due_at == at("2026-11-19T12:00")
    assert Referral.objects.get(pk=late.pk).decision_due_at == late.decision_due_at
    assert actions.change_settings(saved, values={"draft_days": 20}, by=administrator)[1] is None


@pytest.mark.django_db(transaction=True)
def test_two_days_closed_at_the_same_moment_count_once_each():
    before = working_calendar()
    today = timezone.localdate()
    first = before.next_working_day(today)
    second = before.next_working_day(first)
    due = before.add_working_days(timezone.now(), 2)
    waiting = ReferralFactory(happened_at=timezone.now(), screen_due_at=due, decision_due_at=due)
    outcomes = second_comes_meanwhile(
        lambda by: actions.close_day(first, reason="Snow", by=by),
        lambda by: actions.close_day(second, reason="Ice", by=by),
    )
    assert outcomes == {"first": "done", "second": "done"}
    both = WorkingCalendar(before.bank_holidays, closures=frozenset({first, second}))
    waiting.refresh_from_db()
    assert waiting.decision_due_at == by_another_calendar(
        waiting.happened_at, due, before=before, after=both
    )


def test_a_closed_day_is_weighed_against_the_calendar_as_it_is(tuesday, administrator):
    """Another administrator closed a day after this request had read the settings."""
    due = at("2026-11-20T10:00")
    waiting = ReferralFactory(
        happened_at=at("2026-11-17T10:00"), screen_due_at=due, decision_due_at=due
    )

    def view(request):
        council()
        Closure.objects.create(council=CouncilSettings.objects.get(), day=WEDNESDAY, reason="Snow")
        actions.close_day(date(2026, 11, 19), reason="Ice", by=administrator)

    council_actions.lock_record()
    CouncilMiddleware(view)(None)
    waiting.refresh_from_db()
    assert waiting.decision_due_at == at("2026-11-23T10:00")


def test_an_administrator_keeps_them_and_families_read_them(
    client, tuesday, administrator, manager
):
    url = reverse("pages:closures")
    client.force_login(manager)
    assert client.get(url).status_code == 403
    client.force_login(administrator)
    assert "Enter the day you are closed" in client.post(url, {}).content.decode()
    said = {"day_day": "18", "day_month": "11", "day_year": "2026", "reason": "Staff training"}
    said |= {"opens": "9am", "closes": "12pm"}
    html = client.post(url, said, follow=True).content.decode()
    assert "is in the list" in html
    assert "in the list already" in client.post(url, said).content.decode()
    assert "Staff training" in client.get(reverse("pages:contact")).content.decode()
    client.post(reverse("pages:open_day", args=[Closure.objects.get().pk]))
    assert not Closure.objects.exists()


def test_a_closed_day_leaves_who_changed_the_settings_last(tuesday, administrator):
    CouncilSettings.objects.update_or_create(only=True, defaults={"name": "Trafford"})
    before = council().updated_at
    closed()
    assert council().updated_at == before
