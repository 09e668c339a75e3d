"""A mother complains on a telephone, an officer answers on theirs (R065)."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.rights.registers.models import RightsRequest
from tests.browser.conftest import PHONE
from tests.cast import somebody

pytestmark = pytest.mark.django_db(transaction=True)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def test_from_the_footer_to_the_answer(phone_without_javascript, signed_in, shown, hub):
    officer = somebody("governance")
    page = phone_without_javascript
    page.goto(reverse("pages:complaints"))
    page.get_by_role("contentinfo").get_by_text("Your information and your rights").click()
    shown(page, "your-information")
    page.get_by_role("main").get_by_text("Complain about how we used it").click()
    press(page, "Send")
    expect(page.get_by_role("alert").get_by_text("Enter your name")).to_be_visible()
    shown(page, "your-information-complain")
    page.get_by_label("What happened, and what should we do?").fill("You told the school")
    page.get_by_label("Your name").fill("Ada Okafor")
    for part, value in (("Day", "27"), ("Month", "3"), ("Year", "1990")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("Me", exact=True).check()
    page.get_by_label("How can we reach you safely?").fill("Text me in the morning")
    press(page, "Send")
    with acting_as(SystemActor.CLOCK):
        asked = RightsRequest.objects.get()
    expect(page.get_by_text(asked.reference)).to_be_visible()
    shown(page, "your-information-sent")
    page = signed_in(officer, PHONE)
    page.goto(reverse("registers:requests"))
    shown(page, "registers-requests")
    page.get_by_text(asked.reference).click()
    shown(page, "registers-request")
    page.get_by_text("Record that they were told we have it").click()
    press(page, "Record it")
    page.get_by_role("link", name="Decide", exact=True).click()
    page.get_by_label("Yes, in full").check()
    page.get_by_label("What is your answer, in plain words?").fill("You are right. We are sorry.")
    press(page, "Record it")
    page.get_by_text("Record that they have the answer").click()
    page.get_by_label("How and when did they get the answer?").fill("By text, today")
    press(page, "Record it")
    expect(page.get_by_text("By text, today")).to_be_visible()
