"""The invented council is whole, however many families it is asked for."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from families.models import Attendance, Family, PriorityCheck, TimelineEntry
from familyhubs.accounts.models import User
from familyhubs.council.models import CouncilSettings
from familyhubs.database.models import Mark
from familyhubs.demo import names
from familyhubs.insights.figures import published_periods
from hubs.models import AreaAction, Booking, DoorCount, DoorDay, Hub, Membership, Role, Room, Site
from hubs.whats_on.use import reach, rooms_in_use
from referrals.chat import opening
from referrals.models import Chat, Enquiry, Referral, WalkIn, WrittenIn
from tests.bench.crowd import build_crowd
from tests.bench.pages import pages, somebody

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "reporting"])


@pytest.fixture
def demo(owner):
    """Fills the empty database; what other tests keep is put back as it was."""
    before = CouncilSettings.objects.values().first()
    yield lambda families: call_command("demo", families=families, verbosity=0)
    owner.execute("UPDATE database_mark SET filled_at = NULL")
    CouncilSettings.objects.all().delete()
    if before:
        CouncilSettings.objects.create(**before)


def assert_desks_are_alive():
    """Each hub's desk has a year of questions behind it and somebody who waits (R019, R043)."""
    hubs = set(Hub.objects.values_list("pk", flat=True))
    assert set(Enquiry.objects.values_list("hub", flat=True)) == hubs
    assert set(WalkIn.objects.values_list("hub", flat=True)) == hubs


def assert_weeks_behind():
    """The pages of what was on, of the rooms and of the doors are not empty (R015, R018)."""
    today = timezone.localdate()
    lines = reach(Hub.objects.all(), today - timedelta(days=28), today)
    assert {line.mode for line in lines} >= {"In person", "Online (Teams)", "In person or online"}
    assert all(line.sessions and line.families and line.attended for line in lines)
    assert {row.mode for row in DoorCount.objects.filter(walk_ins__gt=0)} >= {"in_person", "online"}
    rooms = rooms_in_use(Room.objects.all(), today - timedelta(days=28), today)
    assert all(room.held for room in rooms)
    sites = set(DoorDay.objects.filter(people__gt=0, day__lt=today).values_list("site", flat=True))
    assert sites == set(Site.objects.hub_sites().values_list("pk", flat=True))
    assert Attendance.objects.exists()
    assert_desks_are_alive()
    booked = Booking.objects.filter(session__ends_at__lt=timezone.now(), state="booked")
    assert booked.values("booker_hash").distinct().count() < booked.count(), "some come twice"


def assert_somebody_wrote_to_us():
    """The chat has its rota and its hours; questions and another language are there to try."""
    assert opening.this_week()
    states = Chat.objects.order_by("state").values_list("state", "ended_because")
    assert list(states) == [("asked", ""), ("ended", "answered")]
    assert WrittenIn.objects.get().language == "pl"


def assert_whole(families):
    assert_somebody_wrote_to_us()
    assert Mark.objects.get().filled_at
    # One request of this week is accepted, and so makes a family.
    assert Family.objects.count() == families + 1


@pytest.mark.parametrize("families", [0, 1])
def test_a_small_demo_is_whole_too(demo, families):
    """There may be nobody who asks again, and no plan but one opened today to hand over."""
    demo(families)
    assert_whole(families)


def test_an_invented_family_like_one_that_asks_this_week_does_not_stop_the_demo(demo, monkeypatch):
    """On some days the stories hold one by chance."""
    monkeypatch.setattr(names, "FIRST_WOMEN", ("Chloe",))
    monkeypatch.setattr(names, "FIRST_MEN", ("Chloe",))
    monkeypatch.setattr(names, "FIRST_CHILDREN", ("Tommy",))
    monkeypatch.setattr(names, "LAST", ("Barker",))
    demo(5)
    assert_whole(5)
    accepted = Referral.objects.get(family__isnull=False, decided_at__date=timezone.localdate())
    assert accepted.contact_name == "Chloe Barker"
    assert accepted.matches.exists()


def test_the_county_that_the_bench_puts_beside_them_is_built(demo):
    """It is written in SQL, past the models: a column that they get is one that it must fill."""
    demo(20)
    build_crowd(40, 20, somebody("practitioner"), say=lambda _words: None)
    assert Family.objects.filter(reference__startswith="QT").count() == 20
    assert TimelineEntry.objects.filter(family__reference__startswith="QT").count() == 200


def test_every_role_has_somebody_to_try_and_every_page_that_the_bench_times_opens(demo):
    demo(20)
    people = User.objects.demo().may_sign_in()
    roles = Membership.objects.current().filter(user__in=people).values_list("role", flat=True)
    assert set(roles) == set(Role.values)
    assert Hub.objects.count() == Site.objects.filter(kind="main").count() == 4
    assert Site.objects.filter(kind="satellite").count() == 8
    assert published_periods()
    statuses = Referral.objects.values_list("status", flat=True)
    assert set(statuses) == {"waiting", "asked_family", "preparing", "decided"}
    assert_weeks_behind()
    assert AreaAction.objects.values("hub").distinct().count() == 4
    assert PriorityCheck.objects.exists()
    found, _without = pages()
    answers = {page: page.visitor().get(page.path).status_code for page in found}
    assert not {(page.role, page.path) for page, status in answers.items() if status != 200}
