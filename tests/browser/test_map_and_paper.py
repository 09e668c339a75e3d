"""The map that somebody opens, the list that goes by e-mail, and both lists on paper."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from familyhubs.notifications.backends import Screen
from familyhubs.notifications.models import Message
from tests.browser.conftest import DESKTOP, PHONE
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
BANK = [-2.27, 53.38], [-2.26, 53.43]
LAND = [[BANK[0], BANK[1], [-2.33, 53.44], [-2.34, 53.37], [-2.3, 53.36], BANK[0]]]
NEXT = [[BANK[0], [-2.2, 53.37], [-2.2, 53.43], BANK[1], BANK[0]]]


@pytest.fixture(autouse=True)
def weir(transactional_db, monkeypatch):
    for module in ("notifications.delivery", "pages.finding.mail"):
        monkeypatch.setattr(f"familyhubs.{module}.backend_for", lambda channel: Screen())
    hub = HubFactory(name="Weir Hub", slug="weir", district=DistrictFactory(name="Weirside"))
    ward = AreaFactory(name="Ferry Meadow", hub=hub, outline=LAND)
    AreaFactory(name="Dockside", hub=hub, outline=NEXT)
    PostcodeFactory(postcode="ZZ1 1AA", ward=ward, longitude=-2.305, latitude=53.4)
    places = ((-2.3, 53.41), (-2.28, 53.4), (-2.23, 53.41))
    sites = [SiteFactory(hub=hub, longitude=x, latitude=y) for x, y in places]
    for site, name in zip(
        sites, ("Breastfeeding group", "Debt advice", "Dads’ group"), strict=True
    ):
        ServiceFactory(name=name, sites=[site])
    ServiceFactory(name="Money talks", sites=[sites[1]])
    secret = SiteFactory(hub=hub, longitude=-2.31, latitude=53.4, is_address_hidden=True)
    ServiceFactory(name="Safe place", sites=[secret])
    activity = ActivityFactory(name="Stay and play", hub=hub)
    day = timezone.localdate() + timedelta(days=3)
    SessionFactory(activity=activity, site=sites[0], planned_on=day)


def test_the_map_is_asked_for_only_when_it_is_opened(open_page, shown):
    page = open_page(PHONE, javascript=True)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto("/help/?near=ZZ1+1AA")
    shown(page, "map-folded")
    assert not [url for url in asked if "/help/map/" in url]
    with page.expect_response("**/help/map/**") as answer:
        page.get_by_text("Show these places on a map").click()
    assert answer.value.status == 200
    picture = page.locator("img.fh-map")
    expect(picture).to_be_visible()
    picture.evaluate("picture => picture.decode()")
    shown(page, "map-open")
    page.set_viewport_size(DESKTOP)
    shown(page, "map-open-desktop")
    page.goto("/help/in/weir/")
    page.get_by_text("Show these places on a map").click()
    page.locator("img.fh-map").evaluate("picture => picture.decode()")
    shown(page, "map-district")


def collect(page, *names):
    page.goto("/help/?all=yes")
    for name in names:
        page.get_by_role("button", name=re.compile(f"Put on my list.*{name}")).click()


def test_the_list_goes_by_e_mail_without_a_script(open_page, shown):
    page = open_page(PHONE, javascript=False)
    collect(page, "Debt advice")
    page.goto("/help/list/")
    page.get_by_role("link", name="Email this list to yourself").click()
    page.get_by_role("button", name="Send my list").click()
    expect(page.get_by_role("alert")).to_contain_text("Enter your email address")
    page.get_by_label("Your email address").fill("ada@example.org")
    page.get_by_role("button", name="Send my list").click()
    expect(page.get_by_role("alert")).to_contain_text("We are sending your list")
    assert Message.objects.filter(kind="collected_list").count() == 1


def test_the_lists_on_paper_are_the_lists_and_nothing_to_press(open_page):
    """What’s on and the collected list, as a printer shows them (R013)."""
    page = open_page(DESKTOP)
    collect(page, "Debt advice", "Stay and play")
    for address, words in (
        ("/help/list/", ("Debt advice", "Stay and play")),
        ("/whats-on/", ("Stay and play",)),
        ("/help/?near=ZZ1+1AA", ("Debt advice", "address not shown")),
    ):
        page.goto(address)
        page.emulate_media(media="print")
        for name in words:
            expect(page.get_by_text(name).first).to_be_visible()
        for kind in ("button", "textbox", "combobox", "img"):
            shown = [one for one in page.get_by_role(kind).all() if one.is_visible()]
            assert not shown, f"{address}: {kind}"
        expect(page.locator(".fh-map")).to_be_hidden()
        expect(page.get_by_role("contentinfo")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
        assert len(page.pdf(format="A4")) > 1_000
        page.emulate_media(media="screen")
