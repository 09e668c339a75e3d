"""A family joins a hub, says yes by the link, stops everything and undoes it: phone, no script."""

from datetime import time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from familyhubs.database.actor import acting_as
from hubs import actions
from hubs.members.links import confirm_link
from hubs.models import Member
from tests.browser.conftest import PHONE
from tests.browser.test_whats_on import follow, heading, press
from tests.cast import somebody
from tests.factories.hubs import HubFactory, SiteFactory
from tests.hubs.members.conftest import birth_registration
from tests.hubs.whats_on.conftest import rule_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(transactional_db):
    hub = HubFactory(name="Eastfield Hub", slug="eastfield")
    SiteFactory(hub=hub, name="Eastfield House", kind="main")
    return somebody("front_of_house", hub=hub)


@pytest.fixture
def births(desk):
    """Births are registered tomorrow, every half hour from ten to noon."""
    hub = desk.memberships.get().hub
    rule = {"kind": birth_registration(), "name": "Register a birth", "slot_minutes": 30}
    times = {"capacity": 1, "starts": time(10), "ends": time(12)}
    with acting_as(desk.pk):
        return actions.save_activity(None, by=desk, **rule_of(hub, **rule | times)).activity


def test_join_say_yes_stop_and_undo_r029(desk, phone_without_javascript):
    page = phone_without_javascript
    page.goto("/hubs/eastfield/")
    follow(page, "Join Eastfield Hub: it is free")
    press(page, "Join")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("What can we call you?").fill("Jo")
    page.get_by_label("Your children’s ages").fill("3 years\n8 months")
    page.get_by_label("What’s on this week").check()
    page.get_by_label("Text message").check()
    page.get_by_label("Mobile number").fill("07700 900123")
    page.get_by_label("Yes, it is safe").check()
    press(page, "Join")
    heading(page, "look at your messages")
    page.goto(confirm_link(Member.objects.get()))
    press(page, "Yes, I want to join Eastfield Hub")
    heading(page, "You belong to Eastfield Hub")
    press(page, "Stop everything")
    heading(page, "You hear from us no more")
    press(page, "Undo: I want to hear what I heard before")
    heading(page, "You belong to Eastfield Hub")
    follow(page, "Leave the hub")
    press(page, "Yes, leave the hub")
    heading(page, "You are no member now")
    assert Member.objects.get().name == ""


def test_what_a_family_may_mend_and_where_it_is_not_safe(desk, phone, shown):
    phone.goto("/join/hub/eastfield/")
    press(phone, "Join")
    expect(phone.get_by_role("heading", name="There is a problem")).to_be_visible()
    shown(phone, "join-errors")
    phone.get_by_label("What can we call you?").fill("Jo")
    phone.get_by_label("Email", exact=True).check()
    phone.get_by_label("Email address").fill("jo@example.org")
    phone.get_by_label("No, or I am not sure").check()
    press(phone, "Join")
    heading(phone, "We do not write to you")
    shown(phone, "join-careful")
    assert not Member.objects.exists()


def test_a_time_to_register_a_birth_with_the_offer_to_join_r030(births, phone, shown):
    phone.goto(births.get_absolute_url())
    shown(phone, "births-times")
    phone.get_by_role("link", name="10:30am").first.click()
    press(phone, "Book my place")
    expect(phone.get_by_role("heading", name="There is a problem")).to_be_visible()
    shown(phone, "births-book-errors")
    phone.get_by_label("What can we call you?").fill("Priya")
    phone.get_by_label("Text message").check()
    phone.get_by_label("Mobile number for texts").fill("07700 900123")
    phone.get_by_label("What’s on this week").check()
    press(phone, "Book my place")
    heading(phone, "You have a place")
    assert Member.objects.get().channel == "birth"
    phone.goto(births.get_absolute_url())
    tomorrow = phone.get_by_role("list").filter(has_text="10am").first
    expect(tomorrow.get_by_role("link", name="10:30am")).to_have_count(0)


def test_at_the_desk_on_a_phone_r029(desk, signed_in, shown):
    page = signed_in(desk, PHONE)
    page.goto(reverse("members:list"))
    shown(page, "members-none")
    press(page, "Add a member")
    press(page, "Save")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    shown(page, "members-add-errors")
    page.get_by_label("Name, or what to call them").fill("Ada Okafor")
    page.get_by_label("Children’s ages").fill(f"due {timezone.localdate() + timedelta(60):%B %Y}")
    page.get_by_label("Text message").check()
    page.get_by_label("Mobile number").fill("07700 900123")
    page.get_by_label("News and changes").check()
    page.get_by_label("I have said this to them, and they said yes").check()
    press(page, "Save")
    heading(page, "Ada Okafor")
    shown(page, "members-added")
    follow(page, "Print the welcome pack")
    heading(page, "Welcome to Eastfield Hub")
    page.goto(reverse("members:list"))
    page.get_by_label("Name, mobile number or email").fill("okaf")
    press(page, "Find")
    expect(page.get_by_role("link", name="Ada Okafor")).to_be_visible()
