"""A commissioner, a manager and a family looking for a hub, in a real browser."""

from datetime import timedelta

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from familyhubs.calendar.school import first_monday
from familyhubs.council.models import CouncilSettings, Term
from familyhubs.insights.closing import settled
from familyhubs.insights.periods import default, offered
from tests.factories.hubs import AreaFactory, HubFactory, PostcodeFactory, SiteFactory
from tests.insights.world import asked, helped, publish

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "reporting"])


@pytest.fixture
def figures(hub):
    """The seeds' own numbers in one hub, and three requests in another."""
    year = default(offered(settled()))
    helped(hub, year, improved=169, same=113, worse=31, none=5, after_months=4)
    asked(hub, year.last_year.start, 100, level=4)
    asked(hub, year.start, 74, level=4)
    southgate = HubFactory(name="Southgate Hub", slug="southgate", district__name="Southgate")
    asked(southgate, year.start, 3, level=4)
    council, _new = CouncilSettings.objects.get_or_create()
    for back in range(-1, 3):
        start = first_monday(year.start.year - back)
        for first, last in ((2, 109), (126, 206), (224, 320)):
            days = {"starts_on": start + timedelta(first), "ends_on": start + timedelta(last)}
            Term.objects.create(council=council, name="Term", **days)
    publish()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_commissioner_reads_published_figures(signed_in, shown, commissioner, figures, viewport):
    page = signed_in(commissioner, viewport)
    page.goto("/today/")
    page.wait_for_url("**/figures/")
    assert "54%" in page.locator(".fh-headline").first.inner_text()
    expect(page.get_by_text("fewer than 5").first).to_be_visible()
    expect(page.get_by_text("school days:").first).to_be_visible()
    shown(page, f"figures-{viewport['width']}")
    page.get_by_role("link", name="What this counts").first.click()
    expect(page.get_by_role("heading", name="Families better off")).to_be_visible()
    shown(page, f"figures-definitions-{viewport['width']}")
    page.goto(reverse("insights:network"))
    shown(page, f"network-{viewport['width']}")


def test_figures_come_as_a_file_and_by_the_quarter_with_the_keyboard(
    signed_in, commissioner, figures
):
    page = signed_in(commissioner)
    page.goto(reverse("insights:overview"))
    with page.expect_download() as download:
        page.get_by_role("button", name="Download as CSV").press("Enter")
    assert download.value.suggested_filename.endswith(".csv")
    page.get_by_label("Period").focus()
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**period=**")


def test_a_manager_reads_the_true_figures_of_the_hub(signed_in, shown, manager, figures):
    page = signed_in(manager)
    page.goto(reverse("insights:overview"))
    page.wait_for_url("**/figures/hub/northgate/")
    assert "313 families with two scores" in page.locator(".fh-headline").first.inner_text()
    expect(page.get_by_text("26% fewer").first).to_be_visible()
    shown(page, "figures-hub")


@pytest.mark.parametrize("javascript", [True, False], ids=["script", "no-script"])
def test_a_family_finds_the_nearest_hub(open_page, shown, hub, javascript):
    SiteFactory(hub=hub, kind="main", name="Northgate House", longitude=-2.3, latitude=53.4)
    PostcodeFactory(postcode="ZZ1 2AB", ward=AreaFactory(hub=hub))
    page = open_page(PHONE, javascript=javascript)
    page.goto(reverse("hubs:list"))
    for typed, message in (
        ("", "Enter a postcode"),
        ("nowhere", "We could not read that"),
        ("zz9 9zz", "We could not find ZZ9 9ZZ"),
    ):
        page.get_by_label("Your postcode").fill(typed)
        page.get_by_role("button", name="Find").click()
        expect(page.get_by_text(message).first).to_be_visible()
    if javascript:
        shown(page, "hubs-error")
    page.get_by_label("Your postcode").fill("zz1-2ab")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("The family hub for ZZ1 2AB")).to_be_visible()
    if javascript:
        shown(page, "hubs-found")
    page.get_by_role("link", name="Northgate Hub").first.click()
    expect(page.get_by_role("heading", name="Where we are")).to_be_visible()
    if javascript:
        shown(page, "hub")
