"""The front desk in a real browser: two taps, who waits, quiet mode, all by keyboard (5.3)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.cast import somebody
from tests.factories.hubs import HubFactory, ServiceFactory, SiteFactory
from tests.factories.whats_on import ActivityFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def northgate(transactional_db):
    hub = HubFactory(name="Northgate Hub", slug="northgate")
    SiteFactory(hub=hub, kind="main", name="Northgate House")
    return hub


@pytest.fixture
def at_desk(northgate):
    return somebody("front_of_house", hub=northgate)


def test_an_enquiry_by_keyboard_alone_r019(signed_in, at_desk, shown):
    ServiceFactory(name="Citizens Advice", slug="citizens-advice", phone="0161 496 0000")
    page = signed_in(at_desk, DESKTOP)
    page.goto(reverse("pages:today"))
    shown(page, "desk-1366")
    page.get_by_label("Debt", exact=True).focus()
    page.keyboard.press("Space")
    page.get_by_role("button", name="Signposted").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Signposted where?")).to_be_visible()
    page.get_by_label("Search the directory of services").fill("citizens")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Citizens Advice").click()
    shown(page, "desk-enquiry-1366")
    page.get_by_role("button", name="It helped", exact=True).click()
    page.goto(reverse("desk:desk"))
    page.get_by_role("button", name="Same as last time").click()
    expect(page.get_by_role("heading", name="2 enquiries today")).to_be_visible()
    page.get_by_role("button", name="Undo").first.click()
    expect(page.get_by_role("heading", name="1 enquiry today")).to_be_visible()
    page.set_viewport_size(PHONE)
    shown(page, "desk-390")


def test_one_key_turns_the_screen_into_whats_on_and_back_needs_an_unlock(signed_in, at_desk, shown):
    """R050, domain.md 5.3: “he checks my phone”; nothing is left, by the back button either."""
    at_desk.set_password("a long password of mine")
    at_desk.is_demo = False
    at_desk.save()
    page = signed_in(at_desk, DESKTOP)
    page.goto(reverse("desk:walk_ins"))
    page.get_by_label("First name").fill("Secretname")
    other = page.context.new_page()
    other.goto(reverse("desk:desk"))
    page.keyboard.press("F2")
    other.wait_for_url("**/whats-on/")
    page.wait_for_url("**/whats-on/")
    shown(page, "quiet-1366")
    assert "Secretname" not in page.content()
    page.go_back()
    page.wait_for_url("**/whats-on/")
    assert "Sign out" not in page.content()
    page.keyboard.press("F2")
    page.wait_for_url("**/accounts/unlock/")
    page.get_by_label("Password", exact=True).fill("a long password of mine")
    page.get_by_role("button", name="Unlock", exact=True).click()
    expect(page.get_by_role("link", name="Front desk")).to_be_visible()
    page.keyboard.press("Shift+?")
    expect(page.get_by_text("this screen becomes what’s on")).to_be_visible()


def test_the_head_is_small_on_a_phone_and_quiet_works_without_javascript(
    signed_in, open_page, at_desk, shown
):
    page = signed_in(at_desk, PHONE)
    page.goto(reverse("desk:desk"))
    menu, lines = page.get_by_role("button", name="Menu"), page.get_by_label("Main menu")
    assert page.locator("header").bounding_box()["height"] < PHONE["height"] / 4
    expect(page.locator(".fh-bar__concern")).to_be_visible()
    expect(lines).to_be_hidden()
    menu.focus()
    page.keyboard.press("Enter")
    expect(lines).to_be_visible()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
    shown(page, "menu-390")
    menu.click()
    expect(lines).to_be_hidden()
    state = page.context.storage_state()
    page = open_page(PHONE, javascript=False, storage_state=state)
    page.goto(reverse("desk:desk"))
    expect(page.get_by_label("Main menu")).to_be_visible()
    expect(page.get_by_role("button", name="Menu")).to_be_hidden()
    page.get_by_role("button", name="Quiet").click()
    page.wait_for_url("**/whats-on/")
    page.go_back()
    page.wait_for_url("**/whats-on/")


def test_a_walk_in_from_the_number_to_the_place_and_what_goes_wrong(
    signed_in, at_desk, northgate, shown
):
    """R043: within two minutes, on a phone; errors are said where they are."""
    activity = ActivityFactory(
        hub=northgate, needs_booking=True, capacity=2, name="Benefits advice, every day"
    )
    # The page offers today's places only: a run shortly before midnight still has one.
    last = timezone.localtime().replace(hour=23, minute=59, second=59)
    soon = min(timezone.now() + timedelta(minutes=5), last)
    SessionFactory(
        activity=activity, planned_on=timezone.localdate(), starts_at=soon,
        ends_at=soon + timedelta(hours=1),
    )  # fmt: skip
    page = signed_in(at_desk, PHONE)
    page.goto(reverse("desk:walk_ins"))
    page.get_by_label("First name").fill("Ada")
    page.get_by_label("What about?").select_option("abuse")
    page.get_by_role("button", name="Give a number").click()
    expect(page.get_by_text("Never ask in front of a partner")).to_be_visible()
    shown(page, "walk-in-390")
    page.get_by_label("Name on the list").fill("")
    page.get_by_role("button", name="Benefits advice").click()
    expect(page.get_by_role("link", name="Enter a name for the list")).to_be_visible()
    page.set_viewport_size(DESKTOP)
    shown(page, "walk-in-wrong-1366")
    page.get_by_label("Name on the list").fill("Ada")
    page.get_by_role("button", name="Benefits advice").click()
    expect(page.get_by_text("Booked: Benefits advice")).to_be_visible()
    page.goto(reverse("desk:status"))
    page.get_by_role("button", name="Look").click()
    shown(page, "status-wrong-1366")
    page.get_by_label("First name").fill("Nobody")
    page.get_by_label("Or the reference").fill("ASK-7K3M-2Q9T")
    page.get_by_role("button", name="Look").click()
    shown(page, "status-answer-1366")
    page.goto(reverse("desk:catch_up"))
    page.get_by_label("Time").first.fill("25:99")
    page.get_by_role("button", name="Write them down").click()
    shown(page, "catch-up-wrong-1366")
    page.goto(reverse("desk:desk"))
    page.get_by_label("Find a family or a request").fill("Okafor")
    page.keyboard.press("Enter")
    shown(page, "find-wrong-1366")


@pytest.mark.parametrize("way", ["Phone", "Walk-in", "Paper form", "Email", "Outreach"])
def test_what_comes_another_way_is_keyed_in_and_waits_in_the_same_queue(
    signed_in, northgate, shown, way
):
    """R041: every channel is one request; what most do without is behind its summary."""
    page = signed_in(somebody("triage", hub=northgate), DESKTOP)
    page.goto(reverse("referrals:new"))
    page.get_by_role("radio", name=way, exact=True).check()
    page.get_by_label("Who asks?").select_option(index=1)
    page.get_by_role("radio", name="The family knows and agrees").check()
    page.get_by_label("Name of the adult, or young person, to answer").fill("Ada Okafor")
    page.get_by_role("checkbox", name="Text message").check()
    page.get_by_label("Phone number").fill("07700 900123")
    expect(page.get_by_role("checkbox", name="Mornings")).to_be_hidden()
    page.get_by_text("The best way, and when it is safe").click()
    page.get_by_role("checkbox", name="Mornings").check()
    page.get_by_label("What were you told").fill("He does not sleep and I am so tired")
    page.get_by_label("Full name").first.fill("Tobi")
    if way == "Phone":
        shown(page, "keyed-in-1366")
    page.get_by_role("button", name="Send to the queue").click()
    page.goto(reverse("referrals:queue"))
    line = page.get_by_role("row").filter(has_text="Ada Okafor")
    expect(line).to_contain_text(way)
    expect(line).to_contain_text("Tobi")
