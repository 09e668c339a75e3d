"""Quiet: one key and the screen is what anybody may see, until its owner unlocks it (5.3)."""

import pytest
from django.contrib.messages import get_messages
from django.test import Client

from tests.factories.hubs import MembershipFactory

from .people import PASSWORD, somebody_with_password

pytestmark = pytest.mark.django_db
WHATS_ON, DESK, UNLOCK = "/whats-on/", "/desk/", "/accounts/unlock/"


@pytest.fixture
def user(db):
    user = somebody_with_password()
    MembershipFactory(user=user, role="front_of_house")
    return user


@pytest.fixture
def seated(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def quiet(seated):
    assert seated.post("/accounts/quiet/")["Location"] == WHATS_ON
    return seated


def test_the_screen_is_as_anybody_sees_it(quiet, user):
    page = quiet.get(WHATS_ON)
    said = page.content.decode()
    assert page.status_code == 200
    assert not page.wsgi_request.user.is_authenticated
    for hidden in (user.full_name, "Sign out", "Front desk", "data-here", "fh-bar"):
        assert hidden not in said
    assert '<meta name="fh-quiet" content="/accounts/unlock/">' in said
    public = Client().get(WHATS_ON).content.decode()
    assert "fh-quiet" not in public
    line = said.split('<meta name="fh-quiet"')[1].split("\n")[0]
    left = said.replace(f'<meta name="fh-quiet"{line}', "").split()
    assert left == public.split()


@pytest.mark.parametrize("path", [DESK, "/today/", "/families/", "/requests/", "/account/"])
def test_no_staff_page_comes_back_by_any_way(quiet, path):
    for answer in (quiet.get(path), quiet.post(path), quiet.head(path)):
        assert answer.status_code == 302
        assert answer["Location"] == WHATS_ON
    assert quiet.post(path, headers={"X-Background": "1"}).status_code == 423


def test_other_public_pages_are_open_and_nothing_is_sent_from_them(quiet):
    assert quiet.get("/").status_code == 200
    assert quiet.get("/contact/").status_code == 200
    assert quiet.post("/ask/")["Location"] == WHATS_ON


def test_only_its_owner_brings_it_back(quiet, user):
    page = quiet.get(UNLOCK)
    assert user.full_name in page.content.decode()
    quiet.post(UNLOCK, {"way": "password", "password": "guess"})
    assert quiet.get(DESK)["Location"] == WHATS_ON
    quiet.post(UNLOCK, {"way": "password", "password": PASSWORD})
    assert quiet.get("/account/").status_code == 200
    assert "fh-quiet" not in quiet.get(WHATS_ON).content.decode()


def test_without_the_key_staff_sign_in_leads_back(quiet):
    assert "Staff sign-in" in quiet.get(WHATS_ON).content.decode()
    assert quiet.get("/accounts/login/")["Location"] == UNLOCK


def test_what_was_to_be_said_waits(seated, user, hub):
    MembershipFactory(user=user, role="front_of_house", hub=hub)
    seated.post("/desk/enquiries/same/")  # Leaves a message for the next page.
    seated.post("/accounts/quiet/")
    page = seated.get(WHATS_ON)
    assert "You have not logged anything" not in page.content.decode()
    assert list(get_messages(page.wsgi_request))


def test_a_screen_that_is_locked_can_still_go_quiet(seated):
    seated.post("/accounts/lock/")
    assert seated.post("/accounts/quiet/")["Location"] == WHATS_ON
    assert seated.get(WHATS_ON).status_code == 200


def test_it_takes_a_press_and_never_a_link(seated):
    assert seated.get("/accounts/quiet/").status_code == 405
    assert seated.get("/account/").status_code == 200
