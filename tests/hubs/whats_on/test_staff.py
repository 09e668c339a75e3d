"""Staff pages of sessions: planned, cancelled, counted; and only for the staff of that hub."""

from datetime import datetime, time, timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import Event
from hubs.models import Activity, Attendance, Booking, DoorCount, Room, SessionLeader, Volunteer
from hubs.whats_on.use import hours, reach, rooms_in_use
from tests.cast import somebody
from tests.factories.hubs import HubFactory, SiteFactory
from tests.factories.whats_on import (
    ActivityFactory,
    ActivityKindFactory,
    BookingFactory,
    RoomFactory,
    SessionFactory,
    VolunteerFactory,
)
from tests.hubs.whats_on.conftest import TEXT, ask, sessions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def staff(client, manager):
    client.force_login(manager)
    return client


def typed(hub, **changes):
    """The form as a browser sends it."""
    day = timezone.localdate() + timedelta(days=1)
    dates = {
        f"{name}_{part}": getattr(date, part)
        for name, date in (("runs_from", day), ("runs_until", day + timedelta(days=21)))
        for part in ("day", "month", "year")
    }
    return {
        "name": "Baby play",
        "hub": hub.pk,
        "kind": ActivityKindFactory().pk,
        "weekdays": [day.weekday()],
        "every_weeks": 1,
        "starts": "10am",
        "ends": "11:30am",
        "mode": "in_person",
        "needs_booking": "on",
        "capacity": 2,
        **dates,
        **changes,
    }


def url(name, thing=None):
    return reverse(f"sessions:{name}", args=[thing.pk] if thing else [])


def text_of(answer):
    return answer.content.decode()


def test_something_is_planned_seen_in_the_week_and_changed(staff, hub):
    room = RoomFactory(site=SiteFactory(hub=hub), name="Blue room")
    day_off = timezone.localdate() + timedelta(days=8)
    data = typed(hub, room=room.pk, except_on=f"{day_off:%d %B %Y}")
    answer = staff.post(url("add_activity"), data, follow=True)
    activity = Activity.objects.get()
    assert len(sessions_of(activity)) == 3
    assert activity.site == room.site
    assert "3 sessions to come" in text_of(answer)
    first = sessions_of(activity)[0].planned_on
    week = text_of(staff.get(url("week"), {"from": first, "hub": hub.slug}))
    assert "Blue room" in week
    assert "0/2" in week
    staff.post(url("change_activity", activity), data | {"name": "Baby massage"})
    activity.refresh_from_db()
    assert activity.name == "Baby massage"
    assert "Baby massage" in text_of(staff.get(url("activities")))


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Enter a name"),
        ({"ends": "9am"}, "end later"),
        ({"except_on": "soon"}, "could not read soon as a day"),
        ({"lowest_age": 5, "highest_age": 2}, "must be the youngest or older"),
        ({"cost": "free"}, "Enter a price"),
        ({"capacity": -1}, "whole number"),
        ({"hub": "00000000-0000-0000-0000-000000000000"}, "Select from the list"),
    ],
)
def test_what_is_wrong_is_said(staff, hub, changes, words):
    answer = staff.post(url("add_activity"), typed(hub) | changes)
    assert words in text_of(answer)
    assert not Activity.objects.exists()


def test_the_same_as_last_time_is_ready_to_save(staff, hub, plan):
    last = plan(is_course=True)
    page = staff.get(url("again", last))
    assert page.context["form"].initial["runs_from"] > last.runs_until
    assert page.context["form"].initial["name"] == last.name


