"""The second factor comes before everything; the idle lock shuts every page and loses nothing."""

import re
import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from django.contrib.sessions.models import Session
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import get_resolver

from familyhubs.accounts import actions, tasks
from familyhubs.accounts.gates import LEAVES, WITHOUT_SECOND_FACTOR
from familyhubs.accounts.models import HeldRequest
from familyhubs.council.models import CouncilSettings
from tests.factories.accounts import UserFactory
from tests.factories.hubs import MembershipFactory

from .people import PASSWORD, code_now, give_password, somebody_with_password

pytestmark = pytest.mark.django_db

NINE = datetime(2026, 3, 4, 9, tzinfo=UTC)
SAMPLES = {
    "uuid": str(uuid.UUID(int=7)),
    "int": "7",
    "slug": "x",
    "str": "x",
    "path": "x",
}


def addresses(resolver=None, prefix="", namespace=""):
    """Every address of the portal with invented ids, its name and its view."""
    for item in (resolver or get_resolver()).url_patterns:
        if hasattr(item, "url_patterns"):
            inner = f"{namespace}{item.namespace}:" if item.namespace else namespace
            yield from addresses(item, prefix + str(item.pattern), inner)
            continue
        route = prefix + str(item.pattern)
        if "(?P" in route:
            route = re.sub(r"\(\?P<[^>]+>(?:[^()]|\([^()]*\))*\)", "x", route).replace("^", "")
            route = route.rstrip("$")
        path = "/" + re.sub(
            r"<(?:(\w+):)?\w+>", lambda found: SAMPLES.get(found[1] or "str", "x"), route
        )
        yield f"{namespace}{item.name}", path, item.callback


ADDRESSES = list(addresses())
# The feed of the local offer shows nothing of anybody.
FEED = {name for name, _, _ in ADDRESSES if name.startswith("open_referral:")}
BEYOND = {"pages:theme", "pages:exit", "healthz", "readyz"} | FEED


def test_only_what_shows_nothing_of_anybody_stands_beyond_the_gates():
    marked = {n for n, _, view in ADDRESSES if getattr(view, "is_beyond_the_gates", False)}
    assert marked == BEYOND


@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_second_factor_nothing_is_reached(client, method):
    client.force_login(UserFactory(second_factor=False))
    reached = set()
    for name, path, _ in ADDRESSES:
        if name in WITHOUT_SECOND_FACTOR | BEYOND:
            continue
        answer = getattr(client, method)(path)
        if answer.status_code != 302 or answer["Location"] != "/accounts/second-factor/":
            reached.add((name, path, answer.status_code))
    assert not reached
    assert len(ADDRESSES) > 40


def test_the_second_factor_pages_themselves_can_be_reached(client):
    client.force_login(somebody_with_password(second_factor=False))
    assert "One more step" in client.get("/accounts/second-factor/").content.decode()


def test_setting_up_the_app_opens_the_portal(client):
    user = somebody_with_password(second_factor=False)
    assert give_password(client, user)["Location"] == "/today/"
    assert client.get("/account/")["Location"] == "/accounts/second-factor/"
    page = client.get("/accounts/mfa/app/activate/").content.decode()
    secret = client.session[SECRET_SESSION_KEY]
    assert secret in page
    wrong = client.post("/accounts/mfa/app/activate/", {"code": "000000"})
    assert "That code is wrong" in wrong.content.decode()
    answer = client.post("/accounts/mfa/app/activate/", {"code": code_now(secret)})
    assert answer["Location"] == "/accounts/mfa/recovery-codes/"
    codes = client.get("/accounts/mfa/recovery-codes/")
    assert len(codes.context["unused_codes"]) == 10
    assert client.get("/account/").status_code == 200
    stored = Authenticator.objects.get(user=user, type="totp").data["secret"]
    assert secret not in stored


def test_a_code_that_changed_while_it_was_typed_is_taken_and_an_older_one_is_not(client):
    user = somebody_with_password()
    with time_machine.travel(NINE, tick=False) as clock:
        shown = code_now()
        clock.shift(timedelta(seconds=70))
        give_password(client, user)
        answer = client.post("/accounts/mfa/authenticate/", {"code": shown})
        assert "That code is wrong" in answer.content.decode()
        shown = code_now()
        clock.shift(timedelta(seconds=31))
        assert client.post("/accounts/mfa/authenticate/", {"code": shown}).status_code == 302


def test_recovery_codes_alone_are_no_second_factor(client):
    user = UserFactory(second_factor=False)
    Authenticator.objects.create(user=user, type="recovery_codes", data={"seed": "x"})
    client.force_login(user)
    assert client.get("/account/")["Location"] == "/accounts/second-factor/"


