"""A worker and a commissioner without a mouse: every act below is Tab, typing, arrows and Enter."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from familyhubs.insights.closing import settled
from familyhubs.insights.periods import default, offered
from outcomes.models import Plan
from tests.cast import somebody
from tests.factories.outcomes import PlanFactory
from tests.factories.referrals import ReferralFactory, ReferralPersonFactory
from tests.insights.world import asked, publish

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "owner", "reporting"])


class Keyboard:
    """A page that is used by keys alone, and always shows where they are."""

    def __init__(self, page):
        self.page = page

    def to(self, target):
        """Tab until this element has the focus, and the focus can be seen."""
        wanted = target.first.element_handle()
        for _ in range(80):
            self.page.keyboard.press("Tab")
            if self.page.evaluate("wanted => document.activeElement === wanted", wanted):
                return self._is_seen()
        raise AssertionError(f"The keyboard never reaches {target}")

    def _is_seen(self):
        """The focused element is marked by an outline, a shadow or another ground."""
        style = "getComputedStyle(document.activeElement)"
        marks = self.page.evaluate(f"[{style}.outlineStyle, {style}.boxShadow]")
        assert marks != ["none", "none"], "nothing shows where the keyboard is"

    def press(self, name, role="button"):
        self.to(self.page.get_by_role(role, name=name))
        self.page.keyboard.press("Enter")

    def type(self, name, text):
        """Into a box; in a list, letters choose."""
        self.to(self.page.locator(f"[name={name}]"))
        self.page.keyboard.type(text)

    def choose(self, name, label):
        """One round of a group: Space takes the first, arrows go on to the wanted one."""
        self.to(self.page.locator(f"[name={name}]"))
        self.page.keyboard.press("Space")
        wanted = self.page.get_by_label(label, exact=True)
        for _ in range(12):
            if wanted.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"The arrows never reach {label}")

    def date(self, name, day):
        for part in ("day", "month", "year"):
            self.to(self.page.locator(f"[name={name}_{part}]"))
            self.page.keyboard.press("Control+a")
            self.page.keyboard.type(str(getattr(day, part)))


@pytest.fixture
def plan(family, worker):
    due = timezone.localdate() + timedelta(days=30)
    return PlanFactory(family=family, opened_at=timezone.now(), review_due_on=due)


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def test_a_plan_is_worked_by_keyboard_alone(signed_in, worker, plan):
    page = signed_in(worker)
    keys = Keyboard(page)
    soon = timezone.localdate() + timedelta(days=14)
    page.goto(reverse("outcomes:plans"))
    keys.press("Okafor", role="link")
    keys.press("Add a goal")
    heading(page, "Add a goal")
    keys.type("words", "We all get a night's sleep")
    keys.type("baseline", "3")
    keys.type("family_baseline", "2")
    keys.press("Add the goal")
    heading(page, "Add an action")
    keys.type("what", "Keep a sleep diary")
    keys.type("owner", "Ada")
    keys.date("due_on", soon)
    keys.press("Add the action")
    keys.press("Mark as done")
    expect(page.get_by_text("Done: “Keep a sleep diary”")).to_be_visible()
    keys.press("Undo")
    expect(page.get_by_text("To do again")).to_be_visible()
    keys.press("Record a review")
    keys.type(f"ours_{plan.goals.get().pk}", "6")
    keys.type("summary", "He slept through four nights of seven")
    keys.date("next_due_on", soon)
    keys.press("Save the review")
    heading(page, "Okafor: plan")
    assert [score.value for score in plan.goals.get().scores.order_by("happened_at")] == [3, 6]


def test_a_plan_is_closed_by_keyboard_alone(signed_in, worker, plan):
    page = signed_in(worker)
    keys = Keyboard(page)
    page.goto(plan.get_absolute_url())
    keys.press("Close the plan", role="link")
    heading(page, "Close the plan")
    keys.to(page.locator("[name=reason]"))
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")  # From the first round to the last: opened in error.
    keys.press("Close the plan")
    expect(page.get_by_text("The plan is closed")).to_be_visible()
    assert Plan.objects.get(pk=plan.pk).closed_at


def test_a_request_is_decided_by_keyboard_alone(signed_in, hub, triage_officer):
    referral = ReferralFactory(hub=hub, contact_name="Chloe Barker")
    ReferralPersonFactory(referral=referral, full_name="Chloe Barker", is_child=False)
    lead = somebody("practitioner", hub=hub)
    page = signed_in(triage_officer)
    keys = Keyboard(page)
    page.goto(reverse("referrals:queue"))
    keys.press(referral.reference, role="link")
    heading(page, "Chloe Barker")
    keys.press("Accept", role="button")
    keys.choose("decision", "Early help assessment and lead practitioner")
    keys.choose("level", "Level 3: targeted family help")
    keys.type("lead", lead.full_name)
    keys.press("Accept and tell the lead")
    page.wait_for_url(f"**/requests/{referral.pk}/")
    assert Plan.objects.open().get().family.involvements.leads().get().user == lead


def test_a_record_is_kept_by_keyboard_alone(signed_in, family, worker):
    page = signed_in(worker)
    keys = Keyboard(page)
    page.goto(reverse("families:list"))
    keys.press("Okafor", role="link")
    heading(page, "Okafor")
    keys.press("Write a note")
    keys.type("summary", "Visited; Tobi showed me his new bed")
    keys.press("Save")
    heading(page, "Okafor")
    assert family.timeline.filter(summary="Visited; Tobi showed me his new bed").exists()


def test_a_family_is_handed_over_by_keyboard_alone(signed_in, family, worker, colleague, plan):
    page = signed_in(worker)
    keys = Keyboard(page)
    page.goto(plan.get_absolute_url())
    keys.press("Step up or down: hand over to a colleague", role="link")
    keys.choose("to_level", "Level 2: universal plus, early support")
    keys.type("reason", "Outcomes")
    keys.type("explanation", "The plan has done its work.")
    keys.type("family_view", "We are glad.")
    keys.type("receiver", colleague.full_name)
    keys.press("Ask them to take the family on")
    heading(page, "Okafor: plan")
    receiver = signed_in(colleague)
    keys = Keyboard(receiver)
    receiver.goto(reverse("pages:today"))
    keys.press("Okafor", role="link")
    keys.choose("decision", "Yes, I take the family on")
    keys.press("Send your answer")
    heading(receiver, "Okafor: plan")
    assert family.involvements.current().leads().get().user == colleague


def test_figures_are_read_by_keyboard_alone(signed_in, hub, commissioner):
    asked(hub, default(offered(settled())).start, 40, level=3)
    publish()
    page = signed_in(commissioner)
    keys = Keyboard(page)
    page.goto(reverse("pages:today"))
    page.wait_for_url("**/figures/")
    with page.expect_download() as download:
        keys.press("Download as CSV")
    assert download.value.suggested_filename.endswith(".csv")
    keys.to(page.get_by_label("Period"))
    page.keyboard.press("ArrowDown")
    keys.press("Show")
    page.wait_for_url("**period=**")
    keys.press("What this counts", role="link")
    heading(page, "What the figures mean")
    keys.press("Figures", role="link")
    page.wait_for_url("**/figures/")
