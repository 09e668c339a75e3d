"""A family read at night with a reason, a duty handed on, and how the hubs stand."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from families.models import Family
from familyhubs.calendar.school import first_monday, year_of
from familyhubs.council.models import CouncilSettings, Term
from hubs.models import DutyShift, WorkLimit
from tests.browser.conftest import DESKTOP, PHONE
from tests.cast import somebody
from tests.factories.families import FamilyFactory, InvolvementFactory
from tests.factories.hubs import HubFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reporting"])


def on_duty(kind, user, **scope):
    now = timezone.now()
    times = {"starts_at": now - timedelta(hours=1), "ends_at": now + timedelta(hours=7)}
    return DutyShift.objects.create(kind=kind, user=user, **times, **scope)


def test_at_night_a_record_is_read_with_a_reason_and_the_duty_handed_on(signed_in, shown, family):
    Family.objects.update(is_restricted=True)
    night, other = (somebody("practitioner", hub=HubFactory()) for _ in range(2))
    on_duty("out_of_hours", night)
    page = signed_in(night, PHONE)
    page.goto("/families/out-of-hours/")
    page.get_by_label("Full name of anybody").fill("Ada Okafor")
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    shown(page, "night-390-1-error")
    page.get_by_label("Reference of the family").fill(family.reference)
    page.get_by_label("Why do you need").fill("Police ask whether the children are safe tonight")
    page.get_by_role("button", name="Open the record").click()
    expect(page.get_by_role("heading", name="Okafor", exact=True)).to_be_visible()
    expect(page.get_by_text("during your out-of-hours duty")).to_be_visible()
    expect(page.get_by_role("button", name="Log a contact")).to_have_count(0)
    shown(page, "night-390-2-record")
    page.goto("/duty/")
    page.get_by_role("link", name="Ask somebody to take it").click()
    page.get_by_label("Whom do you ask?").select_option(label=other.full_name)
    page.get_by_role("button", name="Ask them").click()
    expect(page.get_by_role("link", name=f"You asked {other}")).to_be_visible()
    shown(page, "night-390-3-asked")
    taker = signed_in(other, PHONE)
    taker.goto("/duty/")
    taker.get_by_role("link", name="Out of hours, Whole council").click()
    shown(taker, "night-390-4-offer")
    taker.get_by_role("button", name="Yes, I take it").click()
    expect(taker.get_by_text("The duty is yours.")).to_be_visible()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_how_the_hubs_stand(signed_in, shown, viewport):
    width, today = viewport["width"], timezone.localdate()
    hub = HubFactory(name="Northgate Family Hub")
    council, _new = CouncilSettings.objects.get_or_create()
    for back in (0, 1):
        start = first_monday(year_of(today) - back)
        for first, last in ((0, 53), (63, 109), (126, 164), (175, 206), (224, 270), (280, 320)):
            begins, ends = start + timedelta(days=first), start + timedelta(days=last)
            Term.objects.create(council=council, name="Term", starts_on=begins, ends_on=ends)
        for week in range(0, 50):
            at = timezone.now() - timedelta(days=7 * week + 364 * back)
            number = 1 if at.month in (8, 12) else 2 + (week * 5 + back) % 4
            ReferralFactory.create_batch(
                number, hub=hub, happened_at=at, source="2A" if back else "1C"
            )
    worker = somebody("practitioner", hub=hub)
    WorkLimit.objects.create(user=worker, families=2, highest_level=3)
    for _ in range(3):
        InvolvementFactory(family=FamilyFactory(hub=hub), user=worker, role="worker")
    somebody("practitioner", hub=hub)
    somebody("practitioner")
    page = signed_in(somebody("manager", hub=hub), viewport)
    page.goto(reverse("referrals:capacity"))
    expect(page.get_by_text("Too many")).to_be_visible()
    shown(page, f"capacity-{width}")