def test_taking_the_last_factor_away_shuts_the_gate_again(client):
    user = somebody_with_password()
    with time_machine.travel(NINE):
        give_password(client, user)
        client.post("/accounts/mfa/authenticate/", {"code": code_now()})
        assert client.get("/accounts/mfa/app/deactivate/").status_code == 200
        client.post("/accounts/mfa/app/deactivate/")
        assert client.get("/account/")["Location"] == "/accounts/second-factor/"


def test_old_proof_is_not_enough_to_change_how_one_signs_in(client):
    user = somebody_with_password()
    with time_machine.travel(NINE, tick=False) as clock:
        give_password(client, user)
        client.post("/accounts/mfa/authenticate/", {"code": code_now()})
        clock.shift(timedelta(minutes=11))
        asked = client.post("/accounts/mfa/app/deactivate/")
        assert asked["Location"].startswith("/accounts/reauthenticate/?next=")
        client.post(asked["Location"], {"password": PASSWORD})
        assert Authenticator.objects.filter(user=user, type="totp").exists()
        client.post("/accounts/mfa/app/deactivate/")
        assert not Authenticator.objects.filter(user=user).exists()


def test_demo_people_pass_only_in_demo_mode(client, settings):
    client.force_login(UserFactory(second_factor=False, is_demo=True))
    assert client.get("/account/").status_code == 200
    settings.DEMO = False
    assert client.get("/account/")["Location"] == "/accounts/second-factor/"


@pytest.fixture
def clock():
    with time_machine.travel(NINE, tick=False) as clock:
        yield clock


@pytest.fixture
def user(db):
    return somebody_with_password()


@pytest.fixture
def seated(client, user, clock):
    """Signed in and at work at nine."""
    client.force_login(user)
    assert client.get("/account/").status_code == 200
    return client


def is_locked(answer):
    return answer.status_code == 302 and answer["Location"].startswith("/accounts/unlock/")


def test_fourteen_minutes_do_not_lock_and_fifteen_do(seated, clock):
    clock.shift(timedelta(minutes=14, seconds=50))
    assert seated.get("/account/").status_code == 200
    clock.shift(timedelta(minutes=15))
    assert is_locked(seated.get("/account/"))


def test_the_councils_own_time_counts(seated, clock):
    CouncilSettings.objects.update_or_create(defaults={"idle_minutes": 2})
    clock.shift(timedelta(minutes=2))
    assert is_locked(seated.get("/account/"))


def test_every_page_shows_the_lock(seated, clock):
    clock.shift(timedelta(minutes=20))
    opened = set()
    for name, path, _ in ADDRESSES:
        if name in {"account_unlock"} | BEYOND:
            continue
        tries = [seated.get] if name in LEAVES else [seated.get, seated.post]
        for answer in [ask(path) for ask in tries]:
            if not is_locked(answer):
                opened.add((name, path, answer.status_code))
    assert not opened


def test_a_locked_screen_can_be_signed_out(seated, clock):
    clock.shift(timedelta(minutes=20))
    seated.post("/accounts/logout/")
    assert "_auth_user_id" not in seated.session


def test_a_locked_press_on_the_account_pages_is_not_kept(seated, clock):
    clock.shift(timedelta(minutes=20))
    answer = seated.post("/account/sign-out-everywhere/")
    assert answer["Location"] == "/accounts/unlock/?next=%2Faccount%2F"
    assert not HeldRequest.objects.exists()


def test_the_lock_is_not_a_sign_out(seated, clock, user):
    clock.shift(timedelta(hours=1))
    page = seated.get(seated.get("/account/")["Location"]).content.decode()
    assert user.full_name in page
    answer = seated.post(
        "/accounts/unlock/", {"way": "password", "password": PASSWORD, "next": "/account/"}
    )
    assert answer["Location"] == "/account/"
    assert seated.get("/account/").status_code == 200


def test_unlocking_changes_the_session_key(seated, clock):
    before = seated.session.session_key
    clock.shift(timedelta(hours=1))
    seated.post("/accounts/unlock/", {"way": "password", "password": PASSWORD})
    assert seated.session.session_key != before


def test_a_code_unlocks_and_a_wrong_password_does_not(seated, clock):
    clock.shift(timedelta(hours=1))
    wrong = seated.post("/accounts/unlock/", {"way": "password", "password": "guess"})
    assert "That is not your password" in wrong.content.decode()
    assert is_locked(seated.get("/account/"))
    seated.post("/accounts/unlock/", {"way": "code", "code": code_now()})
    assert seated.get("/account/").status_code == 200


