"""What the database holds of what's on, also past the ORM's own checks."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from hubs.models import ActivityKind, Session, SessionLeader, Volunteer
from tests.factories.accounts import UserFactory
from tests.factories.hubs import SiteFactory
from tests.factories.whats_on import (
    ActivityFactory,
    BookingFactory,
    RoomFactory,
    SessionFactory,
    VolunteerFactory,
    local,
)

pytestmark = pytest.mark.django_db
SUMMER = date(2027, 7, 6)


def refused(act, word):
    with pytest.raises(IntegrityError, match=word), transaction.atomic():
        act()


def in_room(room, day=SUMMER, starts=time(10), ends=time(11), **activity):
    """A session in this room."""
    return SessionFactory(
        activity=ActivityFactory(starts=starts, ends=ends, **activity),
        planned_on=day,
        room=room,
        site=room.site,
    )


def test_a_room_holds_one_session_at_a_time_r020():
    room = RoomFactory()
    first = in_room(room)
    in_room(room, starts=time(11), ends=time(12))
    refused(lambda: in_room(room, starts=time(10, 30)), "session_alone_in_its_room")
    Session.objects.filter(pk=first.pk).update(state="cancelled", cancel_reason="Ill")
    in_room(room, starts=time(10, 30), ends=time(11))


def test_a_room_is_at_the_sessions_site():
    room = RoomFactory()
    refused(lambda: SessionFactory(room=room, site=SiteFactory()), "another site")


@pytest.mark.parametrize("day", [date(2027, 1, 5), SUMMER])
def test_youth_hours_of_a_room_are_held_by_the_clock_on_the_wall_r020(day):
    room = RoomFactory(youth_from=time(17), youth_until=time(21))
    in_room(room, day, time(15), time(17))
    refused(lambda: in_room(room, day, time(16), time(17, 1)), "young people")
    in_room(room, day, time(17), time(19), is_youth_only=True)
    in_room(room, day, time(21), time(22))


def test_a_place_is_given_once_and_only_where_there_is_one_r022():
    session = SessionFactory(capacity=2)
    first = BookingFactory(session=session, place=1)
    refused(lambda: BookingFactory(session=session, place=1), "one_place")
    refused(lambda: BookingFactory(session=session, place=3), "no such place")
    BookingFactory(session=session, place=2)
    Session.objects.filter(pk=session.pk).update(capacity=1)
    first.access_needs = "A ramp"
    first.save()


def test_a_place_of_a_course_is_given_once_too():
    course = ActivityFactory(is_course=True, needs_booking=True, capacity=1)
    BookingFactory(session=None, activity=course, place=1)
    refused(lambda: BookingFactory(session=None, activity=course, place=1), "one_place")
    refused(lambda: BookingFactory(session=None, activity=course, place=2), "no such place")
    refused(lambda: BookingFactory(session=SessionFactory(), activity=course), "of_one_thing")


@pytest.mark.parametrize("status", ["none", "asked", "not_clear"])
def test_a_volunteer_without_a_clear_check_leads_nothing_r040(status):
    volunteer = VolunteerFactory(dbs_status=status)
    refused(lambda: lead(SessionFactory(), volunteer), "DBS")


def test_a_check_must_last_until_the_session_r040():
    session = SessionFactory()
    day_before = session.planned_on - timedelta(days=1)
    refused(lambda: lead(session, VolunteerFactory(dbs_due_on=day_before)), "DBS")
    lead(session, VolunteerFactory(dbs_due_on=session.planned_on))


def test_a_clear_check_has_both_its_days_r040():
    refused(lambda: VolunteerFactory(dbs_due_on=None), "clear_has_its_dates")
    refused(lambda: VolunteerFactory(dbs_checked_on=None), "clear_has_its_dates")


def test_youth_hours_have_a_beginning_and_an_end_r020():
    refused(lambda: RoomFactory(youth_from=time(17)), "youth_hours")
    refused(lambda: RoomFactory(youth_until=time(17)), "youth_hours")


def test_a_booked_place_has_its_number():
    refused(lambda: BookingFactory(state="booked", place=None), "booked_has_a_place")
    refused(lambda: BookingFactory(state="waiting", place=1), "booked_has_a_place")


def test_what_is_led_is_not_moved_beyond_the_check_r040():
    session = SessionFactory()
    volunteer = VolunteerFactory(dbs_due_on=session.planned_on)
    lead(session, volunteer)
    later = local(session.planned_on + timedelta(days=1), time(10))
    moved = {"starts_at": later, "ends_at": later + timedelta(hours=1)}
    rows = Session.objects.filter(pk=session.pk)
    refused(lambda: rows.update(**moved), "DBS")
    people = Volunteer.objects.filter(pk=volunteer.pk)
    refused(lambda: people.update(dbs_status="not_clear"), "leads a later session")


def test_a_leader_is_one_person():
    session = SessionFactory()
    both = {"user": UserFactory(), "volunteer": VolunteerFactory()}
    refused(lambda: SessionLeader.objects.create(session=session, **both), "one_person")


def lead(session, volunteer):
    return SessionLeader.objects.create(session=session, volunteer=volunteer)


def test_the_kinds_of_session_are_loaded_r017_r030():
    kinds = dict(ActivityKind.objects.values_list("key", "is_evidence_based"))
    assert kinds["parenting"]
    assert {"language", "new_baby", "baby_play", "feeding", "send_group"} <= kinds.keys()
    assert kinds["birth_registration"] is False


def test_sessions_of_a_day_are_those_of_the_local_day():
    night = SessionFactory(
        activity=ActivityFactory(starts=time(0, 15), ends=time(1)), planned_on=SUMMER
    )
    assert night in Session.objects.between_days(SUMMER, SUMMER)
    before = SUMMER - timedelta(days=1)
    assert night not in Session.objects.between_days(before, before)
    assert night.starts_at.astimezone(timezone.get_current_timezone()).time() == time(0, 15)
