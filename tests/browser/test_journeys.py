"""The whole mission in a real browser: triage, record, plan, hand-over, figures."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from outcomes.models import LevelChange, Plan
from referrals.models import Referral
from tests.browser.conftest import DESKTOP, PHONE
from tests.cast import somebody
from tests.factories.outcomes import PlanFactory
from tests.factories.referrals import ReferralFactory, ReferralPersonFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reporting"])


@pytest.fixture
def look(shown):
    """The page as a desktop and as a phone shows it: scanned and photographed in both."""

    def look(page, name):
        for viewport, width in ((PHONE, "phone"), (DESKTOP, "desktop")):
            page.set_viewport_size(viewport)
            shown(page, f"{name}-{width}")

    return look


def press(page, name):
    page.get_by_role("button", name=name, exact=True).first.click()


def heading(page, words):
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def in_days(days):
    return timezone.localdate() + timedelta(days=days)


def put_date(page, name, when):
    for part in ("day", "month", "year"):
        page.locator(f"[name={name}_{part}]").fill(str(getattr(when, part)))


@pytest.fixture
def request_for_support(transactional_db, hub):
    referral = ReferralFactory(hub=hub, contact_name="Chloe Barker", safety_flags=["fear"])
    ReferralPersonFactory(referral=referral, full_name="Chloe Barker", is_child=False)
    ReferralPersonFactory(referral=referral, full_name="Tommy Barker", is_child=True)
    return referral


def test_triage_accepts_with_a_lead(signed_in, look, request_for_support, triage_officer, hub):
    lead = somebody("practitioner", hub=hub)
    page = signed_in(triage_officer)
    page.goto(reverse("pages:today"))
    look(page, "today-triage")
    page.goto(reverse("referrals:queue"))
    page.get_by_role("link", name=request_for_support.reference).click()
    heading(page, "Chloe Barker")
    page.locator("form[action$='/screen/'] button").click()
    page.goto(reverse("referrals:accept", args=[request_for_support.pk]))
    press(page, "Accept and tell the lead")
    look(page, "accept-error")
    page.get_by_label("Early help assessment and lead practitioner").check()
    page.get_by_label("Level 3: targeted family help").check()
    page.locator("[name=lead]").select_option(str(lead.pk))
    for box in page.locator("[name=family][value='']").all():
        box.check()
    press(page, "Accept and tell the lead")
    expect(page.locator(".govuk-notification-banner, .govuk-panel").first).to_be_visible()
    request_for_support.refresh_from_db()
    assert request_for_support.was_accepted
    assert Plan.objects.open().get().family == request_for_support.family


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("advise", "advice"),
        ("decline", "decline"),
        ("ask_more", "ask-more"),
        ("new", "new-request"),
    ],
)
def test_the_other_decisions_say_what_is_missing(
    signed_in, look, request_for_support, triage_officer, path, button
):
    page = signed_in(triage_officer)
    args = [] if path == "new" else [request_for_support.pk]
    page.goto(reverse(f"referrals:{path}", args=args))
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator(".govuk-error-summary")).to_be_visible()
    look(page, f"{button}-error")
    assert Referral.objects.get(pk=request_for_support.pk).is_open


def test_the_record_and_a_note(signed_in, look, family, worker):
    page = signed_in(worker)
    page.goto(reverse("families:list"))
    page.get_by_role("link", name="Okafor").first.click()
    heading(page, "Okafor")
    page.goto(reverse("families:write_note", args=[family.pk]))
    press(page, "Save")
    look(page, "note-error")
    page.locator("[name=summary]").fill("Visited; Tobi showed me his new bed")
    press(page, "Save")
    expect(page.get_by_text("Visited; Tobi showed me his new bed").first).to_be_visible()


@pytest.mark.parametrize("name", ["add_member", "record_agreement", "allocate", "restrict"])
def test_forms_of_the_record_say_what_is_missing(
    signed_in, look, family, worker, safeguarding_lead, name
):
    page = signed_in(safeguarding_lead)
    page.goto(reverse(f"families:{name}", args=[family.pk]))
    heading(page, "")
    page.locator("main form[method=post] button[type=submit]").last.click()
    look(page, f"record-{name}-error")


def test_a_plan_is_worked_and_handed_over(signed_in, look, family, worker, colleague, ada):
    plan = PlanFactory(family=family, level=3, review_due_on=in_days(90))
    page = signed_in(worker)
    page.goto(plan.get_absolute_url())
    look(page, "plan-empty")
    page.goto(reverse("outcomes:add_goal", args=[plan.pk]))
    press(page, "Add the goal")
    look(page, "goal-error")
    page.locator("[name=words]").fill("We all get a night's sleep")
    page.locator("[name=baseline]").select_option("3")
    page.locator("[name=family_baseline]").select_option("2")
    press(page, "Add the goal")
    heading(page, "Add an action")
    page.locator("[name=what]").fill("Keep a sleep diary")
    page.locator("[name=owner]").select_option(label="Ada Okafor")
    put_date(page, "due_on", in_days(30))
    press(page, "Add the action")
    look(page, "plan")
    page.goto(reverse("outcomes:review", args=[plan.pk]))
    press(page, "Save the review")
    look(page, "review-error")
    page.goto(reverse("outcomes:propose_step", args=[plan.pk]))
    press(page, "Ask them to take the family on")
    look(page, "step-error")
    page.get_by_label("Level 2").check()
    page.locator("[name=reason]").select_option("outcomes_met")
    page.locator("[name=explanation]").fill("The plan has done its work.")
    page.locator("[name=family_view]").fill("We are glad.")
    page.locator("[name=receiver]").select_option(str(colleague.pk))
    press(page, "Ask them to take the family on")
    step = plan.steps.get()
    receiver = signed_in(colleague)
    receiver.goto(reverse("pages:today"))
    look(receiver, "today-step")
    receiver.goto(reverse("outcomes:step", args=[step.pk]))
    receiver.locator("[name=decision]").first.check()
    receiver.locator("main form[method=post] button[type=submit]").first.click()
    heading(receiver, "Okafor")
    assert LevelChange.objects.filter(family=family).first().to_level == 2
    assert family.involvements.current().leads().get().user == colleague


def test_another_agency_without_agreement_is_told_nothing(signed_in, look, family, teacher):
    family.agreements.update(ends_at=timezone.now())
    page = signed_in(teacher)
    answer = page.goto(family.get_absolute_url())
    assert answer.status == 404
    look(page, "not-found-staff")
    unreal = page.goto("/families/00000000-0000-4000-8000-000000000000/")
    assert unreal.status == 404


def test_the_desk_finds_by_two_facts(signed_in, look, family, front_desk, ada):
    page = signed_in(front_desk)
    page.goto(reverse("families:desk"))
    look(page, "desk")
    page.locator("[name=name]").fill("Ada Okafor")
    put_date(page, "born_on", ada.born_on)
    page.locator("main form[method=post] button[type=submit]").first.click()
    expect(page.get_by_text("Okafor").first).to_be_visible()
    look(page, "desk-found")


@pytest.mark.parametrize(
    "role", ["front_of_house", "practitioner", "manager", "safeguarding", "administrator"]
)
def test_today_by_role(signed_in, look, hub, role):
    scope = {"hub": hub} if role in ("front_of_house", "practitioner", "manager") else {}
    page = signed_in(somebody(role, **scope))
    page.goto(reverse("pages:today"))
    look(page, f"today-{role}")


def test_everything_on_the_keyboard(signed_in, request_for_support, triage_officer):
    """From the queue to the request and back, with no mouse: skip link, links, shortcuts."""
    page = signed_in(triage_officer)
    page.goto(reverse("referrals:queue"))
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("Skip to main content")
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.textContent").strip() == (
            request_for_support.reference
        ):
            break
    page.keyboard.press("Enter")
    heading(page, "Chloe Barker")
    page.keyboard.press("g")
    page.keyboard.press("t")
    page.wait_for_url("**/today/")