@pytest.mark.parametrize(
    "sent", [{}, {"way": "demo"}, {"way": "none"}, {"way": "passkey", "credential": "{}"}]
)
def test_nothing_else_unlocks(seated, clock, sent):
    clock.shift(timedelta(hours=1))
    assert seated.post("/accounts/unlock/", sent).status_code == 200
    assert is_locked(seated.get("/account/"))


def test_demo_people_are_locked_too_and_unlock_with_one_press(client, clock):
    client.force_login(UserFactory(is_demo=True, second_factor=False))
    client.get("/account/")
    clock.shift(timedelta(minutes=16))
    assert is_locked(client.get("/account/"))
    client.post("/accounts/unlock/", {"way": "demo"})
    assert client.get("/account/").status_code == 200


def test_unlocking_is_not_guessed_at_length(seated, clock):
    clock.shift(timedelta(hours=1))
    for _ in range(12):
        answer = seated.post("/accounts/unlock/", {"way": "password", "password": "guess"})
    assert answer.status_code == 429 or "Too many tries" in answer.content.decode()
    answer = seated.post("/accounts/unlock/", {"way": "password", "password": PASSWORD})
    assert is_locked(seated.get("/account/"))


def test_polling_is_not_activity(seated, clock):
    for _ in range(4):
        clock.shift(timedelta(minutes=4))
        answer = seated.get("/account/", headers={"X-Background": "1"})
    assert answer.status_code == 423
    assert answer.content == b""
    assert is_locked(seated.get("/account/"))


def test_a_page_in_which_somebody_types_keeps_itself_open(seated, clock):
    for _ in range(4):
        clock.shift(timedelta(minutes=10))
        assert seated.post("/accounts/here/").status_code == 204
    assert seated.get("/account/").status_code == 200
    clock.shift(timedelta(minutes=10))
    assert seated.post("/accounts/here/", headers={"X-Background": "1"}).status_code == 204
    clock.shift(timedelta(minutes=10))
    assert is_locked(seated.post("/accounts/here/"))


def test_somebody_who_leaves_their_desk_locks_it_at_once(seated):
    assert seated.post("/accounts/lock/")["Location"] == "/accounts/unlock/"
    assert is_locked(seated.get("/account/"))


def test_old_sessions_are_forgotten(seated, clock):
    clock.shift(timedelta(days=15))
    tasks.forget_old_sessions()
    assert not Session.objects.exists()


def test_the_lock_page_tells_nothing_of_what_was_done(seated, clock):
    seated.post("/account/shortcuts/", {"on": "no"})
    clock.shift(timedelta(hours=1))
    assert "shortcuts are off" not in seated.get("/accounts/unlock/").content.decode()


def test_unlock_does_not_lead_to_another_site(seated, clock):
    clock.shift(timedelta(hours=1))
    for target in ("//evil.example/", "https://evil.example/"):
        page = seated.get("/accounts/unlock/", {"next": target}).content.decode()
        assert "evil.example" not in page


# What was being saved

NOTE = {"full_name": "Ada", "email": "ada@x.example", "words": "line one\nline <two>"}


@pytest.fixture
def held(seated, clock, user):
    clock.shift(timedelta(minutes=16))
    answer = seated.post("/people/invite/?from=list", NOTE | {"password": "secret"})
    assert answer["Location"].endswith("kept=yes")
    assert "kept" in seated.get(answer["Location"]).content.decode()
    return HeldRequest.objects.get(user=user)


def unlock(client):
    return client.post("/accounts/unlock/", {"way": "password", "password": PASSWORD})


def test_it_is_stored_encrypted_and_without_passwords(held):
    with connection.cursor() as cursor:
        cursor.execute("SELECT path || fields FROM accounts_heldrequest")
        stored = cursor.fetchone()[0]
    assert "ada@x.example" not in stored
    assert "invite" not in stored
    assert [name for name, _ in held.pairs] == ["full_name", "email", "words"]


def test_it_is_offered_and_never_replayed(held, seated):
    answer = unlock(seated)
    assert answer["Location"] == "/accounts/held/"
    page = seated.get("/accounts/held/").content.decode()
    assert 'action="/people/invite/?from=list"' in page
    assert "line &lt;two&gt;" in page
    assert f'name="held_request" value="{held.pk}"' in page
    held.refresh_from_db()
    assert held.used_at is None


