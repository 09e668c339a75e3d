"""A young person asks for themselves on a phone, with and without JavaScript (R063, R064)."""

import pytest
from playwright.sync_api import expect

from referrals.models import Referral
from tests.browser.conftest import DESKTOP
from tests.browser.test_ask import go_on, heading
from tests.browser.test_ask import northgate as northgate
from tests.cast import somebody

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_the_whole_way_on_a_phone_and_what_staff_read(
    open_page, signed_in, shown, northgate, javascript
):
    page = open_page(javascript=javascript)

    def look(name):
        shown(page, f"young-{name}" if javascript else f"young-no-js-{name}")

    page.goto("/")
    page.get_by_role("link", name="Are you a young person? Ask for yourself").click()
    heading(page, "Young people: ask for yourself")
    look("01-before")
    page.get_by_role("button", name="Start").click()
    go_on(page)
    look("02-name-error")
    page.get_by_label("What should we call you?").fill("Zara")
    go_on(page)
    page.get_by_label("How old are you?").fill("abc")
    go_on(page)
    look("03-you-error")
    page.get_by_label("How old are you?").fill("14")
    go_on(page)
    page.get_by_label("What is the postcode where you live?").fill("zz11aa")
    look("04-postcode")
    go_on(page)
    heading(page, "What would you like help with?")
    page.get_by_label("I feel alone").check()
    look("05-needs")
    go_on(page)
    page.get_by_label("What would you like to tell us?").fill("They shout all night")
    go_on(page)
    look("06-today")
    page.get_by_label("I am scared of someone I know").check()
    go_on(page)
    heading(page, "You can get help now")
    page.get_by_role("button", name="Go on").click()
    go_on(page)
    look("07-contact-error")
    page.get_by_label("Video call").check()
    page.get_by_label("Text message").check()
    go_on(page)
    page.get_by_label("Phone number").fill("07700 900 123")
    look("08-reach")
    go_on(page)
    go_on(page)
    look("09-home-error")
    page.get_by_label("No. Tell nobody at home").check()
    page.get_by_label("Who may know, and who must not?").fill("My nan may know")
    go_on(page)
    look("10-careful")
    go_on(page)
    page.get_by_label("A woman").check()
    look("11-talk")
    go_on(page)
    go_on(page)
    page.get_by_label("Doctor (GP)").check()
    look("12-sharing")
    go_on(page)
    heading(page, "Check your answers")
    expect(page.get_by_text("We keep what you tell us private")).to_be_visible()
    look("13-check")
    page.get_by_role("button", name="Send your request for support").click()
    page.get_by_role("button", name="Skip all of these").click()
    heading(page, "We have your request")
    expect(page.get_by_text("We do not tell anyone at home.")).to_be_visible()
    look("14-sent")
    if javascript:
        staff_read_it(signed_in, shown, northgate)


def staff_read_it(signed_in, shown, hub):
    """The officer's page and the queue say whom not to tell."""
    referral = Referral.objects.get()
    page = signed_in(somebody("triage", hub=hub), DESKTOP)
    page.goto("/requests/")
    shown(page, "young-15-queue")
    page.goto(referral.get_absolute_url())
    expect(page.get_by_text("Do not tell their parents, carers or anybody")).to_be_visible()
    shown(page, "young-16-request")
    page.get_by_role("link", name="They agree that a parent or carer may know").click()
    page.get_by_role("button", name="Save what they agreed").click()
    shown(page, "young-17-open-error")


def test_the_leaflet_asks_the_same(phone, shown):
    phone.goto("/ask/young/leaflet/")
    heading(phone, "Young people: ask on paper")
    shown(phone, "young-18-leaflet")
