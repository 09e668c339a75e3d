"""The front desk in a real browser: two taps, who waits, quiet mode, all by keyboard (5.3)."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.cast import somebody
from tests.factories.hubs import HubFactory, ServiceFactory, SiteFactory

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
    page.keyboard.press("F2")
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


def test_quiet_works_without_javascript(signed_in, open_page, at_desk):
    page = signed_in(at_desk, PHONE)
    state = page.context.storage_state()
    page = open_page(PHONE, javascript=False, storage_state=state)
    page.goto(reverse("desk:desk"))
    page.get_by_role("button", name="Quiet").click()
    page.wait_for_url("**/whats-on/")
    page.go_back()
    page.wait_for_url("**/whats-on/")
