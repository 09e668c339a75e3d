"""A council sets itself up in a real browser: places, teams, sharing; on a phone and a desktop."""

from datetime import date

import pytest

from familyhubs.database.actor import SystemActor, acting_as
from tests.browser.conftest import DESKTOP, PHONE, open_menu
from tests.cast import somebody
from tests.factories.accounts import OrganisationFactory
from tests.factories.families import SharingAgreementFactory, SharingDecisionFactory
from tests.factories.hubs import (
    AreaFactory,
    DistrictFactory,
    HubFactory,
    MembershipFactory,
    SiteFactory,
    TeamFactory,
)

pytestmark = pytest.mark.django_db(transaction=True)
WARDS = ("Altrincham", "Ashton upon Mersey", "Bowdon", "Broadheath", "Brooklands", "Davyhulme")


@pytest.fixture
def network():
    """Two districts with hubs, one without, wards of both and of neither, sites and teams."""
    with acting_as(SystemActor.SETUP):
        north = HubFactory(name="Northgate Family Hub", district__name="Northgate")
        south = HubFactory(name="South Family Hub", public_name="The Mill", district__name="South")
        DistrictFactory(name="West")
        for n, name in enumerate(WARDS):
            AreaFactory(name=name, hub=[north, south, None][n % 3])
        SiteFactory(hub=north, kind="main", name="Northgate main building", postcode="ZZ1 1AA")
        for n in range(6):
            SiteFactory(hub=None, kind="library", name=f"Library {n}", postcode=f"ZZ1 {n}AA")
        SiteFactory(hub=None, name="Hall", source="libraries", source_key="hall", address="1 Lane")
        TeamFactory(name="Northgate family support", hub=north)
        TeamFactory(name="Early years", hub=None, ended_on=date(2025, 9, 1))
        MembershipFactory(role="triage", hub=north)
    return north


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_the_settings_of_places(signed_in, shown, network, viewport):
    page = signed_in(somebody("administrator"), viewport)
    width = viewport["width"]
    ward = f"/council/settings/hubs/{network.pk}/wards/"
    hub = f"/council/settings/districts/{network.district.pk}/hub/"
    pages = {
        "districts": "/council/settings/districts/",
        "district-add": "/council/settings/districts/add/",
        "hub-change": hub,
        "wards": ward,
        "sites": "/council/settings/sites/",
        "site-add": "/council/settings/sites/add/",
        "teams": "/council/settings/teams/",
        "team-add": "/council/settings/teams/add/",
    }
    for name, address in pages.items():
        page.goto(address)
        shown(page, f"setup-{name}-{width}")
    page.goto("/council/settings/sites/")
    page.get_by_role("link", name="Hall").click()
    shown(page, f"setup-site-{width}")
    page.goto("/council/settings/teams/")
    page.get_by_role("link", name="End Northgate family support").click()
    shown(page, f"setup-team-end-{width}")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_an_empty_council_is_told_how_to_begin(signed_in, shown, viewport):
    page = signed_in(somebody("administrator"), viewport)
    for name in ("districts", "sites", "teams"):
        page.goto(f"/council/settings/{name}/")
        shown(page, f"setup-{name}-empty-{viewport['width']}")


def test_wards_are_ticked_and_saved_and_errors_are_said(signed_in, shown, network):
    page = signed_in(somebody("administrator"), PHONE)
    page.goto("/council/settings/districts/")
    page.get_by_role("link", name="wards of Northgate Family Hub").click()
    page.get_by_label("Bowdon").check()
    page.get_by_role("button", name="Save").click()
    page.get_by_text("The wards of Northgate Family Hub are saved").wait_for()
    page.goto("/council/settings/sites/")
    page.get_by_role("button", name="Give them to this hub").click()
    page.get_by_text("Tick at least one site").first.wait_for()
    shown(page, "setup-sites-error-390")
    page.goto("/council/settings/sites/add/")
    page.get_by_role("button", name="Save").click()
    shown(page, "setup-site-error-390")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_agreements_with_organisations(signed_in, shown, viewport):
    with acting_as(SystemActor.SETUP):
        school = OrganisationFactory(name="Mill Lane School")
        OrganisationFactory(name="Calder Health", kind="nhs")
        agreement = SharingAgreementFactory(organisation=school, purposes="Early help, folder 12")
        officer = somebody("governance")
    page, width = signed_in(officer, viewport), viewport["width"]
    page.goto("/today/")
    open_menu(page)
    page.get_by_role("link", name="Sharing agreements").click()
    shown(page, f"setup-sharing-{width}")
    page.get_by_role("link", name="Mill Lane School").click()
    shown(page, f"setup-sharing-of-{width}")
    page.goto(f"/organisations/{school.pk}/sharing/{agreement.pk}/end/")
    shown(page, f"setup-sharing-end-{width}")
    page.goto(f"/organisations/{school.pk}/sharing/sign/")
    shown(page, f"setup-sharing-sign-{width}")
    page.get_by_role("button", name="Record it").click()
    shown(page, f"setup-sharing-sign-error-{width}")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_the_organisations_with_their_agreements(signed_in, shown, viewport):
    with acting_as(SystemActor.SETUP):
        SharingAgreementFactory(organisation=OrganisationFactory(name="Mill Lane School"))
        administrator = somebody("administrator")
    page = signed_in(administrator, viewport)
    page.goto("/organisations/")
    shown(page, f"setup-organisations-{viewport['width']}")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP])
def test_sharing_without_agreement(signed_in, shown, family, tobi, ada, worker, manager, viewport):
    width = viewport["width"]
    with acting_as(SystemActor.SETUP):
        health = OrganisationFactory(name="Calder Health", kind="nhs")
        OrganisationFactory(name="Weir Lane School")
        SharingAgreementFactory(organisation=health)
        facts = {"family_told": False, "why_not_told": "Not safe yet", "asked_by": worker}
        SharingDecisionFactory(
            family=family, person=ada, organisation=health, decided_by=manager, **facts
        )
    page = signed_in(manager, viewport)
    page.goto(family.get_absolute_url())
    page.get_by_text("Shared without agreement").first.wait_for()
    shown(page, f"setup-record-{width}")
    page.get_by_role("link", name="Share without agreement").click()
    page.get_by_label("No", exact=True).check()
    shown(page, f"setup-decide-{width}")
    page.get_by_role("button", name="Record the decision").click()
    page.get_by_text("Select whom it is about").first.wait_for()
    shown(page, f"setup-decide-error-{width}")
    page.goto(family.get_absolute_url())
    page.locator("[id^=decision-]").get_by_role("link").click()
    shown(page, f"setup-decision-end-{width}")
    page.get_by_label("Why is it ending?").fill("The risk is over")
    page.get_by_role("button", name="End it").click()
    page.get_by_text("Ended decisions to share without agreement").wait_for()
