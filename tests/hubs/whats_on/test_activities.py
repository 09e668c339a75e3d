"""A rule and the sessions that follow from it; what is booked is never lost."""

from datetime import date, datetime, time, timedelta

import pytest
import time_machine
from django.contrib.messages.storage.cookie import CookieStorage
from django.test import RequestFactory
from django.utils import timezone
from django.utils.formats import date_format

from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions
from hubs.models import Activity, Booking, SessionState
from hubs.whats_on.staff import say_saved
from tests.factories.hubs import SiteFactory
from tests.factories.whats_on import RoomFactory
from tests.hubs.whats_on.conftest import ask, rule_of, sessions_of

pytestmark = pytest.mark.django_db


def test_a_rule_makes_its_sessions_r013_r017(plan):
    activity = plan()
    rows = sessions_of(activity)
    assert [row.planned_on for row in rows] == [
        activity.runs_from + timedelta(weeks=week) for week in range(4)
    ]
    assert {timezone.localtime(row.starts_at).time() for row in rows} == {time(10)}
    assert {row.capacity for row in rows} == {2}


@time_machine.travel("2027-03-20 12:00:00+00:00")
def test_sessions_keep_their_hour_when_the_clocks_change(plan):
    activity = plan(runs_from=date(2027, 3, 22), runs_until=date(2027, 4, 4), weekdays=[6])
    starts = [row.starts_at for row in sessions_of(activity)]
    assert [start.hour for start in starts] == [9, 9]
    assert {timezone.localtime(start).time() for start in starts} == {time(10)}


def test_another_rule_keeps_booked_sessions_and_drops_the_others(plan, hub, manager):
    activity = plan()
    first, second, *_ = sessions_of(activity)
    booking = ask(second)
    plan(activity, weekdays=[(first.planned_on.weekday() + 1) % 7])
    now = sessions_of(activity)
    assert first not in now
    assert second in now
    booking.refresh_from_db()
    assert booking.is_booked
    assert not Message.objects.filter(kind="session_changed").exists()


def test_another_time_moves_booked_sessions_and_tells_each_family_once(plan):
    activity = plan()
    session = sessions_of(activity)[0]
    ask(session)
    plan(activity, starts=time(9))
    session.refresh_from_db()
    assert timezone.localtime(session.starts_at).time() == time(9)
    assert session.revision == 1
    assert Message.objects.filter(kind="session_changed").count() == 1
    plan(activity, description="Bring socks")
    assert Message.objects.filter(kind="session_changed").count() == 1


def test_a_course_that_moves_is_one_message_to_each_family(plan):
    course = plan(is_course=True)
    ask(course)
    plan(course, starts=time(9))
    message = Message.objects.get(kind="session_changed")
    assert message.facts["count"] == 4


def test_fewer_places_throw_nobody_out_and_more_let_the_first_in_r022(plan):
    activity = plan()
    session = sessions_of(activity)[0]
    asked = [ask(session, n) for n in range(4)]
    plan(activity, capacity=1)
    assert states(asked) == ["booked", "booked", "waiting", "waiting"]
    plan(activity, capacity=3)
    assert states(asked) == ["booked", "booked", "booked", "waiting"]
    assert Message.objects.filter(kind="booking_place").count() == 1


def states(bookings):
    found = dict(Booking.objects.values_list("pk", "state"))
    return [found[booking.pk] for booking in bookings]


def test_a_taken_room_is_named_with_who_has_it_r020(plan, hub):
    room = RoomFactory(site=SiteFactory(hub=hub), name="Blue room")
    plan(room=room, site=room.site)
    with pytest.raises(Refused, match="Blue room is taken by Baby play on"):
        plan(room=room, site=room.site, starts=time(11), ends=time(12))
    plan(room=room, site=room.site, starts=time(11, 30), ends=time(12))


def test_two_who_choose_one_room_at_once_meet_words_and_no_error_r020(plan, hub, monkeypatch):
    """Neither sees the other's session: the database keeps the first."""
    monkeypatch.setattr("hubs.actions.activities.refuse_taken_room", lambda *_: None)
    room = RoomFactory(site=SiteFactory(hub=hub))
    plan(room=room, site=room.site)
    with pytest.raises(Refused, match="taken at that time"):
        plan(room=room, site=room.site)
    assert Activity.objects.count() == 1


