"""A dad who lives elsewhere, a kinship carer, an unborn child who is born, and the family map."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from families import actions
from familyhubs.database.actor import acting_as
from tests.browser.conftest import DESKTOP, PHONE, sideways_scroll
from tests.browser.test_whats_on import follow, heading, press
from tests.factories.families import ChildFactory, FamilyMemberFactory, RelationshipFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def baby(family, worker, ada, tobi):
    """Ada is Tobi's mother and expects another child."""
    RelationshipFactory(family=family, person=ada, other=tobi)
    due = timezone.localdate() + timedelta(days=30)
    with acting_as(worker.pk):
        baby = actions.add_member(family, full_name="Baby", role="unborn", due_on=due, by=worker)
        actions.relate(family, person=ada, other=baby.person, kind="MTH", by=worker)
    return baby


def add_dad(page):
    follow(page, "Tobi Okafor")
    follow(page, "Family and home")
    follow(page, "Say what you know")
    press(page, "Save")
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    page.get_by_label("Known: add them").check()
    page.get_by_label("Their full name").fill("Kwame Bello")
    page.get_by_label("If known: who are they?").select_option("Father")
    press(page, "Save")
    expect(page.get_by_text("Father: Kwame Bello", exact=True)).to_be_visible()


def add_carer(page):
    follow(page, "Add a care arrangement")
    page.get_by_label("Kinship care").check()
    page.get_by_label("Their name, if not in this family (optional)").fill("Nan Bello")
    press(page, "Save")
    expect(page.get_by_text("Kinship care: Nan Bello", exact=True)).to_be_visible()


def be_born(page):
    follow(page, "Baby")
    follow(page, "The child was born")
    today = timezone.localdate()
    for label, number in (("Day", today.day), ("Month", today.month), ("Year", today.year)):
        page.get_by_label(label, exact=True).fill(str(number))
    page.get_by_label("Full name", exact=True).fill("Ife Okafor")
    press(page, "Save")
    heading(page, "Ife Okafor")
    expect(page.get_by_text("Mother: Ada Okafor", exact=True)).to_be_visible()


def test_the_family_grows_and_is_drawn_r067_r080_r082_r084(family, worker, baby, signed_in, shown):
    page = signed_in(worker, PHONE)
    page.goto(family.get_absolute_url())
    tabs = page.get_by_role("navigation", name="Pages of this record")
    tabs.get_by_role("link", name="People").click()
    shown(page, "people-390")
    add_dad(page)
    add_carer(page)
    shown(page, "person-390")
    page.goto(reverse("families:people", args=[family.pk]))
    be_born(page)
    tabs.get_by_role("link", name="Family map").click()
    heading(page, "Family map")
    shown(page, "family-map-390")
    drawing = page.get_by_role("region", name="Drawing of the family")
    drawing.focus()
    assert drawing.evaluate("box => box.scrollWidth > box.clientWidth"), "it scrolls in its box"
    words = page.get_by_role("main")
    for said in ("Kwame Bello, lives elsewhere", "Ife Okafor, under 1 year", "Generation 2"):
        expect(words).to_contain_text(said)
    page.set_viewport_size(DESKTOP)
    assert sideways_scroll(page) <= 0
    shown(page, "family-map-1366")
    page.goto(reverse("families:people", args=[family.pk]))
    shown(page, "people-1366")
    follow(page, "Tobi Okafor")
    shown(page, "person-1366")


def test_the_map_of_a_large_family_stays_legible_in_other_colours_and_on_paper(
    family, worker, ada, tobi, signed_in, shown
):
    for at in range(9):
        child = ChildFactory(full_name=f"Oluwaseun-Adebayo Okafor-Fernández {at}")
        FamilyMemberFactory(family=family, person=child, role="child")
        RelationshipFactory(family=family, person=ada, other=child)
    page = signed_in(worker, PHONE)
    page.emulate_media(forced_colors="active")
    page.goto(reverse("families:map", args=[family.pk]))
    shown(page, "family-map-forced-colours")
    box = page.locator(".fh-genogram__box").first
    assert box.evaluate("box => box.getBoundingClientRect().width") > 150, "not shrunk"
    page.emulate_media(media="print", forced_colors="none")
    assert sideways_scroll(page) <= 0, "on paper it is as wide as the paper"
