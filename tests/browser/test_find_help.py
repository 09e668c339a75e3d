"""A family looks for help on a phone, without a script: empty, mistaken, full, nothing found."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, photograph, sideways_scroll
from tests.factories.hubs import (
    AreaFactory,
    DistrictFactory,
    HubFactory,
    PostcodeFactory,
    ServiceFactory,
    SiteFactory,
)
from tests.factories.whats_on import ActivityFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def weir(transactional_db):
    hub = HubFactory(name="Weir Hub", slug="weir", district=DistrictFactory(name="Weirside"))
    site = SiteFactory(hub=hub, kind="main", name="Weir House", longitude=-2.3, latitude=53.41)
    PostcodeFactory(postcode="ZZ1 1AA", ward=AreaFactory(name="Ferry Meadow", hub=hub))
    bands = ["early_years", "parents"]
    ServiceFactory(name="Breastfeeding group", sites=[site], age_bands=bands)
    ServiceFactory(name="Debt line", modes=["phone"], phone="01632960123")
    activity = ActivityFactory(name="Stay and play", hub=hub, bands=bands)
    day = timezone.localdate() + timedelta(days=3)
    SessionFactory(activity=activity, site=site, planned_on=day)


@pytest.mark.parametrize("scripts", [False, True], ids=["no script", "with axe"])
def test_help_is_found_kept_and_taken_off_the_list(open_page, shown, scripts):
    """Where scripts are lost on the way, axe itself still runs."""
    page = open_page(PHONE, javascript=scripts)
    page.route("**/*.js", lambda route: route.abort())

    def look(name):
        if scripts:
            return shown(page, f"find-{name}")
        assert sideways_scroll(page) <= 0, name
        return photograph(page, f"find-{name}")

    page.goto("/")
    page.get_by_role("link", name="Find help near you").click()
    look("empty")
    page.get_by_role("button", name="Find help").click()
    expect(page.get_by_text("Enter a postcode, a place").first).to_be_visible()
    page.get_by_label("Postcode or place").fill("ZZ1 1A")
    page.get_by_role("button", name="Find help").click()
    expect(page.get_by_text("We could not read that").first).to_be_visible()
    look("error")
    page.get_by_label("Postcode or place").fill("zz11aa")
    page.get_by_role("button", name="Find help").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("3 kinds of help near ZZ1 1AA")
    expect(page.get_by_role("heading", name="Weir Hub")).to_be_visible()
    page.get_by_role("button", name=re.compile("Put on my list.*Breastfeeding")).click()
    expect(page.get_by_text("On your list.")).to_be_in_viewport()
    look("full")
    page.get_by_text("More choices").click()
    page.get_by_label("Child’s age in years").fill("20")
    page.get_by_role("button", name="Find help").click()
    expect(page.get_by_text("until they turn 20")).to_be_visible()
    look("choices")
    page.get_by_role("link", name="Age 20").click()
    page.get_by_role("link", name="See everything in my area").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("help in Weirside")
    look("area")
    page.get_by_role("link", name="Your list: 1 thing").click()
    look("list")
    page.get_by_role("button", name="Clear my list").click()
    expect(page.get_by_text("Nothing is on your list yet")).to_be_visible()
    page.goto("/help/?near=&q=qqqq")
    expect(page.get_by_text("We found nothing like that")).to_be_visible()
    look("nothing")
