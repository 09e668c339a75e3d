"""Break-glass in the browser: the form, the banner on every page, and the review by another."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.cast import somebody
from tests.factories.hubs import HubFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reporting"])


def test_a_record_is_opened_in_an_emergency_and_reviewed_by_another(
    signed_in, shown, family, safeguarding_lead
):
    page = signed_in(somebody("practitioner", hub=HubFactory()), PHONE)
    page.goto("/families/")
    page.get_by_role("link", name="Open a record in an emergency").click()
    page.get_by_label("Full name of anybody").fill("Ada Okafor")
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    shown(page, "emergency-390-1-error")
    page.get_by_label("Reference of the family").fill(family.reference)
    page.get_by_label("What is the emergency?").fill("A neighbour rang: the baby is alone")
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_role("heading", name="Okafor", exact=True)).to_be_visible()
    expect(page.get_by_text("You read this for the emergency")).to_be_visible()
    expect(page.get_by_role("link", name="Write a note or log a contact")).to_have_count(0)
    shown(page, "emergency-390-2-record")
    page.get_by_role("link", name="Each rule and each part in words").click()
    expect(page.get_by_text("You opened this record in an emergency")).to_be_visible()
    shown(page, "emergency-390-3-why")
    page.goto("/today/")
    expect(page.get_by_role("link", name="You opened a record until")).to_be_visible()
    shown(page, "emergency-390-4-banner")

    lead = signed_in(safeguarding_lead, DESKTOP)
    lead.goto("/families/emergencies/")
    shown(lead, "emergency-1366-5-queue")
    lead.get_by_role("link", name="Okafor").click()
    expect(lead.get_by_text("A neighbour rang: the baby is alone")).to_be_visible()
    lead.get_by_label("It was needed").check()
    lead.get_by_label("What did you find?").fill("Rang the neighbour. The baby is safe.")
    shown(lead, "emergency-1366-6-review")
    lead.get_by_role("button", name="Save the review").click()
    expect(lead.get_by_text("Nothing waits.")).to_be_visible()
    expect(lead.get_by_text("The baby is safe.")).to_be_visible()