def test_a_press_sends_it_once(held, seated, user):
    MembershipFactory(user=user, role="administrator")
    unlock(seated)
    data = NOTE | {"held_request": str(held.pk)}
    assert seated.post("/people/invite/?from=list", data).status_code == 200  # the form, filled
    again = seated.post("/people/invite/?from=list", data)
    assert again["Location"] == "/accounts/held/"
    held.refresh_from_db()
    assert held.used_at
    assert held.fields == ""
    assert "Sent already" in seated.get("/accounts/held/").content.decode()


def test_what_did_not_arrive_is_offered_again(held, seated):
    unlock(seated)
    data = NOTE | {"held_request": str(held.pk)}
    assert seated.post("/people/invite/?from=list", data).status_code == 403  # no role
    held.refresh_from_db()
    assert held.used_at is None
    assert held.pairs


def test_it_goes_only_where_it_was_meant_for(held, seated):
    unlock(seated)
    answer = seated.post("/account/shortcuts/", {"held_request": str(held.pk), "on": "no"})
    assert answer["Location"] == "/accounts/held/"
    held.refresh_from_db()
    assert held.used_at is None


def test_meeting_the_lock_again_keeps_one_copy(held, seated, clock):
    unlock(seated)
    clock.shift(timedelta(minutes=20))
    seated.post("/people/invite/?from=list", NOTE | {"held_request": str(held.pk)})
    assert HeldRequest.objects.count() == 1


def test_nobody_else_reads_sends_or_throws_it_away(held, client):
    client.force_login(UserFactory())
    assert "ada@x.example" not in client.get("/accounts/held/").content.decode()
    assert client.post(f"/accounts/held/{held.pk}/discard/").status_code == 404
    answer = client.post("/people/invite/?from=list", {"held_request": str(held.pk)})
    assert answer["Location"] == "/accounts/held/"
    held.refresh_from_db()
    assert held.used_at is None
    assert held.discarded_at is None


def test_throwing_it_away_forgets_it_at_once(held, seated):
    unlock(seated)
    for _ in range(2):
        assert seated.post(f"/accounts/held/{held.pk}/discard/").status_code == 302
    held.refresh_from_db()
    assert held.fields == ""
    assert "Nothing is waiting" in seated.get("/accounts/held/").content.decode()


def test_after_a_day_it_is_gone(held, seated, clock):
    clock.shift(timedelta(hours=24))
    assert unlock(seated)["Location"] == "/today/"
    tasks.forget_held_requests()
    assert not HeldRequest.objects.exists()


def test_it_is_offered_at_the_next_sign_in_too(held, client, user):
    client.post("/accounts/logout/")
    give_password(client, user)
    answer = client.post("/accounts/mfa/authenticate/", {"code": code_now()})
    assert answer["Location"] == "/accounts/held/"


def test_a_huge_one_is_not_kept_and_they_are_told(seated, clock):
    clock.shift(timedelta(minutes=16))
    answer = seated.post("/people/invite/", {"words": "x" * 300_000})
    assert answer["Location"].endswith("kept=no")
    assert "could not be kept" in seated.get(answer["Location"]).content.decode()
    assert not HeldRequest.objects.exists()


def test_no_more_than_ten_wait(seated, clock):
    clock.shift(timedelta(minutes=16))
    for n in range(12):
        seated.post("/people/invite/", {"words": str(n)})
    assert HeldRequest.objects.count() == actions.HELD_AT_MOST


@pytest.mark.parametrize("kind", ["application/json", "text/plain", "application/octet-stream"])
def test_what_is_no_form_is_not_kept(seated, clock, kind):
    clock.shift(timedelta(minutes=16))
    answer = seated.post("/people/invite/", data='{"a": 1}', content_type=kind)
    assert is_locked(answer)
    assert not HeldRequest.objects.exists()


def test_a_forged_post_is_not_kept(user, clock):
    strict = Client(enforce_csrf_checks=True)
    strict.force_login(user)
    strict.get("/account/")
    clock.shift(timedelta(minutes=16))
    assert strict.post("/people/invite/", NOTE).status_code == 403
    assert not HeldRequest.objects.exists()


def test_files_are_left_out_and_said_so(seated, clock, user):
    clock.shift(timedelta(minutes=16))
    seated.post("/people/invite/", {"words": "kept", "file": SimpleUploadedFile("a.txt", b"x")})
    unlock(seated)
    page = seated.get("/accounts/held/").content.decode()
    assert "Files are not kept" in page
    assert "kept" in page


def test_an_address_that_looks_like_another_site_stays_here(seated, clock):
    clock.shift(timedelta(minutes=16))
    seated.post("//evil.example/people/", {"a": "1"})
    for held in HeldRequest.objects.all():
        assert not held.path.startswith("//")