def test_a_session_is_cancelled_families_told_and_undone(staff, plan):
    session = sessions_of(plan())[0]
    ask(session), ask(session, 2, contact=TEXT | {"must_not_know": "My ex"})
    page = text_of(staff.post(url("cancel", session), {"reason": "Ill"}, follow=True))
    assert "1 family is told." in page
    assert "1 family must be told by you" in page
    assert "My ex" in page
    page = text_of(staff.post(url("restore", session), follow=True))
    assert "The session takes place." in page
    assert "Enter why" in text_of(staff.post(url("cancel_rest", session.activity), {}))
    page = text_of(staff.post(url("cancel_rest", session.activity), {"reason": "Ill"}, follow=True))
    assert "4 sessions are cancelled." in page


def test_who_came_is_counted_on_the_page_r015(staff, plan):
    session = sessions_of(plan())[0]
    booking = ask(session)
    with time_machine.travel(session.starts_at):
        staff.force_login(somebody("front_of_house", hub=session.activity.hub))
        data = {str(booking.pk): "on", "walk_ins-in_person": 2, "children-in_person": 4}
        staff.post(url("door", session), data)
        page = text_of(staff.get(url("session", session)))
    assert Attendance.objects.get().mode == "in_person"
    assert DoorCount.objects.get().children == 4
    assert "2 adults without a booking" in page


def test_at_a_hybrid_session_the_way_is_chosen_r015(staff, plan):
    session = sessions_of(plan(mode="hybrid"))[0]
    one, other = ask(session), ask(session, 2)
    with time_machine.travel(session.starts_at):
        staff.force_login(somebody("practitioner", hub=session.activity.hub))
        staff.post(url("door", session), {str(one.pk): "online", str(other.pk): ""})
        assert "Jo 1" in text_of(staff.get(url("door", session)))
    assert [*Attendance.objects.values_list("booking", "mode")] == [(one.pk, "online")]


def test_each_look_at_who_booked_is_written_down(staff, plan):
    session = sessions_of(plan())[0]
    ask(session)
    looks = Event.objects.filter(verb="session.bookings_seen", about_id=session.pk)
    for number, name in enumerate(("session", "door"), start=1):
        staff.get(url(name, session))
        assert looks.count() == number


def test_a_booking_is_cancelled_for_a_family_and_the_next_moves_up(staff, plan):
    session = sessions_of(plan(capacity=1))[0]
    first, second = ask(session), ask(session, 2)
    asked = staff.get(url("cancel_booking", first))
    assert "The place goes at once to the next who waits" in text_of(asked)
    assert Booking.objects.get(pk=first.pk).is_booked
    assert Event.objects.filter(verb="booking.seen", about_id=first.pk).count() == 1
    staff.post(url("cancel_booking", first))
    assert Booking.objects.get(pk=second.pk).is_booked


def test_leaders_are_chosen_from_those_who_may_r040(staff, hub, manager, plan):
    session = sessions_of(plan())[0]
    clear, unclear = VolunteerFactory(hub=hub), VolunteerFactory(hub=hub, dbs_status="asked")
    answer = staff.post(url("leaders", session), {"volunteers": [unclear.pk]})
    assert "Select volunteers from the list" in text_of(answer)
    staff.post(url("leaders", session), {"volunteers": [clear.pk], "users": [manager.pk]})
    assert SessionLeader.objects.count() == 2


def test_rooms_and_volunteers_are_kept_by_managers_r020_r039(staff, hub, front_desk):
    site = SiteFactory(hub=hub)
    room = {"site": site.pk, "name": "Blue", "capacity": 9, "youth_from": "5pm"}
    assert "both hours" in text_of(staff.post(url("add_room"), room))
    staff.post(url("add_room"), room | {"youth_until": "9pm"})
    assert Room.objects.get().youth_until == time(21)
    person = {"hub": hub.pk, "name": "Pat", "dbs_status": "asked", "is_parent_champion": "on"}
    staff.post(url("add_volunteer"), person)
    staff.post(url("volunteer", Volunteer.objects.get()), person | {"name": "Pat Moss"})
    assert "Pat Moss" in text_of(staff.get(url("volunteers")))
    staff.force_login(front_desk)
    for name in ("add_room", "volunteers", "add_volunteer"):
        assert staff.get(url(name)).status_code == 403


