"""A family finds something, books it, and gives the place back: on a phone, without JavaScript."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from familyhubs.database.actor import acting_as
from hubs import actions
from tests.browser.conftest import PHONE
from tests.cast import somebody
from tests.factories.hubs import HubFactory, SiteFactory
from tests.factories.whats_on import ActivityKindFactory, RoomFactory
from tests.hubs.whats_on.conftest import rule_of

pytestmark = pytest.mark.django_db(transaction=True)
JOIN = "https://teams.example.org/meet/123"


@pytest.fixture
def manager(transactional_db):
    return somebody("manager", hub=HubFactory(name="Eastfield Hub", slug="eastfield"))


@pytest.fixture
def online(manager):
    """Language builders, online tomorrow, with one place; and something else in a room."""
    hub = manager.memberships.get().hub
    room = RoomFactory(site=SiteFactory(hub=hub, name="Eastfield House"))
    more = {"kind": ActivityKindFactory(), "by": manager}
    with acting_as(manager.pk):
        named = {"name": "Language builders", "mode": "online", "join_link": JOIN, "capacity": 1}
        actions.save_activity(None, **rule_of(hub, **named) | more)
        actions.save_activity(
            None, **rule_of(hub, name="Cook and eat", room=room, site=room.site) | more
        )


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).click()


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()


def test_from_the_timetable_to_a_place_and_back_r013_r014_r022(online, phone_without_javascript):
    page = phone_without_javascript
    page.goto("/")
    follow(page, "See what’s on")
    heading(page, "What’s on: 2 sessions")
    page.get_by_text("Choose what you see").click()
    page.get_by_label("How", exact=True).select_option("online")
    press(page, "Show these")
    heading(page, "What’s on: 1 session")
    follow(page, "Language builders")
    assert JOIN not in page.content()
    page.get_by_role("link", name="Book a place").first.click()
    press(page, "Book my place")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("What can we call you?").fill("Jo")
    page.get_by_label("Text message").check()
    page.get_by_label("Mobile number for texts").fill("07700 900123")
    press(page, "Book my place")
    heading(page, "You have a place")
    expect(page.get_by_role("link", name=JOIN)).to_be_visible()
    booked = page.url
    follow(page, "See what else is on")
    expect(page.get_by_text("Full: join the waiting list")).to_be_visible()
    page.goto(booked)
    follow(page, "Give the place back")
    press(page, "Yes, give it back")
    heading(page, "Your booking is cancelled")


def test_what_a_family_may_mend_is_clear_and_accessible(online, phone, shown):
    phone.goto("/whats-on/?mode=online")
    shown(phone, "whats-on-filtered")
    follow(phone, "Language builders")
    phone.get_by_role("link", name="Book a place").first.click()
    press(phone, "Book my place")
    expect(phone.get_by_role("heading", name="There is a problem")).to_be_visible()
    shown(phone, "whats-on-book-errors")
    phone.get_by_label("Email", exact=True).check()
    expect(phone.get_by_label("Email address")).to_be_visible()
    shown(phone, "whats-on-book-email")
    phone.goto("/whats-on/?cost=free&language=english&day=1&mode=phone")
    shown(phone, "whats-on-nothing")


def test_at_the_door_on_a_phone_r015(online, manager, signed_in, shown):
    """What is wrong in the plan is said, and what is cancelled can be undone."""
    page = signed_in(manager, PHONE)
    tomorrow = timezone.localdate() + timedelta(days=1)
    page.goto(f"/sessions/?from={tomorrow}")
    page.get_by_role("link", name="Cook and eat").first.click()
    press(page, "Who came")
    page.get_by_label("Children in the room").fill("many")
    press(page, "Save the count")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    shown(page, "sessions-door-errors")
    follow(page, "Back")
    follow(page, "Cancel this session")
    page.get_by_label("Why is it cancelled?").fill("Our heating is broken.")
    press(page, "Cancel it and tell families")
    shown(page, "sessions-cancelled")
    press(page, "Undo: it takes place")
    expect(page.get_by_text("The session takes place.")).to_be_visible()
    page.goto("/sessions/activities/add/")
    press(page, "Save")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    shown(page, "sessions-plan-errors")
