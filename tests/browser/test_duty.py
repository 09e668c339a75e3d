"""The duty rota planned by its manager, and a clock tried by an administrator, in the browser."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from familyhubs.council.models import CouncilSettings
from hubs.rota import Rota
from hubs.rota_hours import WEEK, monday_of
from tests.browser.conftest import DESKTOP, PHONE, open_menu
from tests.cast import somebody
from tests.factories.hubs import HubFactory
from tests.factories.referrals import ReferralFactory

pytestmark = pytest.mark.django_db(transaction=True, databases=["default", "reporting"])


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_week_of_duty_and_a_clock(signed_in, shown, viewport):
    width, hub = viewport["width"], HubFactory(name="Northgate Family Hub")
    officer = somebody("triage", hub=hub)
    page = signed_in(somebody("manager", hub=hub), viewport)
    page.goto("/today/")
    open_menu(page)
    page.get_by_role("link", name="Duty rota").first.click()
    page.get_by_label("Duty", exact=True).select_option("triage")
    page.get_by_label("For", exact=True).select_option(label=hub.name)
    page.get_by_role("button", name="Show the rota").click()
    page.goto(Rota("triage", hub).url_of(monday_of(timezone.localdate()) + WEEK))
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_role("heading", name="There is a problem")).to_be_visible()
    shown(page, f"duty-{width}-1-error")
    page.get_by_label("Who?").select_option(label=officer.full_name)
    for day in ("Mon", "Tue", "Thu"):
        page.get_by_label(day, exact=True).check()
    page.get_by_label("From", exact=True).fill("9am")
    page.get_by_label("Until", exact=True).fill("1pm")
    page.get_by_label("Their phone on duty").fill("07700 900123")
    page.get_by_role("button", name="Plan it").click()
    expect(page.get_by_text("3 duties are planned.")).to_be_visible()
    page.get_by_text("On duty now:").click()
    shown(page, f"duty-{width}-2-planned")

    CouncilSettings.objects.get_or_create()
    for hours in (5, 30, 60):
        ReferralFactory(hub=hub, happened_at=timezone.now() - timedelta(hours=hours))
    page = signed_in(somebody("administrator"), viewport)
    page.goto("/council/clocks/")
    page.get_by_label("Triage decision").fill("9")
    page.get_by_role("button", name="See what would happen").click()
    expect(page.get_by_role("heading", name="Triage decision, working days: 1 → 9")).to_be_visible()
    shown(page, f"duty-{width}-3-clocks")
