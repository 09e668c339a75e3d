"""Slow links: the desk and a family's first page are light, and work as they come (R019, 4.3)."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.cast import somebody

pytestmark = pytest.mark.django_db(transaction=True)

# An old phone at the edge of the network: 250 kilobits a second, 400 ms until the first of them.
EDGE = {"offline": False, "latency": 400, "downloadThroughput": 31_250, "uploadThroughput": 6_250}
# All that a first visit sends: page, style, script and letters. At 250 kilobits, four seconds.
MOST_BYTES = 125_000
SENT = """() => [...performance.getEntriesByType('navigation'),
  ...performance.getEntriesByType('resource')].reduce((sum, one) => sum + one.transferSize, 0)"""


def slowed(page):
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.send("Network.emulateNetworkConditions", EDGE)
    page.set_default_timeout(30_000)
    return page


def test_an_enquiry_is_logged_in_two_taps_on_a_slow_link(signed_in, hub):
    page = slowed(signed_in(somebody("front_of_house", hub=hub), PHONE))
    page.goto(reverse("desk:desk"))
    assert page.evaluate(SENT) < MOST_BYTES
    page.get_by_label("Debt", exact=True).check()
    page.get_by_role("button", name="Gave a leaflet or form").click()
    expect(page.get_by_role("heading", name="1 enquiry today")).to_be_visible(timeout=30_000)


def test_a_family_begins_on_a_slow_link(open_page, hub):
    page = slowed(open_page(PHONE))
    page.goto(reverse("ask:before"))
    assert page.evaluate(SENT) < MOST_BYTES
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("heading", name="Who needs help?")).to_be_visible(timeout=30_000)
