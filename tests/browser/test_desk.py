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
