"""A visit on a phone, its groups confirmed in one tap; the ranked list on a desk (R072–R076)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from families.models import FamilyStanding, PriorityCheck, ToDo
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories.contact import ContactCardFactory
from tests.factories.families import (
    AgreementFactory,
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
    ObservationFactory,
    PersonFactory,
)
from tests.factories.outcomes import PlanFactory
from tests.factories.whats_on import ActivityFactory, SessionFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reporting"])


@pytest.fixture
def others(worker, family):
    """Families of the same worker, in one group or several."""
    for name, codes, level in (
        ("Nowak", ("P01", "P02", "P15"), 3),
        ("Khan-Fernández", ("P05",), 0),
        ("Whitfield", ("P12", "P14", "P16", "P08"), 2),
    ):
        other = FamilyFactory(name=name, hub=family.hub)
        InvolvementFactory(family=other, user=worker, role="lead")
        for code in codes:
            ObservationFactory(family=other, code=code, observed_by=worker)
        if level:
            PlanFactory(family=other, level=level)


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def test_nothing_changed_is_one_tap_on_a_phone(signed_in, shown, family, worker, ada):
    ada.contact_card = ContactCardFactory(may_voicemail=False)
    ada.save()
    before = timezone.localdate() - timedelta(days=60)
    for code in ("P01", "P13"):
        ObservationFactory(family=family, code=code, observed_by=worker, observed_on=before)
    page = signed_in(worker, PHONE)
    page.goto(family.get_absolute_url())
    page.get_by_role("button", name="Log a contact").click()
    shown(page, "outreach-log-phone")
    page.get_by_label("How were you in touch?").select_option("home_visit")
    page.get_by_label("They came, or we met").check()
    page.get_by_label("Summary").fill("Visited at home, the nights are better")
    press(page, "Save")
    expect(page.get_by_role("heading", level=1)).to_contain_text("still true?")
    shown(page, "outreach-groups-phone")
    press(page, "Nothing changed")
    expect(page.get_by_text("Nothing changed: saved")).to_be_visible()
    assert PriorityCheck.objects.get().nothing_changed
    page.goto(reverse("families:priorities", args=[family.pk]))
    expect(page.get_by_role("heading", level=1)).to_contain_text("Priority groups")
    shown(page, "outreach-tab-phone")
    page.set_viewport_size(DESKTOP)
    shown(page, "outreach-tab-desktop")


def test_the_list_and_a_decision_on_a_desk(signed_in, shown, family, worker, others):
    page = signed_in(worker, DESKTOP)
    page.goto(reverse("families:outreach"))
    shown(page, "outreach-ranked-desktop")
    first = page.locator("tbody tr").first
    expect(first).to_contain_text("Whitfield")
    expect(first).to_contain_text("4 groups")
    first.get_by_role("link", name="Offer help").click()
    page.get_by_label("Who gets in touch with them?").select_option(str(worker.pk))
    due = timezone.localdate() + timedelta(days=5)
    for part in ("day", "month", "year"):
        page.locator(f"[name=due_on_{part}]").fill(str(getattr(due, part)))
    press(page, "Save")
    expect(page.locator("tbody tr").first).to_contain_text("Nowak")
    assert ToDo.objects.get(kind="offer").owner == worker
    page.goto(reverse("families:quiet"))
    shown(page, "outreach-quiet-desktop")
    page.set_viewport_size(PHONE)
    shown(page, "outreach-quiet-phone")


def test_inviting_from_a_list(signed_in, shown, family, worker, ada):
    ada.contact_card = ContactCardFactory()
    ada.save()
    AgreementFactory(family=family, person=ada, purpose="news", organisation=None)
    ben = PersonFactory(full_name="Ben Okafor")
    FamilyMemberFactory(family=family, person=ben)
    ObservationFactory(family=family, code="P13", observed_by=worker)
    SessionFactory(activity=ActivityFactory(hub=family.hub, name="Stay and play"))
    page = signed_in(worker, DESKTOP)
    page.goto(reverse("families:invite"))
    page.get_by_label("Hub", exact=True).select_option(str(family.hub_id))
    press(page, "Show its sessions")
    page.get_by_label("Session", exact=True).select_option(index=1)
    page.get_by_label("Father or male carer").check()
    press(page, "Find families")
    expect(page.get_by_text("1 person can be invited")).to_be_visible()
    expect(page.get_by_text("Have not agreed to messages or news: 1")).to_be_visible()
    shown(page, "outreach-invite-desktop")
    press(page, "Invite them")
    expect(page.get_by_text("1 person is invited")).to_be_visible()
    shown(page, "outreach-invited-desktop")
    assert FamilyStanding.objects.get(family=family).codes == ["P13"]
