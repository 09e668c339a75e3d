"""Forgotten in time: members after years, who booked after weeks; counted for ever."""

from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from familyhubs.audit.models import Event
from familyhubs.contact.models import ContactCard
from familyhubs.council.models import CouncilSettings
from familyhubs.database.actor import SystemActor
from hubs import actions
from hubs.actions.forgetting import years_ago
from hubs.models import Attendance, Booking, Member
from tests.factories.contact import ContactCardFactory
from tests.factories.members import MemberFactory
from tests.factories.whats_on import BookingFactory, SessionFactory
from tests.hubs.members.conftest import as_stored, fresh
from tests.hubs.whats_on.conftest import ask, sessions_of

pytestmark = pytest.mark.django_db
CLOCK = SystemActor.CLOCK


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 12:00", tick=False) as clock:
        yield clock


def test_three_years_after_the_last_use_nothing_says_who_it_was(join):
    member = join(name="Ada Okafor")
    used = {"used_on": date(2023, 11, 26)}
    kept = MemberFactory(**used)
    type(member).objects.filter(pk=member.pk).update(used_on=date(2023, 11, 25))
    assert actions.forget_members(by=CLOCK) == 1
    assert fresh(kept).is_member
    row = fresh(member)
    assert (row.state, row.end_reason, row.name) == ("ended", "unused", "")
    tables = ("hubs_member", "hubs_memberevent", "audit_event")
    assert not [table for table in tables if "Ada" in as_stored(table)]
    assert ContactCard.objects.get(pk=member.card_id).phone == ""
    assert actions.forget_members(by=CLOCK) == 0


def test_a_booking_is_use_too(hub):
    long_ago = {"used_on": date(2020, 1, 1)}
    member = MemberFactory(**long_ago)
    BookingFactory(booker_hash=member.reach_hash)
    MemberFactory(**long_ago)
    assert actions.forget_members(by=CLOCK) == 1
    assert fresh(member).is_member


def test_the_council_says_how_long(hub):
    CouncilSettings.objects.update_or_create(only=True, defaults={"member_years": 1})
    MemberFactory(used_on=date(2025, 11, 25))
    assert actions.forget_members(by=CLOCK) == 1


def test_many_are_forgotten_in_short_transactions(monkeypatch):
    monkeypatch.setattr("hubs.actions.forgetting.BATCH", 2)
    for _ in range(5):
        MemberFactory(used_on=date(2020, 1, 1))
    assert actions.forget_members(by=CLOCK) == 5
    assert Event.objects.filter(verb="members.forgotten").count() == 3


def test_at_the_sixth_birthday_of_the_youngest_a_membership_is_forgotten(join, today):
    """domain.md 2.17: the end of the month counts, for the day of birth is not known."""
    member = join(name="Ada Okafor", children=[date(2013, 1, 1), date(2021, 5, 1)])
    assert fresh(member).grown_on == date(2027, 6, 1)
    today.move_to("2027-05-31 22:00")
    assert actions.forget_members(by=CLOCK) == 0
    today.move_to("2027-06-01 01:00")
    assert actions.forget_members(by=CLOCK) == 1
    row = fresh(member)
    assert (row.state, row.end_reason, row.name, row.children) == ("ended", "grown", "", [])
    tables = ("hubs_member", "hubs_memberevent", "audit_event")
    assert not [table for table in tables if "Ada" in as_stored(table)]
    assert actions.forget_members(by=CLOCK) == 0


def test_who_does_not_belong_for_that_child_alone_is_kept(hub):
    """Booked since, joined with older children, told us something since, or said no age."""
    told = {"used_on": date(2026, 6, 1)}
    gone = MemberFactory(children=[date(2020, 3, 1)], used_on=date(2026, 3, 31))
    booked = MemberFactory(children=[date(2020, 3, 1)], used_on=date(2026, 3, 31))
    BookingFactory(booker_hash=booked.reach_hash)
    kept = [
        booked,
        MemberFactory(children=[date(2012, 3, 1)], **told),
        MemberFactory(children=[date(2020, 3, 1)], **told),
        MemberFactory(children=[date(2020, 3, 1), date(2027, 1, 1)], **told),
        MemberFactory(children=[], **told),
    ]
    assert kept[1].grown_on is None
    assert actions.forget_members(by=CLOCK) == 1
    assert not fresh(gone).is_member
    assert all(fresh(member).is_member for member in kept)


