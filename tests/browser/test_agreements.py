"""From an agreement to its end: recorded, printed, stopped on a phone without JavaScript (R069)."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE
from tests.cast import somebody
from tests.factories.accounts import OrganisationFactory, PartnerFactory
from tests.factories.families import (
    ChildFactory,
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    SharingAgreementFactory,
)
from tests.factories.hubs import HubFactory, MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def okafors():
    """Ada and Tobi, their worker, and a teacher who may not see them yet."""
    hub = HubFactory(name="Northgate Hub", slug="northgate")
    family = FamilyFactory(name="Okafor", hub=hub)
    FamilyMemberFactory(family=family, person__full_name="Ada Okafor")
    tobi = ChildFactory(full_name="Tobi Okafor")
    FamilyMemberFactory(family=family, person=tobi, role="child")
    worker = somebody("practitioner", hub=hub)
    InvolvementFactory(family=family, user=worker, role="lead")
    school = OrganisationFactory(name="Mill Lane School", kind="school")
    SharingAgreementFactory(organisation=school)
    teacher = MembershipFactory(user=PartnerFactory(organisation=school), role="partner").user
    InvolvementFactory(family=family, user=teacher)
    return family, worker, teacher


def choose(page, question, answer):
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def record(page, shown):
    """The worker asks Ada whether the school may know of Tobi, and writes her yes down."""
    page.get_by_role("link", name="Agreements", exact=True).first.click()
    shown(page, "agreements-1-empty")
    page.get_by_role("button", name="Record an agreement").click()
    page.get_by_role("button", name="Save").click()
    shown(page, "agreements-2-errors")
    choose(page, "Whom is the agreement about?", "Tobi Okafor")
    choose(page, "What were they asked?", "To share with an organisation")
    page.get_by_label("Which organisation may we share with?").select_option("Mill Lane School")
    choose(page, "What did they say?", "Yes")
    choose(page, "As what did they answer?", "Somebody with parental responsibility, for a child")
    choose(page, "Who answered?", "Ada Okafor")
    choose(page, "How was it given?", "Signature")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Answer recorded")).to_be_visible()
    shown(page, "agreements-3-ledger")


def print_receipt(page, shown):
    """The receipt on paper; gives the code that stands on it."""
    page.get_by_role("link", name="Give a receipt").click()
    choose(page, "For whom?", "Ada Okafor")
    choose(page, "How?", "On paper, to print now")
    page.get_by_role("button", name="Give the receipt").click()
    shown(page, "agreements-4-ask-paper")
    page.get_by_label("I asked: a paper is safe for them to have").check()
    page.get_by_role("button", name="Give the receipt").click()
    expect(page.get_by_text("We can tell Mill Lane School about Tobi.")).to_be_visible()
    shown(page, "agreements-5-receipt")
    return re.search(r"[A-Z0-9]{4}-[A-Z0-9]{4}-[A-Z0-9]{4}", page.inner_text("article"))[0]


def stop(page, code, shown):
    """Ada stops it on her phone."""
    page.goto("/contact/")
    page.get_by_role("link", name="Stop sharing what you said yes to").click()
    page.get_by_role("button", name="See what I said yes to").click()
    shown(page, "stopping-1-error")
    page.get_by_label("Your code").fill(code.lower())
    page.get_by_role("button", name="See what I said yes to").click()
    shown(page, "stopping-2-agreed")
    page.get_by_role("button", name="Stop this").click()
    expect(page.get_by_role("heading", name="It has stopped")).to_be_visible()
    shown(page, "stopping-3-stopped")


def test_an_agreement_from_the_first_yes_to_the_partners_404(
    okafors, client, signed_in, open_page, shown
):
    family, worker, teacher = okafors
    desk = signed_in(worker, DESKTOP)
    desk.goto(family.get_absolute_url())
    record(desk, shown)
    # Else the worker's own session would become the teacher's.
    client.cookies.clear()
    partner = signed_in(teacher, DESKTOP)
    assert partner.goto(family.get_absolute_url()).status == 200
    code = print_receipt(desk, shown)
    stop(open_page(PHONE, javascript=False), code, shown)
    assert partner.goto(family.get_absolute_url()).status == 404
    desk.goto(family.get_absolute_url())
    expect(desk.get_by_text("Risk check after sharing stopped")).to_be_visible()
    shown(desk, "agreements-6-after")


def test_without_a_code_on_a_phone_without_javascript(okafors, open_page, shown):
    page = open_page(PHONE, javascript=False)
    page.goto("/stop-sharing/without-a-code/")
    page.get_by_role("button", name="Send").click()
    shown(page, "stopping-4-ask-errors")
    page.get_by_label("Your name").fill("Ada Okafor")
    for part, value in (("Day", "27"), ("Month", "3"), ("Year", "1990")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_label("How can we reach you safely?").fill("Text me")
    page.get_by_label("What should we stop?").fill("Stop telling the school")
    page.get_by_label("Which family hub is nearest to you?").select_option("Northgate Hub")
    page.get_by_role("button", name="Send").click()
    expect(page.get_by_role("heading", name="We have it")).to_be_visible()
    shown(page, "stopping-5-asked")


def test_an_officer_opens_a_case_reads_and_closes_it(okafors, signed_in, shown):
    family, *_ = okafors
    page = signed_in(somebody("governance"), DESKTOP)
    page.goto("/families/governance/")
    page.get_by_label("Reference of the family").fill(family.reference)
    page.get_by_role("button", name="Find the family").click()
    shown(page, "governance-1-agreements")
    page.get_by_role("link", name="Open a case").click()
    page.get_by_role("button", name="Open the case").click()
    shown(page, "governance-2-errors")
    page.get_by_label("Subject access request").check()
    page.get_by_label("Why must you read this record?").fill("Ada asked for it")
    for part, value in (("Day", "1"), ("Month", "3"), ("Year", "2030")):
        page.get_by_label(part, exact=True).fill(value)
    page.get_by_role("button", name="Open the case").click()
    expect(page.get_by_role("heading", name="Okafor")).to_be_visible()
    shown(page, "governance-3-record")
    page.goto("/families/governance/")
    page.get_by_role("link", name="Close").click()
    page.get_by_label("What came of it?").fill("Sent to Ada")
    page.get_by_role("button", name="Close the case").click()
    expect(page.get_by_text("No case is open.")).to_be_visible()
    assert page.goto(family.get_absolute_url()).status == 404
