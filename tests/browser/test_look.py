"""Both rooms in a real browser: every component and its errors, at every width."""

from contextlib import suppress

import pytest
from playwright.sync_api import TimeoutError, expect

from tests.browser.conftest import DESKTOP, PHONE, axe
from tests.factories.hubs import MembershipFactory

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.govuk.gallery")]
NARROW = {"width": 320, "height": 640}
# 400 % zoom of a 1280 pixel wide window.
ZOOMED = {"width": 320, "height": 256}


@pytest.mark.parametrize("room", ["public", "staff"])
@pytest.mark.parametrize("viewport", [NARROW, PHONE, DESKTOP, ZOOMED])
def test_every_component_at_every_width(open_page, shown, room, viewport):
    page = open_page(viewport)
    page.goto(f"/gallery/{room}")
    shown(page, f"gallery-{room}-{viewport['width']}x{viewport['height']}")


@pytest.mark.parametrize("room", ["public", "staff"])
def test_no_style_sheet_asks_for_the_phone_to_be_turned(open_page, room):
    """WCAG 1.3.4: axe tries this rule only where it is named."""
    page = open_page(PHONE)
    page.goto(f"/gallery/{room}")
    rule = ["css-orientation-lock"]
    found = axe(page, runOnly={"type": "rule", "values": rule}, preload=True)

    assert [one["id"] for one in found["passes"]] == rule


@pytest.mark.parametrize("room", ["public", "staff"])
def test_every_error(open_page, shown, room):
    page = open_page(PHONE)
    page.goto(f"/gallery/{room}")
    page.get_by_role("button", name="Continue").click()

    # The script that moves the focus may come after the page itself.
    page.wait_for_function("document.activeElement?.className == 'govuk-error-summary'")
    assert page.title().startswith("Error: ")
    for link in page.locator(".govuk-error-summary a").all():
        link.click()
        assert page.evaluate("document.activeElement.matches('input, select, textarea')")
    shown(page, f"gallery-{room}-errors")


@pytest.mark.parametrize("room", ["public", "staff"])
def test_what_was_saved_is_told(open_page, shown, room):
    page = open_page(PHONE)
    page.goto(f"/gallery/{room}?saved")

    assert page.get_by_role("alert").inner_text().split("\n\n") == ["Success", "Saved: your name."]
    shown(page, f"gallery-{room}-saved")


def test_the_page_in_forced_colours(open_page, shown):
    page = open_page(DESKTOP, forced_colors="active")
    page.goto("/gallery/staff")
    shown(page, "gallery-forced-colours")


def test_the_page_in_print(open_page):
    page = open_page(DESKTOP)
    page.goto("/gallery/public")
    page.emulate_media(media="print")

    expect(page.get_by_role("button", name="Exit this page")).to_be_hidden()
    expect(page.get_by_role("contentinfo")).to_be_hidden()
    expect(page.get_by_role("heading", name="Gallery")).to_be_visible()


def test_a_choice_unfolds_its_field(open_page):
    page = open_page(PHONE)
    page.goto("/gallery/public")
    expect(page.get_by_label("Mobile number")).to_be_hidden()

    page.get_by_label("Text message").check()

    expect(page.get_by_label("Mobile number")).to_be_visible()


def test_without_javascript_every_field_is_there(open_page):
    page = open_page(PHONE, javascript=False)
    page.goto("/gallery/public")

    expect(page.get_by_label("Mobile number")).to_be_visible()
    expect(page.get_by_role("button", name="Exit this page")).to_be_visible()


def test_what_is_wrong_without_javascript_is_found_too(open_page):
    """Axe reads a copy of such a page; the copy has what the page had, and no scripts."""
    page = open_page(PHONE, javascript=False)
    body = {"words": ""}
    page.route(
        "**/gallery/public",
        lambda route: route.fulfill(body=body["words"], content_type="text/html"),
    )
    for words, wrong in (('<img src="/icon.svg">', True), ("<p>Nothing</p>", False)):
        body["words"] = f"<main>{words}</main><script>document.body.innerHTML = ''</script>"
        page.goto("/gallery/public")
        found = {one["id"] for one in axe(page)["violations"]}
        assert ("image-alt" in found) is wrong


def test_the_way_out_works_by_keyboard(open_page):
    page = open_page(PHONE)
    page.goto("/gallery/public")
    page.wait_for_load_state("networkidle")

    with page.expect_request("https://www.bbc.co.uk/weather"):
        for _ in range(3):
            page.keyboard.press("Shift")


def test_the_first_tab_stop_skips_to_the_content(open_page):
    page = open_page(DESKTOP)
    page.goto("/gallery/staff")
    page.wait_for_load_state("networkidle")

    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to main content"
    page.keyboard.press("Enter")
    page.wait_for_function("document.activeElement?.id == 'main-content'")


def test_nothing_that_a_page_asks_for_is_refused_or_missing(open_page):
    page = open_page(DESKTOP)
    wrong = []
    page.on("console", lambda message: wrong.append(message.text))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("response", lambda answer: answer.status >= 400 and wrong.append(answer.url))
    page.goto("/gallery/public")
    page.wait_for_load_state("networkidle")

    assert wrong == []


def test_keys_open_the_list_and_go(signed_in):
    page = signed_in(MembershipFactory(role="administrator").user)
    page.goto("/gallery/staff")
    page.wait_for_load_state("networkidle")

    page.keyboard.press("?")
    dialog = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).not_to_be_visible()
    # Both within a second and a half, which a busy machine may miss: then again, as a person would.
    for _ in range(3):
        page.keyboard.press("g")
        page.keyboard.press("s")
        with suppress(TimeoutError):
            page.wait_for_url("**/council/settings/", timeout=4_000)
            break
    assert page.url.endswith("/council/settings/")


def test_keys_do_nothing_while_typing_or_when_off(signed_in):
    user = MembershipFactory(role="administrator").user
    page = signed_in(user)
    page.goto("/gallery/staff")
    page.get_by_label("Your name").press_sequentially("g s?")
    expect(page.get_by_role("dialog")).to_be_hidden()
    assert page.url.endswith("/gallery/staff")

    user.keyboard_shortcuts = False
    user.save(update_fields=["keyboard_shortcuts"])
    page.reload()
    page.keyboard.press("?")
    assert page.get_by_role("dialog").count() == 0


FOOTER = ["privacy", "privacy/in-full", "privacy/young-people", "cookies", "accessibility"]


@pytest.mark.parametrize("path", [*FOOTER, "contact", "complaints", "nowhere"])
def test_every_footer_page_on_the_narrowest_phone(open_page, shown, path):
    page = open_page(NARROW)
    page.goto(f"/{path}/")
    shown(page, f"{path.replace('/', '-')}-320")


@pytest.mark.parametrize("viewport", [NARROW, DESKTOP])
def test_the_settings_page_with_an_error(signed_in, shown, viewport):
    page = signed_in(MembershipFactory(role="administrator").user, viewport)
    page.goto("/council/settings/")
    shown(page, f"settings-{viewport['width']}")
    page.get_by_label("Buttons and links").fill("#ffcc00")
    page.get_by_role("button", name="Save").last.click()
    page.get_by_text("cannot be read well").first.wait_for()
    shown(page, f"settings-error-{viewport['width']}")
