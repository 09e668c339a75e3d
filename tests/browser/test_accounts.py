"""Signing in, passkeys and the lock in a real browser, with its virtual authenticator."""

import re

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import expect

from familyhubs.accounts.models import HeldRequest, User
from familyhubs.council.models import CouncilSettings
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from familyhubs.pages.people import actions
from tests.accounts.people import PASSWORD, code_now
from tests.browser.conftest import DESKTOP, PHONE
from tests.factories.accounts import CouncilFactory, UserFactory
from tests.factories.hubs import HubFactory, MembershipFactory

pytestmark = pytest.mark.django_db(transaction=True)
NEW = "correct horse 99 staple"


def give_authenticator(page):
    """A device with a fingerprint reader that always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send(
        "WebAuthn.addVirtualAuthenticator",
        {
            "options": {
                "protocol": "ctap2",
                "transport": "internal",
                "hasResidentKey": True,
                "hasUserVerification": True,
                "isUserVerified": True,
                "automaticPresenceSimulation": True,
            }
        },
    )


def invitation():
    with acting_as(SystemActor.SETUP):
        administrator = MembershipFactory(role="administrator").user
        actions.invite(
            full_name="Nia Walsh",
            email="nia@council.example",
            organisation=CouncilFactory(),
            role="manager",
            hub=HubFactory(),
            by=administrator,
        )
    message = Message.objects.get(kind="invitation")
    return re.search(r"/invitation/\S+", write_letter(message.kind, message.facts).body)[0]


def test_an_invited_person_joins_with_a_passkey_and_signs_in_with_it_alone(open_page, shown):
    page = open_page(DESKTOP)
    give_authenticator(page)
    page.goto(invitation())
    shown(page, "accounts-join")
    page.get_by_label("Choose a password").fill(NEW)
    page.get_by_label("The password again").fill(NEW)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("One more step")
    shown(page, "accounts-second-factor")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Add a passkey")
    shown(page, "accounts-passkey-add")
    page.get_by_label("Sign in with it alone").check()
    page.get_by_role("button", name="Add this passkey").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("recovery codes")
    shown(page, "accounts-recovery-codes")

    page.goto("/account/")
    shown(page, "accounts-my-account")
    page.get_by_role("button", name="Sign out", exact=True).first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Sign in")
    shown(page, "accounts-sign-in")
    page.get_by_role("button", name="Sign in with a passkey").click()
    page.wait_for_url("**/today/")
    page.goto("/account/")
    expect(page.get_by_role("heading", level=1)).to_have_text("Your account")

    page.get_by_role("button", name="Lock", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Locked")
    shown(page, "accounts-locked")
    page.get_by_role("button", name="Unlock with my passkey").click()
    page.wait_for_url("**/today/")


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_without_javascript_password_and_code_are_enough(open_page, shown, viewport):
    user = UserFactory(password=make_password(PASSWORD))
    page = open_page(viewport, javascript=False)
    page.goto("/account/")
    page.get_by_role("button", name="Sign in", exact=True).click()
    expect(page.get_by_role("link", name="Enter your email address")).to_be_visible()
    page.get_by_label("Email address").fill(user.email)
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.get_by_label("Code").fill(code_now())
    page.get_by_role("button", name="Sign in", exact=True).click()
    page.wait_for_url("**/account/")


def test_a_covered_screen_keeps_what_was_typed(signed_in, shown):
    user = UserFactory(password=make_password(PASSWORD))
    MembershipFactory(user=user, role="administrator")
    page = signed_in(user)
    page.clock.install()
    page.goto("/people/invite/")
    page.get_by_label("Full name").fill("Half a name")
    page.clock.run_for("16:00")
    dialog = page.get_by_role("dialog", name="Locked")
    expect(dialog).to_be_visible()
    expect(page.get_by_label("Full name")).to_be_hidden()
    dialog.get_by_role("textbox", name="Password").fill("guess")
    dialog.get_by_role("button", name="Unlock").click()
    expect(dialog.get_by_text("That did not unlock it")).to_be_visible(timeout=20_000)
    dialog.get_by_role("textbox", name="Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Unlock").click()
    expect(dialog).to_be_hidden(timeout=20_000)
    expect(page.get_by_label("Full name")).to_have_value("Half a name")


def test_no_screen_opens_before_its_lock_stands(signed_in):
    """The lock is slow to arrive; whoever answers first, with anything, gets nothing."""
    user = UserFactory(password=make_password(PASSWORD))
    MembershipFactory(user=user, role="administrator")
    page = signed_in(user)
    page.clock.install()
    page.goto("/people/invite/")
    held = []
    page.route("**/accounts/lock/", lambda route: held.append(route))
    page.clock.run_for("16:00")
    dialog = page.get_by_role("dialog", name="Locked")
    dialog.get_by_role("textbox", name="Password").fill("guess")
    dialog.get_by_role("button", name="Unlock").click()
    page.wait_for_timeout(500)
    expect(dialog).to_be_visible()
    held.pop().continue_()
    expect(dialog.get_by_text("That did not unlock it")).to_be_visible(timeout=20_000)
    expect(dialog).to_be_visible()


def test_what_met_the_lock_is_offered_back(signed_in, shown):
    user = UserFactory(password=make_password(PASSWORD))
    MembershipFactory(user=user, role="administrator")
    page = signed_in(user)
    page.goto("/organisations/add/")
    other = page.context.new_page()
    other.goto("/account/")
    other.get_by_role("button", name="Lock", exact=True).click()
    page.get_by_label("Name").fill("Elm School")
    page.get_by_label("Kind").select_option("school")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("What you were saving is kept")).to_be_visible()
    page.get_by_role("textbox", name="Password").fill(PASSWORD)
    page.get_by_role("button", name="Unlock").first.click()
    expect(page.get_by_text("Elm School")).to_be_visible()
    shown(page, "accounts-held")
    page.get_by_role("button", name="Send it again").click()
    page.wait_for_url("**/organisations/")
    expect(page.get_by_role("link", name="Elm School", exact=True)).to_be_visible()
    assert HeldRequest.objects.get().used_at
    shown(page, "accounts-organisations")


def test_the_pages_of_people(signed_in, shown):
    CouncilSettings.objects.get_or_create()
    user = MembershipFactory(role="administrator").user
    hub = HubFactory(name="Northgate Hub")
    leaver = MembershipFactory(hub=hub, user__full_name="Rowan Leigh").user
    page = signed_in(user)
    page.goto("/people/")
    shown(page, "people-list")
    page.goto("/people/invite/")
    page.get_by_role("button", name="Send the invitation").click()
    shown(page, "people-invite-errors")
    page.goto(f"/people/{leaver.pk}/")
    shown(page, "people-person")
    page.goto(f"/people/{leaver.pk}/close/")
    shown(page, "people-close")
    page.goto("/accounts/mfa/app/activate/")
    assert User.objects.filter(pk=leaver.pk).exists()


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_demo_people_one_click_each(open_page, shown, viewport):
    for name, about in (("Ama Mensah", "Leads 14 families"), ("Joe Field", "Front of house")):
        UserFactory(is_demo=True, full_name=name, demo_about=about, second_factor=False)
    page = open_page(viewport)
    page.goto("/accounts/login/")
    shown(page, f"accounts-demo-{viewport['width']}")
    page.get_by_role("button", name="Ama Mensah").click()
    page.wait_for_url("**/today/")
    page.goto("/account/")
    expect(page.get_by_text("Ama Mensah").first).to_be_visible()
