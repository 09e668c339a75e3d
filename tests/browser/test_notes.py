"""A note on a phone: begun, cut off, locked, finished; a document; a warning at the desk (5.5)."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from families import actions
from families.models import Document, NoteDraft, TimelineEntry
from familyhubs.database.actor import acting_as
from tests.browser.conftest import DESKTOP, PHONE
from tests.cast import somebody
from tests.factories.families import (
    ChildFactory,
    FamilyFactory,
    FamilyMemberFactory,
    GrantFactory,
    InvolvementFactory,
    PersonFactory,
)
from tests.factories.hubs import HubFactory
from tests.factories.uploads import PDF

pytestmark = pytest.mark.django_db(transaction=True)
PASSWORD = "a long password of mine"


@pytest.fixture
def okafors(transactional_db):
    family = FamilyFactory(name="Okafor", hub=HubFactory(name="Northgate Hub", slug="northgate"))
    people = {"parent": PersonFactory(full_name="Ada Okafor"), "child": ChildFactory()}
    for role, person in people.items():
        FamilyMemberFactory(family=family, person=person, role=role)
    return family


@pytest.fixture
def lead(okafors):
    user = somebody("practitioner", hub=okafors.hub)
    user.set_password(PASSWORD)
    user.is_demo = False
    user.save()
    InvolvementFactory(family=okafors, user=user, role="lead")
    return user


def test_a_note_outlives_a_lost_connection_and_the_idle_lock(signed_in, okafors, lead, shown):
    page = signed_in(lead, PHONE)
    page.goto(reverse("families:write_note", args=[okafors.pk]))
    shown(page, "note-390")
    page.get_by_label("Summary").fill("Visited at home")
    expect(page.get_by_text(re.compile("Saved as a draft at"))).to_be_visible(timeout=20_000)
    assert "/note/" in page.url

    page.context.set_offline(True)
    page.get_by_label("What was said or done").fill("Ada said that the baby sleeps now.")
    expect(page.get_by_text("Not saved yet: no connection")).to_be_visible(timeout=20_000)
    shown(page, "note-offline-390")
    page.context.set_offline(False)
    expect(page.get_by_text(re.compile("Saved as a draft at"))).to_be_visible(timeout=30_000)
    assert "the baby sleeps" in NoteDraft.objects.get(author=lead).typed

    # Locked behind the page's back: what is typed next waits, and is kept once it is unlocked.
    token = page.locator("[name=csrfmiddlewaretoken]").first.input_value()
    page.request.post(reverse("account_lock"), headers={"X-CSRFToken": token}, max_redirects=0)
    page.get_by_label("What was said or done").fill("Ada said that the baby sleeps well now.")
    expect(page.get_by_text("the screen is locked")).to_be_visible(timeout=20_000)
    tab = page.context.new_page()
    tab.goto(reverse("account_unlock"))
    tab.get_by_label("Password", exact=True).fill(PASSWORD)
    tab.get_by_role("button", name="Unlock").click()
    expect(tab.get_by_role("button", name="Unlock")).to_have_count(0)
    tab.close()
    expect(page.get_by_text(re.compile("Saved as a draft at"))).to_be_visible(timeout=40_000)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Added to the timeline")).to_be_visible()
    assert TimelineEntry.objects.get(summary="Visited at home").body.endswith("sleeps well now.")
    assert not NoteDraft.objects.exists()


def test_two_tabs_and_without_a_script(signed_in, open_page, okafors, lead, shown):
    cookies = signed_in(lead).context.cookies()
    page = open_page(DESKTOP, javascript=False)
    page.context.add_cookies(cookies)
    page.goto(reverse("families:write_note", args=[okafors.pk]))
    page.get_by_label("Summary").fill("Rang her")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text(re.compile("Saved as a draft at"))).to_be_visible()
    shown(page, "note-draft-1366")
    other = page.context.new_page()
    other.goto(page.url)
    other.get_by_label("Summary").fill("Rang her twice")
    other.get_by_role("button", name="Save draft").click()
    page.get_by_label("Summary").fill("Rang her mother")
    page.get_by_role("button", name="Save draft").click()
    expect(page.get_by_text("changed in another tab")).to_be_visible()
    page.goto(reverse("families:drafts"))
    shown(page, "drafts-1366")
    for words in ("Rang her twice", "Rang her mother"):
        expect(page.get_by_role("link", name=words)).to_be_visible()


def test_a_document_is_added_on_a_phone(signed_in, okafors, lead, shown, settings, tmp_path):
    settings.UPLOADS_FOLDER = tmp_path
    page = signed_in(lead, PHONE)
    page.goto(reverse("families:documents", args=[okafors.pk]))
    page.get_by_role("button", name="Add a document").click()
    page.get_by_label("The document").set_input_files(
        {"name": "letter.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    page.get_by_label("Title").fill("Letter of the school")
    page.get_by_label("What kind of document is it?").select_option("letter")
    shown(page, "document-390")
    page.get_by_role("button", name="Add", exact=True).click()
    expect(page.get_by_text("The document is on the record")).to_be_visible()
    page.goto(reverse("families:documents", args=[okafors.pk]))
    shown(page, "documents-390")
    with page.expect_download() as download:
        page.get_by_role("link", name=re.compile("Letter of the school")).first.click()
    assert download.value.path().read_bytes() == PDF
    assert Document.objects.count() == 1


def test_the_desk_is_warned_and_learns_no_reason(signed_in, okafors, lead, shown):
    with acting_as(str(lead.pk)):
        actions.warn(
            okafors, person=None, what_to_do="Ring before you visit", why="A dog that bites",
            is_disclosed=True, review_on=timezone.localdate() + timedelta(days=9), by=lead,
        )  # fmt: skip
    desk = somebody("front_of_house", hub=okafors.hub)
    until = timezone.now() + timedelta(minutes=15)
    GrantFactory(family=okafors, kind="desk", user=desk, ends_at=until)
    page = signed_in(desk, DESKTOP)
    page.goto(okafors.get_absolute_url())
    expect(page.get_by_text("Ring before you visit")).to_be_visible()
    shown(page, "warning-at-the-desk-1366")
    page.get_by_role("link", name="Warnings").click()
    assert "bites" not in page.content()
    page.set_viewport_size(PHONE)
    shown(page, "warnings-390")
