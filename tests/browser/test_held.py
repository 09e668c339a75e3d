"""A worker in a kitchen, on a phone: what somebody needs, how to be in touch (R067, R086)."""

import re

import pytest
from playwright.sync_api import expect

from tests.cast import somebody
from tests.factories.contact import ContactCardFactory
from tests.factories.families import (
    ChildFactory,
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    PersonFactory,
)
from tests.factories.hubs import HubFactory

from .conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker():
    hub = HubFactory()
    family = FamilyFactory(name="Okafor", hub=hub)
    ada = PersonFactory(full_name="Ada Okafor", contact_card=ContactCardFactory())
    FamilyMemberFactory(family=family, person=ada)
    FamilyMemberFactory(family=family, person=ChildFactory(full_name="Tobi Okafor"), role="child")
    user = somebody("practitioner", hub=hub)
    InvolvementFactory(family=family, user=user, role="lead")
    return user


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_a_persons_needs_are_filled_in_at_home(worker, signed_in, shown, viewport):
    page = signed_in(worker, viewport)
    width = viewport["width"]
    page.goto("/families/")
    page.get_by_role("link", name="Okafor", exact=True).click()
    page.get_by_role("link", name="People", exact=True).click()
    page.get_by_role("link", name="Ada Okafor", exact=True).click()
    shown(page, f"held-empty-{width}")
    page.get_by_role("link", name="Record what they need").click()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("link", name=re.compile("Select what they need"))).to_be_visible()
    page.get_by_label("Interpreter for a spoken language").check()
    page.get_by_label("Which language?").select_option(label="Somali")
    page.get_by_label("Dialect (optional)").fill("Maay")
    page.get_by_label("Large print").check()
    page.get_by_label("Which size? (optional)").fill("24 point")
    page.get_by_label("Step-free access").check()
    page.get_by_label("What helps, in their words (optional)").fill("Ring twice, I am slow.")
    page.get_by_label("How do you know?").select_option(label="They told us")
    shown(page, f"held-needs-{width}")
    page.get_by_role("button", name="Save").click()
    page.get_by_text("Interpreter for a spoken language (Somali, Maay)").first.wait_for()
    page.get_by_role("link", name="Ask, way by way").click()
    page.get_by_role("group", name="Text message").get_by_label("No, we may not").check()
    page.get_by_label("Who said so?").fill("Ada")
    page.get_by_label("How do you know?").select_option(label="They told us")
    shown(page, f"held-ways-{width}")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Add a number").click()
    page.get_by_label("Which number is it?").select_option(label="NHS number")
    page.get_by_label("Number", exact=True).fill("401 023 2137")
    page.get_by_label("How do you know?").select_option(index=4)
    page.get_by_role("button", name="Add", exact=True).click()
    page.get_by_text("401 023 2137").wait_for()
    page.goto(page.url.split("ethnicity")[0].split("#")[0] + "ethnicity/")
    page.get_by_label("Black, Black British, Caribbean or African", exact=True).check()
    page.get_by_label("African", exact=True).check()
    shown(page, f"held-ethnicity-{width}")
    page.get_by_label("How do you know?").select_option(index=1)
    page.get_by_role("button", name="Save").click()
    shown(page, f"held-filled-{width}")
    page.goto("/families/")
    page.get_by_role("link", name="Okafor", exact=True).click()
    shown(page, f"held-record-{width}")
    expect(page.get_by_role("heading", name="Communication and access needs")).to_be_visible()
