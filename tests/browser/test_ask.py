"""A family asks for support in a real browser: on a phone, with and without JavaScript."""

import pytest
from playwright.sync_api import expect

from referrals.models import Referral
from tests.browser.conftest import DESKTOP
from tests.factories.hubs import AreaFactory, HubFactory, PostcodeFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def northgate(transactional_db):
    hub = HubFactory(name="Northgate Hub", slug="northgate", phone="01632960001")
    ward = AreaFactory(code="E05000001", name="Northgate", hub=hub)
    PostcodeFactory(postcode="ZZ1 1AA", ward=ward)
    HubFactory(name="Southmoor Hub", slug="southmoor")
    return hub


def go_on(page):
    page.get_by_role("button", name="Continue").click()


def heading(page, words):
    expect(page.get_by_role("heading", level=1, name=words)).to_be_visible()


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_the_whole_way_on_a_phone(open_page, shown, javascript):
    page = open_page(javascript=javascript)

    def look(name):
        shown(page, f"ask-{name}" if javascript else f"ask-no-js-{name}")

    page.goto("/")
    look("00-start")
    page.get_by_role("button", name="Ask for support").click()
    heading(page, "Before you start")
    look("01-before")
    go_on(page)
    go_on(page)
    heading(page, "Who needs help?")
    look("02-who-error")
    page.get_by_label("Me and my family").check()
    go_on(page)
    go_on(page)
    look("03-name-error")
    page.get_by_label("What is your name?").fill("Ada Okafor")
    go_on(page)
    look("04-people")
    page.get_by_role("link", name="Add a person").click()
    page.get_by_role("button", name="Save and go on").click()
    look("05-person-error")
    page.get_by_label("Name").fill("Tobi")
    page.get_by_label("A child or young person").check()
    page.get_by_label("Age in years").fill("4")
    page.get_by_label("Is there anything we should know about them?").fill("He is shy")
    page.get_by_role("button", name="Save and go on").click()
    page.get_by_role("link", name="Add another person").click()
    page.get_by_label("Name").fill("baby")
    page.get_by_label("A baby on the way").check()
    look("05-unborn")
    page.get_by_role("button", name="Save and go on").click()
    look("06-people-listed")
    go_on(page)
    page.get_by_label("What is your postcode?").fill("nonsense")
    go_on(page)
    look("07-postcode-malformed")
    page.get_by_label("What is your postcode?").fill("ZZ9 9ZZ")
    go_on(page)
    heading(page, "Which place is easiest for you?")
    look("08-postcode-unknown")
    page.get_by_role("link", name="Back").click()
    page.get_by_label("What is your postcode?").fill("zz11aa")
    go_on(page)
    heading(page, "What is happening?")
    look("09-needs")
    go_on(page)
    go_on(page)
    look("10-story-error")
    page.get_by_label("What would you like to tell us?").fill("He does not sleep and I am so tired")
    go_on(page)
    look("11-today")
    page.get_by_label("Someone is scared of a person they know").check()
    go_on(page)
    heading(page, "You can get help now")
    look("12-help-now")
    page.get_by_role("link", name="How to use this safely").click()
    look("12-safety")
    page.get_by_role("link", name="Back", exact=True).click()
    go_on(page)
    look("13-contact-error")
    page.get_by_label("Text message").check()
    page.get_by_label("Phone call").check()
    go_on(page)
    go_on(page)
    look("14-reach-error")
    page.get_by_label("Phone number").fill("07700 900 123")
    page.get_by_label("No", exact=True).check()
    go_on(page)
    page.get_by_label("Afternoons").check()
    page.get_by_label("A secret word").fill("Daisy")
    look("15-careful")
    go_on(page)
    page.get_by_label("Yes", exact=True).check()
    page.get_by_label("Large print").check()
    go_on(page)
    look("16-language-error")
    page.get_by_label("No", exact=True).check()
    go_on(page)
    page.get_by_label("School or college").check()
    look("17-sharing")
    go_on(page)
    heading(page, "Check your answers")
    look("18-check")
    page.get_by_role("link", name="Change Name").click()
    page.get_by_label("What is your name?").fill("Ada O’Kafor")
    go_on(page)
    heading(page, "Check your answers")
    page.get_by_role("button", name="Send your request for support").click()
    heading(page, "A few questions about you")
    look("19-about-you")
    page.get_by_label("Female").check()
    page.get_by_role("button", name="Go on").click()
    heading(page, "We have your request")
    look("20-sent")
    expect(page.get_by_text(Referral.objects.get().reference)).to_be_visible()
    page.reload()
    expect(page.get_by_text(Referral.objects.get().reference)).to_be_visible()


def tab_to(page, selector):
    """Press Tab until this is where the keyboard is."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
    raise AssertionError(f"The keyboard never reaches {selector}")


BUTTON = "main form button:not(.fh-link-button)"


def test_the_whole_way_by_keyboard_alone_on_a_desktop(open_page, shown):
    page = open_page(DESKTOP)
    page.goto("/")
    tab_to(page, "main a.govuk-button--start")
    page.keyboard.press("Enter")
    heading(page, "Before you start")
    tab_to(page, BUTTON)
    page.keyboard.press("Enter")
    heading(page, "Who needs help?")
    tab_to(page, "[value=my_family], [value=myself]")
    page.keyboard.press("Space")
    shown(page, "ask-desktop-who")
    for words, selector, keys in (
        ("Are you under 18?", "[value=no], [value=yes]", " "),
        ("What is your name?", "[name=contact_name]", "Ada"),
        ("What is your postcode?", "[name=postcode]", "ZZ1 1AA"),
        ("What is happening?", "[value=talking]", " "),
        ("What would you like to tell us?", "[name=story]", "He is two and says nothing"),
        ("Is any of this happening now?", "[value=none]", " "),
        ("How can we get in touch safely?", "[value=in_person]", " "),
        ("What should we be careful about?", "[name=code_word]", "Daisy"),
        ("Do you need help to talk with us?", "[value=no], [value=yes]", " "),
        ("Who may we talk to about you?", "[value=nobody]", " "),
    ):
        tab_to(page, BUTTON)
        page.keyboard.press("Enter")
        heading(page, words)
        tab_to(page, selector)
        page.keyboard.type(keys)
    tab_to(page, BUTTON)
    page.keyboard.press("Enter")
    heading(page, "Check your answers")
    shown(page, "ask-desktop-check")
    tab_to(page, BUTTON)
    page.keyboard.press("Enter")
    heading(page, "A few questions about you")
    tab_to(page, BUTTON)
    page.keyboard.press("Enter")
    heading(page, "We have your request")
    shown(page, "ask-desktop-sent")
    expect(page.get_by_text("We do not ring or write, as you asked")).to_be_visible()


def test_leaving_at_once_forgets_the_answers_on_this_device(phone):
    phone.goto("/ask/")
    go_on(phone)
    phone.get_by_label("Me and my family").check()
    go_on(phone)
    with phone.expect_request("https://www.bbc.co.uk/**"):
        phone.get_by_role("button", name="Exit this page").click()
    phone.wait_for_load_state()  # Of what the browser shows where there is no network.
    phone.goto("/ask/check/")
    heading(phone, "Before you start")
    expect(phone.get_by_text("You have started this already")).to_have_count(0)
