"""Birth registration: one family after another, with the hub's offer to join (R029, R030)."""

from datetime import date, time, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions
from hubs.models import Activity, Booking, Member, Session
from hubs.whats_on.public import shown
from hubs.whats_on.schedule import moments_of
from hubs.whats_on.use import delivered
from tests.factories.hubs import SiteFactory
from tests.factories.whats_on import ActivityFactory, RoomFactory
from tests.hubs.members.conftest import birth_registration
from tests.hubs.whats_on.conftest import PUBLIC, ask, sessions_of
from tests.hubs.whats_on.test_concurrency import at_once

pytestmark = pytest.mark.django_db
RULE = {"slot_minutes": 30, "capacity": 1, "name": "Register a birth"}
TIMES = {"starts": time(10), "ends": time(12, 15)}


@pytest.fixture
def births(plan, hub):
    site = SiteFactory(hub=hub)
    place = {"room": RoomFactory(site=site), "site": site}
    return plan(**RULE, **TIMES, **place, kind=birth_registration())


def first_day(activity):
    return [row for row in sessions_of(activity) if row.planned_on == activity.runs_from]


def test_every_half_hour_between_two_times_one_family(births):
    rows = first_day(births)
    starts = [timezone.localtime(row.starts_at).time() for row in rows]
    assert starts == [time(10), time(10, 30), time(11), time(11, 30)], "a quarter is left over"
    assert {row.capacity for row in rows} == {1}
    assert len(sessions_of(births)) == 4 * 4


@given(
    st.dates(date(2020, 1, 1), date(2090, 1, 1)),
    st.times(),
    st.times(),
    st.sampled_from([15, 20, 30, 45, 60]),
)
def test_appointments_lie_one_after_another_whichever_way_the_clocks_change(day, one, two, length):
    starts, ends = sorted((one.replace(second=0, microsecond=0), two.replace(microsecond=0)))
    rows = moments_of(Activity(starts=starts, ends=ends, slot_minutes=length), day)
    assert [slot for slot, _start, _end in rows] == list(range(len(rows)))
    for _slot, start, end in rows:
        assert start.date() == day
        assert starts <= start.time()
        assert start.timestamp() < end.timestamp()


def test_a_taken_time_is_offered_to_nobody_else(births, client):
    taken, free, *_rest = first_day(births)
    ask(taken)
    page = client.get(births.get_absolute_url()).content.decode()
    assert reverse("whats_on:book_session", args=[free.pk]) in page
    assert reverse("whats_on:book_session", args=[taken.pk]) not in page
    with pytest.raises(Refused, match="just taken"):
        ask(taken, 2)
    assert client.get(reverse("whats_on:book_session", args=[taken.pk])).status_code == 410
    assert Booking.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_ten_who_press_at_once_get_one_appointment(births):
    session = first_day(births)[0]
    raised = at_once([lambda n=n: ask(session, n) for n in range(10)])
    assert [type(error) for error in raised] == [Refused] * 9
    assert Booking.objects.count() == 1


def test_the_timetable_shows_a_days_appointments_once(births, client):
    page = client.get(reverse("whats_on:timetable"))
    rows = [row for _day, sessions in page.context["days"] for row in sessions]
    assert [row.slot for row in rows] == [0]
    assert "Appointments from" in page.content.decode()
    first, second, *_rest = first_day(births)
    Session.objects.filter(pk=first.pk).update(state="cancelled", cancel_reason="Ill")
    assert second in shown().once_a_day()


def test_another_rule_moves_them_and_loses_none_that_is_booked(births, plan):
    booked = first_day(births)[3]
    ask(booked)
    plan(births, ends=time(11))
    assert [row.slot for row in first_day(births)] == [0, 1, 3]
    with pytest.raises(Refused, match="stay as long"):
        plan(births, slot_minutes=15)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"capacity": 2}, "one family"),
        ({"is_course": True}, "one family"),
        ({"ends": time(10, 20)}, "no time for one"),
        ({"weekdays": list(range(7)), "runs_until": 300, "slot_minutes": 15}, "too many"),
    ],
)
def test_what_is_no_appointment_is_refused(plan, change, said):
    if "runs_until" in change:
        change["runs_until"] = timezone.localdate() + timedelta(days=change["runs_until"])
    with pytest.raises(Refused, match=said):
        plan(**RULE | TIMES | change)


def test_the_database_knows_one_family_an_appointment(hub):
    for wrong in ({"capacity": 2}, {"is_course": True}, {"slot_minutes": 4}):
        values = {"needs_booking": True, "capacity": 1, "slot_minutes": 30} | wrong
        with pytest.raises(IntegrityError, match="appointment"), transaction.atomic():
            ActivityFactory(hub=hub, **values)


def test_what_nobody_booked_was_not_delivered(births, hub):
    taken, *_free = first_day(births)
    ask(taken)
    Session.objects.filter(activity=births).update(
        starts_at=timezone.now() - timedelta(hours=2), ends_at=timezone.now() - timedelta(hours=1),
        room=None,
    )  # fmt: skip
    today = timezone.localdate()
    assert list(delivered([hub], today - timedelta(days=1), today)) == [taken]


def answers(**changes):
    return {"name": "Ada", "way": "text", "text_phone": "07700 900123", "form_key": "k", **changes}


def test_joining_is_part_of_the_booking_with_nothing_ticked_r029(births, client):
    url = reverse("whats_on:book_session", args=[first_day(births)[0].pk])
    page = client.get(url).content.decode()
    boxes = [box for box in page.split("<input") if 'name="hears"' in box]
    assert len(boxes) == 4
    assert not [box for box in boxes if "checked" in box]
    client.post(url, answers(hears=["whats_on"]))
    member = Member.objects.get()
    assert (member.state, member.channel, member.heard_of) == ("asked", "birth", "birth")
    actions.confirm_member(member, by=PUBLIC)
    kinds = Message.objects.values_list("kind", flat=True)
    assert sorted(kinds) == ["booking_made", "member_confirm"]


def test_who_ticks_nothing_joins_nothing(births, client):
    client.post(reverse("whats_on:book_session", args=[first_day(births)[0].pk]), answers())
    assert Booking.objects.exists()
    assert not Member.objects.exists()


@pytest.mark.parametrize(
    "careful", [{"way": "call", "phone": "07700 900123"}, {"must_not_know": "He"}]
)
def test_who_must_not_be_written_to_is_told_to_untick(births, client, careful):
    url = reverse("whats_on:book_session", args=[first_day(births)[0].pk])
    page = client.post(url, answers(hears=["whats_on"], **careful))
    assert "Untick these" in page.content.decode()
    assert not Booking.objects.exists()


def test_other_sessions_do_not_ask_it_but_lead_there(plan, client):
    session = sessions_of(plan())[0]
    url = reverse("whats_on:book_session", args=[session.pk])
    assert 'name="hears"' not in client.get(url).content.decode()
    page = client.post(url, answers(), follow=True)
    assert reverse("join:hub", args=["northgate"]) in page.content.decode()
