"""A worker finds a family, reads its one timeline, filters, pins and prints it, on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE
from tests.cast import somebody
from tests.factories.families import (
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    PersonFactory,
    StoryPartFactory,
    TimelineEntryFactory,
)
from tests.factories.hubs import HubFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def worker(transactional_db):
    hub = HubFactory(name="Northgate Hub", slug="northgate")
    worker = somebody("practitioner", hub=hub)
    family = FamilyFactory(name="Okafor", hub=hub)
    FamilyMemberFactory(family=family, person=PersonFactory(full_name="Ada Okafor"))
    InvolvementFactory(family=family, user=worker, role="lead")
    TimelineEntryFactory(family=family, author=worker, summary="Visited at home", body="All well.")
    TimelineEntryFactory(
        family=family, kind="contact", author=worker, summary="Rang in the morning"
    )
    StoryPartFactory(family=family, author=worker)
    return worker


def test_search_record_timeline_filter_pin_print(signed_in, worker, shown):
    page = signed_in(worker, PHONE, javascript=False)
    page.goto("/families/")
    page.get_by_label("Name, date of birth, postcode, phone, email or reference").fill(
        "Adda Okafor"
    )
    page.get_by_role("button", name="Show").click()
    shown(page, "search-found")
    page.get_by_role("link", name="Okafor", exact=True).click()
    page.get_by_role("link", name="The whole timeline").click()
    shown(page, "timeline")
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Kind").select_option(label="Note")
    page.get_by_role("button", name="Show").click()
    assert page.get_by_text("Rang in the morning").count() == 0
    shown(page, "timeline-filtered")
    page.get_by_role("link", name="Print these entries").click()
    shown(page, "timeline-print")
    expect(page.get_by_text("Only: Note.")).to_be_visible()
    page.get_by_role("link", name="Timeline", exact=True).click()
    page.get_by_role("button", name=re.compile("^Pin.*Visited at home")).click()
    expect(page.get_by_text("Pinned to the top of the record")).to_be_visible()
    page.get_by_role("link", name="Overview").click()
    shown(page, "record-with-pin")
    page.get_by_role("link", name="Story").click()
    shown(page, "story")
    page.get_by_role("button", name="Still right").click()
    expect(page.get_by_text("Noted as still right today")).to_be_visible()
    page.get_by_role("link", name=re.compile("^Change.*happening")).click()
    shown(page, "story-tell")
