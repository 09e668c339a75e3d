"""Right after the offer changes every list says so: markup that is kept can show nothing old."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from familyhubs.council.models import CouncilSettings
from familyhubs.govuk import drawn
from hubs import actions
from hubs.models import Service, Session, Site, Topic
from tests.factories.hubs import (
    AreaFactory,
    DistrictFactory,
    HubFactory,
    PostcodeFactory,
    ServiceFactory,
    SiteFactory,
)
from tests.factories.whats_on import ActivityFactory, BookingFactory, SessionFactory

pytestmark = pytest.mark.django_db
FIND = reverse("help:find") + "?near=ZZ1+1AA"


@pytest.fixture
def weir(monkeypatch):
    """A hub with a service and a session that takes one, at one hall half a mile away."""
    monkeypatch.setattr("familyhubs.notifications.outbox.ring", lambda message_id: None)
    hub = HubFactory(name="Weir Hub", slug="weir", district=DistrictFactory(name="Weirside"))
    PostcodeFactory(postcode="ZZ1 1AA", ward=AreaFactory(hub=hub), longitude=-2.3, latitude=53.4)
    hall = SiteFactory(
        hub=hub, kind="library", name="Old Hall", postcode="ZZ1 1AA", longitude=-2.3, latitude=53.41
    )
    service = ServiceFactory(name="Debt advice", sites=[hall])
    activity = ActivityFactory(name="Baby play", hub=hub, needs_booking=True, capacity=1)
    day = timezone.localdate() + timedelta(days=3)
    return service, SessionFactory(activity=activity, site=hall, planned_on=day), hall


@pytest.fixture
def read(client):
    """The lists that show cards, and the calendar; read twice, so that what is kept is shown."""
    pages = {
        "find": FIND,
        "area": reverse("help:area", args=["weir"]),
        "timetable": reverse("whats_on:timetable"),
        "calendar": reverse("whats_on:calendar"),
    }

    def read(name):
        texts = [client.get(pages[name]).content.decode() for _again in range(2)]
        # A form's token is another each time.
        assert len(texts[0]) == len(texts[1])
        return texts[1]

    return read


def test_a_site_that_closes_for_good_is_named_no_more(weir, read):
    service, _session, hall = weir
    before = read("find")
    assert ("Old Hall" in read("area"), "under a mile" in before) == (True, True)
    Site.objects.filter(pk=hall.pk).update(closed_on=timezone.localdate())
    card = read("find").split("Debt advice")[1].split("</li>")[0]
    assert "Old Hall" not in card
    assert "mile" not in card
    assert service.name not in read("area")


def test_a_site_that_is_closed_at_once_shows_its_sessions_as_cancelled(weir, read, administrator):
    _service, _session, hall = weir
    assert "Cancelled" not in read("timetable") + read("calendar")
    closure, _done = actions.close_site(hall, reason="Flooded", by=administrator)
    assert "Flooded" in read("timetable")
    assert "STATUS:CANCELLED" in read("calendar")
    assert "Baby play" not in read("find")
    actions.open_again(closure, by=administrator)
    assert "Flooded" not in read("timetable")
    assert "Baby play" in read("find")


def test_a_place_that_becomes_secret_is_near_nowhere_and_has_no_postcode(weir, read):
    _service, _session, hall = weir
    assert "Old Hall, ZZ1 1AA" in read("find")
    Site.objects.filter(pk=hall.pk).update(is_address_hidden=True)
    for name in ("find", "area"):
        assert "Old Hall, ZZ1 1AA" not in read(name)
    assert "under a mile" not in read("find")
    assert "ZZ1\N{NO-BREAK SPACE}1AA" not in read("calendar")


@pytest.mark.parametrize(
    "change",
    [
        {"status": "closed"},
        {"status": "inactive"},
        {"on_until": timezone.localdate() - timedelta(days=1)},
        {"review_due_on": timezone.localdate() - timedelta(days=31)},
    ],
)
def test_a_service_that_is_off_or_stale_is_gone(weir, read, change):
    assert "Debt advice" in read("find")
    Service.objects.filter(pk=weir[0].pk).update(**change)
    assert "Debt advice" not in read("find") + read("area")


def test_what_is_said_otherwise_is_read_otherwise(weir, read):
    service, session, hall = weir
    assert "Debt advice" in read("find")
    assert "Baby play" in read("timetable")
    Service.objects.filter(pk=service.pk).update(name="Money help", summary="New words")
    type(service.provider).objects.filter(pk=service.provider_id).update(name="Other Trust")
    Site.objects.filter(pk=hall.pk).update(public_name="New Hall")
    type(session.activity).objects.filter(pk=session.activity_id).update(name="Toddler play")
    said = ("Money help", "New words", "Other Trust", "New Hall")
    for name in ("find", "area"):
        assert all(words in read(name) for words in said)
    for name in ("find", "timetable", "calendar"):
        assert "Toddler play" in read(name)
    assert "New Hall" in read("timetable")


def test_the_same_search_finds_otherwise_tomorrow_and_after_other_days_of_grace(weir, read):
    """What is kept of a search's questions is of this day, and of these days of grace."""
    today = timezone.localdate()
    Service.objects.filter(pk=weir[0].pk).update(review_due_on=today - timedelta(days=29))
    assert "Debt advice" in read("find")
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert "Debt advice" not in read("find")
    assert "Debt advice" in read("find")
    CouncilSettings.objects.create(service_grace_days=20)
    assert "Debt advice" not in read("find")
    Site.objects.filter(pk=weir[2].pk).update(opened_on=today + timedelta(days=1))
    Service.objects.filter(pk=weir[0].pk).update(review_due_on=today)
    assert "Old Hall" not in read("find").split("Debt advice")[1].split("</li>")[0]
    with time_machine.travel(timezone.now() + timedelta(days=1)):
        assert "Old Hall" in read("find").split("Debt advice")[1].split("</li>")[0]


def test_a_topic_that_is_worded_otherwise_finds_other_sessions(weir, client):
    address = f"{FIND}&topic=debt"
    assert "Baby play" not in client.get(address).content.decode()
    Topic.objects.filter(code="debt").update(synonyms="baby")
    assert "Baby play" in client.get(address).content.decode()


def test_the_last_place_that_goes_is_said(weir, read):
    _service, session, _hall = weir
    for name in ("find", "timetable"):
        assert "Book a place" in read(name)
    BookingFactory(session=session, place=1)
    for name in ("find", "timetable"):
        assert "Full: join the waiting list" in read(name)


def test_a_session_that_is_over_is_gone(weir, read):
    assert "Baby play" in read("find")
    now = timezone.now()
    Session.objects.update(starts_at=now - timedelta(hours=2), ends_at=now)
    assert "Baby play" not in read("find") + read("timetable") + read("calendar")


def test_what_is_on_ones_own_list_is_on_nobody_elses(weir, client, read):
    """Whether an entry is kept is part of what a card says."""
    assert read("find").count("Put on my list") == 2
    entry = {"entry": f"service:{weir[0].pk}"}
    client.post(reverse("help:change_list"), entry)
    mine = read("find")
    assert (mine.count("Put on my list"), mine.count("Take off my list")) == (1, 1)
    client.cookies.clear()
    assert "Take off my list" not in read("find")


def test_cards_are_kept_up_to_a_number_only(monkeypatch):
    kept = drawn.Kept(2)
    for key in "abca":
        kept.piece(key, key.upper)
    assert list(kept.pieces.items()) == [("c", "C"), ("a", "A")]
