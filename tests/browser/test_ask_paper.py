"""The paper form, printed, and its photo sent from a phone; saved and opened on another phone."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import expect

from referrals.models import Referral
from tests.browser.conftest import DESKTOP, photograph
from tests.browser.test_ask import go_on, heading, northgate
from tests.factories.uploads import PNG

pytestmark = pytest.mark.django_db(transaction=True)
__all__ = ["northgate"]
FORM = {"name": "form.png", "mimeType": "image/png", "buffer": PNG}


def test_the_paper_form_on_screen_and_on_paper(open_page, shown):
    page = open_page()
    page.goto("/ask/leaflet/")
    shown(page, "ask-leaflet-390")
    page.set_viewport_size(DESKTOP)
    shown(page, "ask-leaflet-1366")
    printed = page.pdf(prefer_css_page_size=True, print_background=False)
    assert printed.startswith(b"%PDF")
    assert printed.count(b"/Type /Page\n") + printed.count(b"/Type /Page ") <= 8
    if folder := os.environ.get("SCREENSHOTS"):
        (Path(folder) / "ask-leaflet.pdf").write_bytes(printed)
    # As wide as the paper between its margins.
    page.set_viewport_size({"width": 688, "height": 1017})
    page.emulate_media(media="print")
    shown(page, "ask-leaflet-a4")


def test_a_photo_instead_of_typing_without_javascript(phone_without_javascript):
    page = phone_without_javascript
    page.goto("/ask/")
    photograph(page, "ask-before-other-ways")
    page.get_by_role("button", name="I have filled in the paper form").click()
    heading(page, "Send a photo of the paper form")
    page.get_by_role("button", name="Send your request for support").click()
    photograph(page, "ask-photo-error")
    page.get_by_label("Photo of the form").set_input_files(FORM)
    page.get_by_role("button", name="Add this photo, then another").click()
    expect(page.get_by_text("form.png").first).to_be_visible()
    photograph(page, "ask-photo-added")
    page.get_by_label("Me and my family").check()
    page.get_by_label("What is your name?").fill("Ada")
    page.get_by_label("I will come in and ask").check()
    page.get_by_role("button", name="Send your request for support").click()
    heading(page, "A few questions about you")
    page.get_by_role("button", name="Skip all of these").click()
    heading(page, "We have your request")
    assert Referral.objects.get().files.count() == 1


def test_saved_on_one_phone_and_opened_on_another(phone_without_javascript, open_page):
    page = phone_without_javascript
    page.goto("/ask/")
    go_on(page)
    page.get_by_label("Me and my family").check()
    go_on(page)
    page.get_by_label("What is your name?").fill("Ada")
    page.get_by_role("button", name="Save and come back later").click()
    heading(page, "Save and come back later")
    photograph(page, "ask-save")
    page.get_by_label("Email address (optional)").fill("ada@example.com")
    page.get_by_role("button", name="Get my code").click()
    photograph(page, "ask-save-error")
    page.get_by_label("It is safe to email me").check()
    page.get_by_role("button", name="Get my code").click()
    photograph(page, "ask-saved")
    code = page.locator(".fh-code").inner_text()
    other = open_page()
    other.goto(f"/ask/back/{code}/")
    photograph(other, "ask-back")
    other.get_by_role("button", name="Open my answers").click()
    other.goto("/ask/name/")
    expect(other.get_by_label("What is your name?")).to_have_value("Ada")
    other.goto("/ask/back/")
    other.get_by_role("button", name="Open my answers").click()
    photograph(other, "ask-back-error")
