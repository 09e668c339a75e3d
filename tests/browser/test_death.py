"""A death in the browser: what stops, who speaks with the family, and two who undo a mistake."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reporting"])


def test_a_childs_death_is_recorded_on_a_phone_and_taken_back_by_two(
    signed_in, shown, family, tobi, worker, manager
):
    child = reverse("families:person", args=[family.pk, family.members.get(person=tobi).pk])
    page = signed_in(worker, PHONE)
    page.goto(child)
    page.get_by_role("link", name="Record a death").click()
    expect(page.get_by_text("every message to this person stops")).to_be_visible()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    shown(page, "death-390-1-error")
    page.get_by_label("Somebody of the family").check()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Nothing will be sent to them.")).to_be_visible()
    shown(page, "death-390-2-person")
    page.get_by_role("button", name="I have spoken with the family").click()
    expect(page.get_by_text("Messages to the family may leave again.")).to_be_visible()
    page.get_by_role("link", name="This was recorded by mistake").click()
    page.get_by_label("What was wrong?").fill("It was his grandfather")
    page.get_by_role("button", name="Ask a second person").click()
    expect(page.get_by_text("It was his grandfather")).to_be_visible()
    expect(page.get_by_role("button", name="Yes, take it back")).to_have_count(0)
    shown(page, "death-390-3-asked")

    second = signed_in(manager, DESKTOP)
    second.goto(child)
    shown(second, "death-1366-4-second")
    second.get_by_role("button", name="Yes, take it back").click()
    expect(second.get_by_text("What was dropped meanwhile is not sent")).to_be_visible()
    expect(second.get_by_role("link", name="Record a death")).to_be_visible()
