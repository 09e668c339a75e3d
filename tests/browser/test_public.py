"""A family looks around before it asks: no script runs, on a phone and on a desktop."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, photograph, sideways_scroll
from tests.factories.hubs import AreaFactory, HubFactory, PostcodeFactory, SiteFactory

pytestmark = pytest.mark.django_db(transaction=True)
FOOTER = {
    "Contact us": "Contact us",
    "Privacy": "What we do with what you tell us",
    "Privacy if you are under 18": "Your privacy, if you are under 18",
    "Cookies": "Cookies",
    "Accessibility": "Accessibility statement",
    "If you are not happy": "If you are not happy with us",
}


@pytest.fixture(autouse=True)
def northgate(transactional_db):
    hub = HubFactory(name="Northgate Hub", slug="northgate", phone="01632960001")
    SiteFactory(hub=hub, kind="main", name="Northgate House", longitude=-2.3, latitude=53.4)
    ward = AreaFactory(code="E05000001", name="Northgate", hub=hub)
    PostcodeFactory(postcode="ZZ1 1AA", ward=ward)
    HubFactory(name="Southmoor Hub", slug="southmoor")


@pytest.fixture(
    params=[("off", PHONE), ("lost", PHONE), ("lost", DESKTOP)],
    ids=["switched off on a phone", "lost on a phone", "lost on a desktop"],
)
def reader(request, open_page, shown):
    """A page and a look at it. Where scripts are lost on the way, axe itself still runs."""
    scripts, viewport = request.param
    page = open_page(viewport, javascript=scripts == "lost")
    page.route("**/*.js", lambda route: route.abort())

    def look(name):
        name = f"public-{name}-{viewport['width']}-{scripts}"
        if scripts == "lost":
            return shown(page, name)
        assert sideways_scroll(page) <= 0, name
        return photograph(page, name)

    return page, look


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def follow(page, name):
    page.get_by_role("link", name=name, exact=True).first.click()


def test_from_the_start_to_the_nearest_hub(reader):
    page, look = reader
    page.goto("/")
    follow(page, "Find a family hub near you")
    heading(page, "Find a family hub")
    for typed, message in (
        ("", "Enter a postcode"),
        ("<script>", "We could not read that"),
        ("zz9 9zz", "We could not find ZZ9 9ZZ"),
    ):
        page.get_by_label("Your postcode").fill(typed)
        page.get_by_role("button", name="Find").click()
        expect(page.get_by_text(message).first).to_be_visible()
    look("hubs-error")
    page.get_by_label("Your postcode").fill("zz11aa")
    page.get_by_role("button", name="Find").click()
    expect(page.get_by_text("The family hub for ZZ1 1AA")).to_be_visible()
    look("hubs-found")
    follow(page, "Northgate Hub")
    heading(page, "Northgate Hub")
    look("hub")
    follow(page, "Ask for help here")
    heading(page, "Help for you and your family")
    look("start")
    page.get_by_role("button", name="Ask for support").click()
    heading(page, "Before you start")
    look("before")


def test_every_page_of_the_footer(reader):
    page, look = reader
    page.goto(reverse("hubs:hub", args=["northgate"]))
    for link, words in FOOTER.items():
        page.get_by_role("contentinfo").get_by_role("link", name=link, exact=True).click()
        heading(page, words)
        look(f"footer-{link.lower().replace(' ', '-')}")
    follow(page, "Privacy")
    follow(page, "Read the whole notice")
    heading(page, "Privacy: the whole notice")
    follow(page, "Back")
    heading(page, "What we do with what you tell us")


def test_leaving_at_once_from_any_page(reader):
    page, _look = reader
    page.goto("/")
    with page.expect_request("https://www.bbc.co.uk/**"):
        page.get_by_role("button", name="Exit this page").click()
