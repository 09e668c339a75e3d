"""Asked alone, offered together or not, and lifted by a safeguarding lead; on a phone (R052)."""

import pytest
from playwright.sync_api import expect

from referrals import actions
from tests.browser.conftest import PHONE
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.referrals.conftest import told
from tests.referrals.test_safe_enquiry import TWO

pytestmark = pytest.mark.django_db(transaction=True)


def test_whom_was_asked_and_what_a_lead_lifts(signed_in, shown):
    hub = HubFactory(name="Northgate Hub", slug="northgate")
    officer, lead = somebody("triage", hub=hub), somebody("safeguarding")
    about = {"hub": hub, "postcode": "", "people": TWO, "topics": ["arguments"]}
    referral = actions.receive(**told(**about))
    actions.attend_to(referral.pk, by="matching")
    page = signed_in(officer, PHONE)
    page.goto(f"/requests/{referral.pk}/safe-enquiry/")
    shown(page, "enquiry-form")
    page.get_by_label("Ada Okafor").check()
    page.get_by_label("Somebody hurts, scares or controls them").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("joint sessions are not offered")).to_be_visible()
    shown(page, "enquiry-on-the-request")
    page = signed_in(lead, PHONE)
    page.goto(f"/requests/{referral.pk}/")
    page.get_by_role("link", name="Let joint sessions be offered after all").click()
    shown(page, "enquiry-lift")
    page.get_by_label("Why may joint sessions").fill("It was about her father, who has moved out")
    page.get_by_role("button", name="Let joint sessions be offered").click()
    expect(page.get_by_text("joint sessions may be offered again")).to_be_visible()
    page.goto(f"/requests/{referral.pk}/advise/")
    page.get_by_label("This offers help with arguments").check()
    shown(page, "enquiry-advise")
