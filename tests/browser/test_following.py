"""Where is my request? On a phone, without an account and without JavaScript (R041)."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from tests.cast import somebody
from tests.factories.contact import ContactCardFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("javascript", [True, False], ids=["js", "no-js"])
def test_a_family_looks_adds_takes_back_and_hides(open_page, shown, javascript):
    somebody("triage")
    card = ContactCardFactory(phone="+447700900123")
    referral = ReferralFactory(contact_card=card, happened_at=timezone.now())
    page = open_page(javascript=javascript)

    def look(name):
        if javascript:
            shown(page, f"where-{name}")

    def press(name):
        page.get_by_role("button", name=name).click()

    page.goto("/ask/")
    page.get_by_role("link", name="I have sent a request: where is it?").click()
    press("Show me")
    look("1-error")
    page.get_by_label("Your reference").fill(referral.reference.lower().replace("-", " "))
    page.get_by_label("The phone number").fill("07700 900123")
    press("Show me")
    expect(page.get_by_text("We have what you sent")).to_be_visible()
    look("2-stages")
    page.get_by_role("link", name="Add something").click()
    press("Send what I added")
    look("3-add-error")
    page.get_by_label("What would you like to add?").fill("We have moved to Mill Lane")
    with time_machine.travel(timezone.now() + timedelta(minutes=21)):
        press("Send what I added")
        expect(page.get_by_text("What you wrote was not sent")).to_be_visible()
        look("3-unsent")
        page.get_by_label("Your reference").fill(referral.reference)
        page.get_by_label("The phone number").fill("07700 900123")
        press("Show me")
        expect(page.get_by_label("What would you like to add?")).to_have_value(
            "We have moved to Mill Lane"
        )
    press("Send what I added")
    look("4-added")
    page.get_by_role("link", name="Back to where your request is").click()
    page.get_by_role("link", name="I do not want this help any more").click()
    look("5-take-back")
    press("I do not want this help any more")
    look("6-taken-back")
    page.goto("/ask/where/it-is/")
    look("7-stages-after")
    page.get_by_role("link", name="Do not show my request here any more").click()
    look("8-hide")
    press("Stop showing it")
    expect(page.get_by_role("heading", name="We no longer show your request here")).to_be_visible()
    look("9-hidden")


def test_a_danger_in_why_help_is_not_wanted_is_answered_with_numbers(open_page, shown):
    card = ContactCardFactory(phone="+447700900123")
    referral = ReferralFactory(contact_card=card, happened_at=timezone.now())
    page = open_page()
    page.goto("/ask/where/")
    page.get_by_label("Your reference").fill(referral.reference)
    page.get_by_label("The phone number").fill("07700 900123")
    page.get_by_role("button", name="Show me").click()
    page.get_by_role("link", name="I do not want this help any more").click()
    page.get_by_label("Is there anything you want").fill("He threatened me")
    page.get_by_role("button", name="I do not want this help any more").click()
    expect(page.get_by_text("please do not wait for us")).to_be_visible()
    shown(page, "where-taken-back-danger")
