"""Births registered at a hub: counted by small area, of whom nothing is kept (R031)."""

from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from threading import Barrier
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, connections, transaction
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import Event
from familyhubs.refusals import Refused
from hubs import actions
from hubs.models import Area, BirthRegistered, Booking, Postcode
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.factories.members import BirthRegisteredFactory, MemberFactory
from tests.factories.whats_on import ActivityFactory, BookingFactory, SessionFactory
from tests.hubs.members.conftest import as_stored, birth_registration

pytestmark = pytest.mark.django_db
LIST, ADD = reverse("members:list"), reverse("members:add_birth")
NOVEMBER = date(2026, 11, 1)


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel("2026-11-26 12:00", tick=False) as clock:
        yield clock


@pytest.fixture
def area():
    area = Area.objects.create(code="E01000001", kind="lsoa", name="Weir 001A")
    Postcode.objects.create(postcode="ZZ1 1AA", lsoa=area, longitude=-1.6, latitude=54)
    return area


@pytest.fixture
def booking(hub):
    """An appointment to register a birth that began an hour ago."""
    activity = ActivityFactory(hub=hub, kind=birth_registration(), needs_booking=True, capacity=1)
    session = SessionFactory(activity=activity, planned_on=timezone.localdate())
    session.starts_at = timezone.now() - timedelta(hours=1)
    session.ends_at = session.starts_at + timedelta(minutes=30)
    session.save()
    return BookingFactory(session=session, place=1, name="Ada Okafor")


@pytest.fixture
def desk(client, front_desk):
    client.force_login(front_desk)
    return client


def told(**changes):
    return {"key": str(uuid4()), "where": "yes", "postcode": "zz11aa"} | changes


def test_counted_at_the_desk_by_area_with_neither_postcode_nor_person_r031(desk, booking, area):
    address = reverse("members:count_birth", args=[booking.pk])
    assert address in desk.get(LIST).content.decode()
    said = told()
    page = desk.post(address, said, follow=True).content.decode()
    assert "Weir 001A" in page
    row = BirthRegistered.objects.get()
    assert (row.hub, row.month, row.area) == (booking.session.activity.hub, NOVEMBER, area)
    tables = ("hubs_birthregistered", "audit_event", "hubs_booking", "hubs_bookingevent")
    stored = {table: as_stored(table) for table in tables}
    assert not [table for table in tables if "ZZ1" in stored[table] or "zz1" in stored[table]]
    assert not [table for table in tables[1:] if area.code in stored[table]]
    assert not [table for table in tables[1:] if str(row.pk) in stored[table]]
    assert str(booking.pk) not in stored["hubs_birthregistered"]
    assert Event.objects.get(verb="birth.counted").about_id == row.hub_id
    assert address not in desk.get(LIST).content.decode()
    # The same form again counts nothing more; another one for the same birth is refused.
    desk.post(address, said)
    assert "counted already" in desk.post(address, told()).content.decode()
    assert BirthRegistered.objects.count() == 1


def test_who_is_a_member_is_still_to_be_counted_and_then_the_line_is_gone(desk, booking, area):
    MemberFactory(hub=booking.session.activity.hub, reach_hash=booking.booker_hash)
    page = desk.get(LIST).content.decode()
    assert "Count the birth" in page
    assert "Invite Ada" not in page
    desk.post(reverse("members:count_birth", args=[booking.pk]), told(where="no", postcode=""))
    assert BirthRegistered.objects.get().area is None
    assert "Ada Okafor" not in desk.get(LIST).content.decode()


def test_a_birth_without_an_appointment_counts_once_and_can_be_taken_back(desk, hub, area):
    said = told(hub=hub.pk, month="2026-10-01")
    for _ in range(2):
        page = desk.post(ADD, said)
    row = BirthRegistered.objects.get()
    assert (row.month, str(row.pk)) == (date(2026, 10, 1), said["key"])
    assert desk.get(reverse("members:uncount", args=[row.pk])).status_code == 405
    page = desk.post(reverse("members:uncount", args=[row.pk]), follow=True)
    assert "Taken back" in page.content.decode()
    assert not BirthRegistered.objects.exists()
    assert desk.get(reverse("members:counted", args=[row.pk])).status_code == 404


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"postcode": "nonsense"}, "could not read"),
        ({"postcode": "ZZ9 9ZZ"}, "do not have this postcode"),
        ({"postcode": "x" * 9_999}, "could not read"),
        ({"postcode": ""}, "Enter the postcode"),
        ({"where": ""}, "Select whether you know"),
        ({"month": "2026-09-01"}, "Select the month"),
        ({"month": "x"}, "Select the month"),
        ({"hub": str(uuid4())}, "Select from the list"),
        ({"key": "x"}, "Open this page again"),
    ],
)
def test_what_cannot_be_is_said_and_counts_nothing(desk, hub, area, wrong, said):
    answer = desk.post(ADD, told(hub=hub.pk, month="2026-11-01") | wrong)
    assert answer.status_code == 200
    assert said in answer.content.decode(), answer.context["form"].errors
    assert not BirthRegistered.objects.exists()