def everything(hub, plan):
    """The address of every page about something of this hub, and how it is asked for."""
    activity = plan()
    session = sessions_of(activity)[0]
    room, volunteer = RoomFactory(site=SiteFactory(hub=hub)), VolunteerFactory(hub=hub)
    things = {
        activity: ("activity", "change_activity", "again", "cancel_rest"),
        session: ("session", "door", "leaders", "cancel", "restore"),
        ask(session): ("cancel_booking",),
        room: ("room",),
        volunteer: ("volunteer",),
    }
    return [url(name, thing) for thing, names in things.items() for name in names]


@pytest.mark.parametrize("role", ["manager", "practitioner", "front_of_house"])
def test_staff_of_another_hub_find_nothing_of_this_one(client, hub, plan, role):
    client.force_login(somebody(role, hub=HubFactory()))
    for address in everything(hub, plan):
        for ask_for in (client.get, client.post):
            assert ask_for(address).status_code in (403, 404, 405), address
    assert "Baby play" not in text_of(client.get(url("week"), {"hub": hub.slug}))


@pytest.mark.parametrize(
    "role", ["commissioner", "administrator", "governance", "triage", "partner"]
)
def test_nobody_else_sees_who_booked(client, hub, plan, role):
    client.force_login(somebody(role))
    for address in [*everything(hub, plan), url("week"), url("activities"), url("use")]:
        assert client.get(address).status_code in (403, 405), address


def test_169_online_sessions_reach_195_families_reported_apart_r018(hub):
    """The seeds' figures: a course has many sessions, and a family counts once."""
    ended = timezone.localdate() - timedelta(days=1)
    facts = {"hub": hub, "mode": "online", "runs_from": ended - timedelta(days=300)}
    families = iter(range(195))
    for course in range(12):
        activity = ActivityFactory(is_course=True, needs_booking=True, **facts)
        sessions = 14 if course else 15
        for back in range(sessions):
            SessionFactory(activity=activity, planned_on=ended - timedelta(days=back))
        for n in range(17 if course < 3 else 16):
            BookingFactory(
                session=None, activity=activity, place=n + 1, booker_hash=f"{next(families):064}"
            )
        # The first family of all comes to every course, and is one family.
        BookingFactory(session=None, activity=activity, place=20, booker_hash=f"{0:064}")
    SessionFactory(activity=ActivityFactory(hub=hub), planned_on=ended)
    lines = {line.mode: line for line in reach([hub], ended - timedelta(days=300), ended)}
    online = lines["Online (Teams)"]
    assert (online.sessions, online.families) == (169, 195)
    assert lines["In person"].sessions == 1


def test_rooms_in_use_count_hours_of_what_took_place_r022(hub):
    room = RoomFactory(site=SiteFactory(hub=hub))
    day = timezone.localdate() - timedelta(days=2)
    SessionFactory(activity=ActivityFactory(hub=hub), planned_on=day, room=room, site=room.site)
    (row,) = rooms_in_use(Room.objects.all(), day, day)
    assert (row.held, hours(row.time)) == (1, 1.5)
    assert isinstance(day, datetime) is False


def test_empty_pages_say_how_to_start(staff, hub):
    assert "Nothing is planned here yet" in text_of(staff.get(url("week")))
    assert "Nothing runs here yet" in text_of(staff.get(url("activities")))
    assert "No room yet" in text_of(staff.get(url("use")))
    assert "No volunteer yet" in text_of(staff.get(url("volunteers")))


def test_the_same_tabs_stand_on_each_page_of_a_manager(staff, hub):
    """None vanishes on the way: the volunteers' tab once did on the activities' page."""
    pages = ("week", "activities", "use", "volunteers")
    for page in pages:
        read = text_of(staff.get(url(page)))
        assert all(f'<a href="{url(tab)}' in read for tab in pages), page