def test_youth_hours_are_said_in_words_r020(plan, hub):
    room = RoomFactory(site=SiteFactory(hub=hub), youth_from=time(10), youth_until=time(20))
    with pytest.raises(Refused, match="for young people"):
        plan(room=room, site=room.site)
    activity = plan(room=room, site=room.site, is_youth_only=True)
    with pytest.raises(Refused, match="for young people"):
        plan(activity, is_youth_only=False)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"runs_until": date(2020, 1, 1)}, "last day"),
        ({"runs_until": date(2030, 1, 1)}, "up to a year"),
        ({"ends": time(9)}, "end later"),
    ],
)
def test_an_impossible_rule_is_refused_in_words(plan, changes, words):
    with pytest.raises(Refused, match=words):
        plan(**changes)


def test_a_rule_that_leaves_no_day_is_refused(plan):
    tomorrow = timezone.localdate() + timedelta(days=1)
    with pytest.raises(Refused, match="No day"):
        plan(weekdays=[], except_on=[tomorrow])


def test_what_families_booked_stays_a_course_or_none(plan):
    activity = plan()
    ask(sessions_of(activity)[0])
    with pytest.raises(Refused, match="stays a course"):
        plan(activity, is_course=True)


def test_what_is_past_stays_as_it_was(plan):
    activity = plan()
    first = sessions_of(activity)[0]
    with time_machine.travel(first.ends_at + timedelta(minutes=1)):
        plan(activity, starts=time(8))
    first.refresh_from_db()
    assert timezone.localtime(first.starts_at).time() == time(10)
    assert first.state == SessionState.PLANNED
    assert isinstance(first.starts_at, datetime)


# A site that is closed (R024)


@pytest.fixture
def shut(hub, manager):
    """`shut(until)` closes a site of the hub, which is given back."""

    def shut(until=None):
        site = SiteFactory(hub=hub, name="Mill House")
        actions.close_site(site, reason="The heating has failed.", until=until, by=manager)
        return site

    return shut


@pytest.mark.parametrize(
    ("days", "said"),
    [(None, "until somebody opens it. Choose another site"), (40, "Choose other days or another")],
)
def test_nothing_is_planned_at_a_site_that_is_closed_on_all_its_days(plan, shut, days, said):
    until = days and timezone.now() + timedelta(days=days)
    with pytest.raises(Refused, match=f"Mill House is closed .The heating has failed.*{said}"):
        plan(site=shut(until))
    assert not Activity.objects.exists()


def test_of_a_run_that_a_closure_meets_in_part_those_days_stand_as_cancelled(
    client, hub, manager, shut
):
    """The page names them, families read why, and they are on once the site opens."""
    site = shut(timezone.now() + timedelta(days=9))
    saved = actions.save_activity(None, by=manager, **rule_of(hub, site=site))
    rows = sessions_of(saved.activity)
    assert [row.is_cancelled for row in rows] == [True, True, False, False]
    assert saved.shut == rows[:2]
    assert {row.cancel_reason for row in rows[:2]} == {"The heating has failed."}
    request = RequestFactory().get("/")
    request._messages = CookieStorage(request)
    say_saved(request, saved)
    told = " ".join(str(message) for message in request._messages)
    for row in rows:
        assert (date_format(row.planned_on, "j M Y") in told) == row.is_cancelled
    actions.open_again(site.closures.get(), by=manager)
    assert not any(row.is_cancelled for row in sessions_of(saved.activity))


def test_a_booked_session_that_moves_to_a_closed_site_is_cancelled_and_told_once(plan, shut):
    activity = plan()
    session = sessions_of(activity)[0]
    ask(session)
    plan(activity, site=shut(timezone.now() + timedelta(days=3)))
    session.refresh_from_db()
    assert session.is_closure
    kinds = Message.objects.values_list("kind", flat=True)
    assert "session_cancelled" in kinds
    assert "session_changed" not in kinds


def test_words_may_be_changed_while_the_site_is_closed(plan, hub, manager):
    site = SiteFactory(hub=hub)
    activity = plan(site=site)
    actions.close_site(site, reason="Flood", by=manager)
    plan(activity, description="Bring socks")
    assert all(row.is_closure for row in sessions_of(activity))