def test_only_the_desk_of_that_hub_counts(client, hub, booking, area):
    row = BirthRegisteredFactory(hub=hub)
    pages = [ADD, reverse("members:count_birth", args=[booking.pk])]
    pages.append(reverse("members:counted", args=[row.pk]))
    for role in ("commissioner", "administrator"):
        client.force_login(somebody(role))
        assert [client.get(page).status_code for page in pages] == [403] * 3
    client.force_login(somebody("front_of_house", hub=HubFactory()))
    assert [client.get(page).status_code for page in pages] == [200, 404, 404]
    assert client.post(reverse("members:uncount", args=[row.pk])).status_code == 404
    posted = client.post(ADD, told(hub=hub.pk, month="2026-11-01"))
    assert "Select from the list" in posted.content.decode()


def test_a_month_that_is_closed_never_changes(hub, front_desk, today):
    row = BirthRegisteredFactory(hub=hub, month=date(2026, 10, 1))
    today.move_to("2026-12-01 09:00")
    with pytest.raises(Refused, match="closed"):
        actions.take_birth_back(row, by=front_desk)
    with pytest.raises(Refused, match="closed"):
        actions.count_birth(uuid4(), hub=hub, month=row.month, area=None, by=front_desk)
    assert BirthRegistered.objects.count() == 1
    with pytest.raises(IntegrityError), transaction.atomic():
        BirthRegisteredFactory(hub=hub, month=date(2026, 12, 2))


@pytest.mark.django_db(transaction=True)
def test_two_at_the_desk_count_one_birth_once(booking, front_desk):
    ready, hub = Barrier(4), booking.session.activity.hub

    def count(_):
        ready.wait(10)
        try:
            told = {"hub": hub, "month": NOVEMBER, "area": None, "by": front_desk}
            actions.count_birth(uuid4(), booking=booking, **told)
        except Refused:
            return 0
        finally:
            connections.close_all()
        return 1

    with ThreadPoolExecutor(4) as threads:
        assert sum(threads.map(count, range(4))) == 1
    assert BirthRegistered.objects.count() == 1
    assert Booking.objects.get().is_birth_counted


def test_the_registration_desks_day_in_one_flow(desk, hub, booking, area):
    """Domain.md 5.3: arrived, done, invited to join."""
    day = reverse("members:registrations")
    page = desk.get(day).content.decode()
    assert "Ada Okafor" in page
    assert "Done, invite to join" not in page
    for _ in range(2):
        desk.post(reverse("members:arrived", args=[booking.pk]))
    assert booking.attendances.count() == 1
    desk.post(reverse("members:not_here", args=[booking.pk]))
    assert booking.attendances.count() == 0
    desk.post(reverse("members:arrived", args=[booking.pk]))
    assert "Done, invite to join" in desk.get(day).content.decode()
    count = reverse("members:count_birth", args=[booking.pk])
    answer = desk.post(f"{count}?then=invite", told())
    assert answer["Location"] == reverse("members:invite", args=[booking.pk])
    assert BirthRegistered.objects.count() == 1
    page = desk.post(reverse("members:not_here", args=[booking.pk]), follow=True)
    assert "The birth is counted, so they were here." in page.content.decode()
    assert "Invite Ada Okafor to join" in page.content.decode()
    assert reverse("members:registrations") in desk.get(reverse("desk:desk")).content.decode()


def test_the_registrations_of_another_hub_are_not_there(client, booking, stranger):
    client.force_login(stranger)
    assert "Ada" not in client.get(reverse("members:registrations")).content.decode()
    for name in ("arrived", "not_here"):
        assert client.post(reverse(f"members:{name}", args=[booking.pk])).status_code == 404
    assert booking.attendances.count() == 0


def test_whoever_cancelled_or_comes_another_day_has_not_arrived(front_desk, booking):
    with time_machine.travel("2026-11-27 12:00", tick=False), pytest.raises(Refused):
        actions.arrive(booking, by=front_desk)
    actions.cancel_booking(booking, by=front_desk)
    with pytest.raises(Refused):
        actions.arrive(booking, by=front_desk)
