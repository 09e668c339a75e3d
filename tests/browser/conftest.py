"""A real portal and a real Chromium: phone and desktop, with and without JavaScript."""

import os
import re
from functools import partial
from pathlib import Path

import axe_playwright_python
import pytest
from django.conf import settings
from django.contrib.staticfiles.handlers import StaticFilesHandler
from playwright.sync_api import sync_playwright

from familyhubs.embedded.browser import find

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1366, "height": 768}
AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text()
# The rules of WCAG 2.2 AA, and axe's best practices beside them.
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
    # No rule of these reads style sheets; the one that does is asked once (test_look.py).
    "preload": False,
}


def pytest_collection_modifyitems(items):
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session", autouse=True)
def files_come_from_whitenoise():
    """As in production: the test server's own handler knows no file by its hashed name."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(StaticFilesHandler, "_should_handle", lambda self, path: False)
        yield


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        # Playwright runs an event loop in this thread; Django's guard against that is not for us.
        os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(browser, live_server):
    """Opens a fresh browser window on the portal: `open_page(width, javascript=False)`."""
    contexts = []

    def open_page(viewport=PHONE, **options):
        javascript = options.pop("javascript", True)
        context = browser.new_context(
            base_url=live_server.url.replace("127.0.0.1", "localhost"),
            viewport=viewport,
            java_script_enabled=javascript,
            locale="en-GB",
            **options,
        )
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        # Of a page without scripts axe reads a copy, in a window that has them.
        page.copies_to = None if javascript else partial(open_page, viewport, **options)
        return page

    yield open_page
    for context in contexts:
        context.close()


@pytest.fixture
def phone(open_page):
    return open_page(PHONE)


@pytest.fixture
def phone_without_javascript(open_page):
    return open_page(PHONE, javascript=False)


@pytest.fixture
def desktop(open_page):
    return open_page(DESKTOP)


@pytest.fixture
def shown(request):
    """`shown(page, name)`: no accessibility violation, no sideways scrolling, and a picture."""

    def shown(page, name):
        # A click returns before the page it opens is there.
        page.wait_for_load_state()
        assert "something went wrong" not in page.title(), f"{name} is the error page"
        assert sideways_scroll(page) <= 0, f"{name} scrolls sideways"
        violations = axe(page)["violations"]
        found = [
            f"{v['id']}: {v['help']} {[n['target'] for n in v['nodes']][:3]}" for v in violations
        ]
        assert not found, f"{name}: {found}"
        photograph(page, name)

    return shown


def axe(page, **options):
    """What axe finds; it stays in the page until the next one is opened."""
    if getattr(page, "copies_to", None) is not None:
        page = copy_of(page)
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE)
    return page.evaluate("options => axe.run(document, options)", RULES | options)


def copy_of(page):
    """The page as it stands, in a window where axe can run.

    Without JavaScript a page's promises and timers never come, and axe waits for them for ever.
    The copy has no script of its own, so that it stays what it was.
    """
    if callable(page.copies_to):
        page.copies_to = page.copies_to()
    words = re.sub(r"<script\b.*?</script>", "", page.content(), flags=re.S)
    words = words.replace("<noscript", "<div").replace("</noscript>", "</div>")
    page.copies_to.unroute_all()
    answer = {"body": words, "content_type": "text/html; charset=utf-8"}
    page.copies_to.route(page.url, lambda route: route.fulfill(**answer))
    page.copies_to.goto(page.url)
    return page.copies_to


def open_menu(page):
    """Of a staff page, where it is folded: on a phone."""
    menu = page.get_by_role("button", name="Menu", exact=True)
    if menu.is_visible():
        menu.click()


def sideways_scroll(page):
    # A page that was just asked for may have no root yet.
    page.locator("html").wait_for(state="attached")
    script = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    return page.evaluate(script)


def photograph(page, name):
    """Into the folder SCREENSHOTS, where one is named: pictures take a seventh of the time."""
    if folder := os.environ.get("SCREENSHOTS"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


@pytest.fixture
def signed_in(open_page, live_server, client):
    """`signed_in(user)`: a browser window with this person's session."""

    def signed_in(user, viewport=DESKTOP, **options):
        client.force_login(user)
        page = open_page(viewport, **options)
        page.context.add_cookies(
            [
                {
                    "name": settings.SESSION_COOKIE_NAME,
                    "value": client.cookies[settings.SESSION_COOKIE_NAME].value,
                    "domain": "localhost",
                    "path": "/",
                }
            ]
        )
        return page

    return signed_in
