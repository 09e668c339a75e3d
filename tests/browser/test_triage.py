"""Triage in a real browser: the queue, one request on one screen, and its acceptance."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from familyhubs.council.models import CouncilSettings
from familyhubs.database.actor import SystemActor
from referrals import actions
from referrals.models import Referral
from tests.browser.conftest import DESKTOP, PHONE
from tests.cast import somebody
from tests.factories.accounts import OrganisationFactory
from tests.factories.contact import ContactCardFactory
from tests.factories.families import ChildFactory, FamilyFactory, FamilyMemberFactory, PersonFactory
from tests.factories.hubs import HubFactory
from tests.referrals.conftest import told

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def northgate(transactional_db):
    return HubFactory(name="Northgate Hub", slug="northgate")


@pytest.fixture
def officer(northgate):
    return somebody("triage", hub=northgate)


@pytest.fixture
def requests(northgate, officer):
    """A known family, a quiet request, a late one and a flagged one with much to say."""
    family = FamilyFactory(name="Okafor", hub=northgate)
    ada, tobi = PersonFactory(full_name="Ada Okafor"), ChildFactory(full_name="Tobi Okafor")
    ada.contact_card = ContactCardFactory(
        phone="+447700900456", may_call=True, preferred="call", never_times="After 6 pm"
    )
    ada.save()
    OrganisationFactory(name="Mill Lane School", kind="school")
    FamilyMemberFactory(family=family, person=ada)
    FamilyMemberFactory(family=family, person=tobi, role="child")
    hub = {"hub": northgate, "postcode": ""}
    actions.receive(**told(**hub, contact_name="Piotr Nowak", people=[], topics=["money"]))
    late = timezone.now() - timedelta(days=4)
    actions.receive(**told(**hub, contact_name="Sam Reed", people=[], happened_at=late))
    card = {
        "phone": "+447700900123",
        "preferred": "text",
        "may_text": True,
        "may_call": True,
        "safe_hours": ["afternoon"],
        "never_mention": "the hub",
        "must_not_know": "Her partner",
        "code_word": "Daisy",
        "interpreter_language": "Polish",
    }
    return actions.receive(
        **told(
            **hub,
            contact=card,
            safety_flags=["fear", "words_harm"],
            topics=["sleep_feeding", "parent_mood", "abuse", "money", "housing"],
            sharing=[{"kind": "school", "agrees": True}, {"kind": "gp", "agrees": True}],
            story="He does not sleep and I am so tired. My partner shouts and last week he hit "
            "the wall beside me. I do not want anyone to know that I asked. " * 3,
        )
    )


def test_a_flagged_request_from_the_queue_to_a_family(signed_in, shown, requests, officer):
    lead = somebody("practitioner", hub=requests.hub)
    page = signed_in(officer)
    page.goto("/requests/")
    rows = page.locator("tbody tr")
    expect(rows).to_have_count(3)
    expect(rows.first).to_contain_text("Ada Okafor")
    shown(page, "triage-01-queue")
    page.get_by_role("link", name=requests.reference).click()
    expect(page.get_by_text("We are looking for this family")).to_be_visible()
    actions.attend_to_waiting(by=SystemActor.MATCHING)
    page.reload()
    expect(page.get_by_text("We are looking for this family")).to_have_count(0)
    shown(page, "triage-02-request")
    page.get_by_role("button", name="Safeguarding screen done").click()
    expect(page.get_by_text("safeguarding screen done")).to_be_visible()
    page.get_by_role("button", name="Accept").click()
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    shown(page, "triage-03-choose-error")
    page.get_by_label("Okafor, FH-").check()
    page.get_by_role("button", name="Go on").click()
    page.get_by_role("button", name="Accept and tell the lead").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    shown(page, "triage-03-accept-error")
    page.get_by_label("Ada Okafor", exact=True).check()
    page.get_by_label("The stricter of both").check()
    page.get_by_label("School or college").select_option(label="Mill Lane School")
    page.get_by_label("Who agreed?").select_option(label="Ada Okafor")
    page.get_by_label("Why is nothing agreed").fill("She will tell us which doctor")
    page.get_by_label("Early help assessment").check()
    page.get_by_role("radio", name="Level 3").check()
    page.get_by_label("Who leads?").select_option(label=lead.full_name)
    page.get_by_role("button", name="Accept and tell the lead").click()
    expect(page.get_by_text("is accepted")).to_be_visible()
    shown(page, "triage-04-accepted")
    assert Referral.objects.get(pk=requests.pk).family.name == "Okafor"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_request_with_much_to_say_holds_together(signed_in, shown, requests, officer, viewport):
    page = signed_in(officer, viewport)
    width = viewport["width"]
    for path, name in ((f"{requests.pk}/", "request"), ("?tab=family", "list-tab-family")):
        page.goto(f"/requests/{path}")
        shown(page, f"triage-{width}-{name}")
    page.goto("/requests/new/")
    page.get_by_role("button", name="Send to the queue").click()
    shown(page, f"triage-{width}-new-error")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_concern_from_any_page_to_its_decision(signed_in, shown, requests, officer, viewport):
    width, lead = viewport["width"], somebody("safeguarding")
    CouncilSettings.objects.update_or_create(
        only=True,
        defaults={"safeguarding_phone": "01632 960001", "out_of_hours_phone": "01632 960002"},
    )
    page = signed_in(officer, viewport)
    page.goto(f"/requests/{requests.pk}/")
    page.get_by_role("link", name="Raise a safeguarding concern").click()
    expect(page.get_by_text(requests.reference)).to_be_visible()
    shown(page, f"concern-{width}-1-raise")
    page.get_by_role("button", name="Send it to the safeguarding leads").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    shown(page, f"concern-{width}-2-error")
    page.get_by_role("group", name="Is it happening now?").get_by_label("Yes").check()
    page.get_by_label("Who is at risk?").fill("Tobi Okafor, aged 5")
    page.get_by_label("What did you see").fill("A bruise on his arm. He said that he fell.")
    page.get_by_role("group", name="Does the family know").get_by_label("No", exact=True).check()
    page.get_by_role("button", name="Send it to the safeguarding leads").click()
    expect(page.get_by_role("heading", name="We have your concern")).to_be_visible()
    shown(page, f"concern-{width}-3-received")
    page = signed_in(lead, viewport)
    page.goto("/today/")
    shown(page, f"concern-{width}-4-today")
    page.get_by_role("link", name="1 concern is open").click()
    shown(page, f"concern-{width}-5-list")
    page.get_by_role("link", name="SC-").click()
    shown(page, f"concern-{width}-6-one")
    page.get_by_role("button", name="I take this").click()
    page.get_by_role("button", name="Decide").click()
    page.get_by_label("Passed to children").check()
    page.get_by_label("Without agreement: to keep somebody safe").check()
    page.get_by_label("What was decided, and why?").fill("Rang the team; they visit today.")
    shown(page, f"concern-{width}-7-decide")
    page.get_by_role("button", name="Save the decision").click()
    expect(page.get_by_text("is decided.")).to_be_visible()
    shown(page, f"concern-{width}-8-decided")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_training_afternoon_is_kept(signed_in, shown, northgate, viewport):
    width = viewport["width"]
    page = signed_in(somebody("administrator"), viewport)
    page.goto("/council/settings/")
    page.get_by_role("link", name="Closed days").click()
    page.get_by_role("button", name="Add the day").click()
    shown(page, f"closed-days-{width}-error")
    day = timezone.localdate() + timedelta(days=(2 - timezone.localdate().weekday()) % 7 + 7)
    for part, value in (("Day", day.day), ("Month", day.month), ("Year", day.year)):
        page.get_by_label(part, exact=True).fill(str(value))
    page.get_by_label("Why?").fill("Staff training")
    page.get_by_label("Open from").fill("9am")
    page.get_by_label("Open until").fill("12pm")
    page.get_by_role("button", name="Add the day").click()
    expect(page.get_by_text("is in the list.")).to_be_visible()
    shown(page, f"closed-days-{width}")