CHILDREN = st.lists(st.dates(date(2001, 1, 1), date(2027, 9, 1)), max_size=3)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(children=CHILDREN, used=st.dates(date(2023, 11, 26), date(2026, 11, 26)))
def test_the_database_and_the_page_say_the_same_day(hub, children, used):
    months = sorted(day.replace(day=1) for day in children)
    member = MemberFactory(hub=hub, children=months, used_on=used)
    day = fresh(member).grown_on
    rows = Member.objects.filter(pk=member.pk)
    long_ago = date(2000, 1, 1)
    if day is None:
        assert not rows.grown(date(2100, 1, 1), long_ago).exists()
    else:
        youngest = months[-1]
        assert (day.year, day.month) in {
            (youngest.year + 6, youngest.month + 1),
            (youngest.year + 7, youngest.month - 11),
        }
        assert rows.grown(day, long_ago).exists()
        assert not rows.grown(day - timedelta(days=1), long_ago).exists()


@pytest.mark.parametrize(
    ("day", "ago"),
    [
        (date(2024, 2, 29), date(2021, 2, 28)),
        (date(2026, 11, 26), date(2023, 11, 26)),
    ],
)
def test_years_ago_is_a_day_there_was(day, ago):
    assert years_ago(day, 3) == ago


def test_who_booked_is_forgotten_ninety_days_after_and_still_counted(plan, today):
    session = sessions_of(plan())[0]
    booking = ask(session, name="Ada Okafor", access_needs="A ramp", children_ages="8 months",
                  emergency_contact="Nan, 07700 900123")  # fmt: skip
    Attendance.objects.create(session=session, booking=booking, mode="in_person")
    today.move_to(session.ends_at + timedelta(days=90, minutes=-1))
    assert actions.forget_bookings(by=CLOCK) == 0
    today.move_to(session.ends_at + timedelta(days=90))
    assert actions.forget_bookings(by=CLOCK) == 1
    row = Booking.objects.get()
    left = (row.name, row.access_needs, row.children_ages, row.emergency_contact, row.token)
    assert left == ("", "", "", "", "")
    assert (row.state, row.place, row.wiped_at) == ("booked", 1, timezone.now())
    assert row.booker_hash == booking.booker_hash
    assert row.attendances.exists()
    card = ContactCard.objects.get(pk=booking.card_id)
    assert (card.phone, card.may_text) == ("", False)
    for table, key in (("hubs_bookingevent", row.pk), ("contact_contactcardevent", card.pk)):
        assert str(key) not in as_stored(table)
    assert actions.forget_bookings(by=CLOCK) == 0


def test_a_course_is_forgotten_after_its_last_session(plan, today):
    course = plan(is_course=True)
    ask(course)
    last = sessions_of(course)[-1]
    today.move_to(last.ends_at + timedelta(days=90, minutes=-1))
    assert actions.forget_bookings(by=CLOCK) == 0
    today.move_to(last.ends_at + timedelta(days=90))
    assert actions.forget_bookings(by=CLOCK) == 1


def test_the_pages_of_a_forgotten_booking_still_open(client, plan, today, manager):
    booking = ask(sessions_of(plan())[0])
    today.move_to(booking.session.ends_at + timedelta(days=91))
    actions.forget_bookings(by=CLOCK)
    assert client.get(f"/whats-on/booking/{booking.token}/").status_code == 200
    client.force_login(manager)
    page = client.get(f"/sessions/{booking.session_id}/").content.decode()
    assert "Forgotten: its time is over" in page
    assert client.get(f"/sessions/{booking.session_id}/door/").status_code == 200


def test_many_bookings_and_the_councils_own_number_of_days(monkeypatch, today):
    CouncilSettings.objects.update_or_create(only=True, defaults={"booking_days": 10})
    monkeypatch.setattr("hubs.actions.forgetting.BATCH", 2)
    session = SessionFactory(planned_on=timezone.localdate() - timedelta(days=12))
    for _ in range(5):
        BookingFactory(session=session, card=ContactCardFactory())
    BookingFactory()
    assert actions.forget_bookings(by=CLOCK) == 5
