"""Signing in: password, then second factor; what never is said; what is not there."""

import datetime
import threading

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from django.contrib.auth.signals import user_login_failed
from django.db import connection
from django.test import Client
from django.urls import NoReverseMatch, reverse

from familyhubs.accounts.adapters import AccountAdapter
from tests.factories.accounts import OrganisationFactory, UserFactory

from .people import PASSWORD, code_now, give_password, somebody_with_password

pytestmark = pytest.mark.django_db


def is_signed_in(client):
    return "_auth_user_id" in client.session


def test_password_then_code_signs_in(client):
    user = somebody_with_password()
    assert give_password(client, user)["Location"] == "/accounts/mfa/authenticate/"
    assert not is_signed_in(client)
    assert client.get("/accounts/mfa/authenticate/").status_code == 200
    answer = client.post("/accounts/mfa/authenticate/", {"code": code_now()})
    assert answer["Location"] == "/today/"
    assert is_signed_in(client)


def test_a_code_works_only_once(client):
    user = somebody_with_password()
    code = code_now()
    give_password(client, user)
    client.post("/accounts/mfa/authenticate/", {"code": code})
    client.post("/accounts/logout/")
    give_password(client, user)
    answer = client.post("/accounts/mfa/authenticate/", {"code": code})
    assert "That code is wrong" in answer.content.decode()
    assert not is_signed_in(client)


def test_upper_case_in_the_address_is_the_same_person(client):
    user = somebody_with_password(email="ama@council.example")
    user.email = "Ama@Council.Example"
    assert give_password(client, user)["Location"] == "/accounts/mfa/authenticate/"


def test_the_session_key_changes_at_sign_in(client):
    user = somebody_with_password(organisation=None, second_factor=False)
    client.get("/accounts/login/")
    session = client.session
    session["before"] = 1
    session.save()
    before = session.session_key
    give_password(client, user)
    assert is_signed_in(client)
    assert client.session.session_key != before


def test_wrong_password_and_unknown_address_say_the_same(client):
    user = somebody_with_password()
    wrong = give_password(client, user, password="not this one")
    unknown = give_password(client, UserFactory.build(email="nobody@council.example"))
    for answer in (wrong, unknown):
        assert "The email address or the password is wrong" in answer.content.decode()
        assert answer.status_code == 200


def test_empty_fields_have_their_own_messages(client):
    page = client.post("/accounts/login/", {}).content.decode()
    assert '<a href="#id_login">Enter your email address</a>' in page
    assert '<a href="#id_password">Enter your password</a>' in page


def test_five_wrong_tries_shut_that_account_for_a_while(client):
    user = somebody_with_password()
    for _ in range(5):
        give_password(client, user, password="guess")
    page = give_password(client, user).content.decode()
    assert "Too many tries" in page
    other = somebody_with_password()
    assert give_password(client, other).status_code == 302


@pytest.mark.django_db(transaction=True)
def test_people_of_one_office_do_not_wait_for_each_others_passwords(client):
    slow, quick = somebody_with_password(), somebody_with_password()
    arrived = []

    def sign_in():
        arrived.append(give_password(Client(), quick)["Location"])
        connection.close()

    def meanwhile(sender, **kwargs):
        """The first one's password has been checked, and no page has come yet."""
        colleague.start()
        colleague.join(8)
        seen.append(list(arrived))

    colleague, seen = threading.Thread(target=sign_in), []
    user_login_failed.connect(meanwhile)
    try:
        give_password(client, slow, password="not this one")
    finally:
        user_login_failed.disconnect(meanwhile)
        colleague.join()
    assert seen == [["/accounts/mfa/authenticate/"]]


def test_a_spoofed_address_does_not_get_round_the_limit(client):
    user = somebody_with_password()
    for n in range(5):
        client.post(
            "/accounts/login/",
            {"login": user.email, "password": "guess"},
            headers={"X-Forwarded-For": f"10.0.0.{n}"},
        )
    assert "Too many tries" in give_password(client, user).content.decode()


def test_behind_one_proxy_the_address_it_saw_counts(settings, rf):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    request = rf.get("/", headers={"X-Forwarded-For": "6.6.6.6, 10.1.2.3"})
    assert AccountAdapter(request).get_client_ip(request) == "10.1.2.3"


@pytest.mark.parametrize(
    "ended",
    [
        {"is_active": False},
        {"access_ends_on": datetime.date(2020, 1, 1)},
        {"organisation": "ended"},
    ],
    ids=["disabled", "past its end date", "organisation ended"],
)
def test_ended_access_cannot_sign_in(client, ended):
    if "organisation" in ended:
        ended = {"organisation": OrganisationFactory(ended_on=datetime.date(2020, 1, 1))}
    user = somebody_with_password(**ended)
    assert give_password(client, user)["Location"] == "/accounts/inactive/"
    assert client.get("/accounts/inactive/").status_code == 200
    assert not is_signed_in(client)


@pytest.mark.parametrize(
    ("field", "value"), [("is_active", False), ("access_ends_on", datetime.date(2020, 1, 1))]
)
def test_access_that_ends_is_gone_at_the_next_request(client, field, value):
    user = UserFactory()
    client.force_login(user)
    assert client.get("/accounts/logout/").status_code == 200
    setattr(user, field, value)
    user.save()
    assert client.get("/accounts/held/")["Location"].startswith("/accounts/login/")


def test_an_organisation_that_ends_takes_its_people_with_it(client):
    school = OrganisationFactory()
    client.force_login(UserFactory(organisation=school))
    school.ended_on = datetime.date.today()
    school.save()
    assert client.get("/accounts/held/")["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("name", ["account_signup", "account_email", "account_set_password"])
def test_what_the_portal_does_not_offer_has_no_address(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "email/", "password/set/", "confirm-email/"])
def test_sign_up_is_not_there(client, path):
    assert client.get(f"/accounts/{path}").status_code == 404
    assert client.post(f"/accounts/{path}", {"email": "a@b.example"}).status_code == 404


def test_next_to_another_site_is_not_followed(client):
    user = somebody_with_password(organisation=None, second_factor=False)
    for target in ("https://evil.example/", "//evil.example", "javascript:alert(1)"):
        answer = give_password(client, user, next=target)
        assert answer["Location"] == "/today/"
        client.post("/accounts/logout/")


@pytest.mark.parametrize(
    "credential",
    ["", "{", "[]", "1", '"x"', "{}", '{"response": 1}', '{"response": {"userHandle": 7}}', "null",
     '{"response": {"userHandle": "_w"}, "id": "x", "rawId": "x", "type": "public-key"}'],
)  # fmt: skip
def test_a_made_up_passkey_is_a_wrong_answer_never_an_error(client, credential):
    client.get("/accounts/mfa/passkeys/login/", headers={"Accept": "application/json"})
    answer = client.post("/accounts/mfa/passkeys/login/", {"credential": credential})
    assert answer["Location"] == "/accounts/login/"
    user = somebody_with_password()
    give_password(client, user)
    answer = client.post("/accounts/mfa/authenticate/", {"credential": credential})
    assert answer.status_code == 200
    assert not is_signed_in(client)


def test_changing_the_password_ends_every_other_session(client):
    user = somebody_with_password()
    elsewhere = Client()
    for each in (client, elsewhere):
        each.force_login(user)
        assert each.get("/accounts/held/").status_code == 200
    new = "another three words 12"
    data = {"oldpassword": PASSWORD, "password1": new, "password2": new}
    assert client.post("/accounts/password/change/", data).status_code == 302
    assert client.get("/accounts/held/").status_code == 200
    assert elsewhere.get("/accounts/held/")["Location"].startswith("/accounts/login/")


def test_recovery_code_signs_in_once(client):
    user = somebody_with_password()
    code = RecoveryCodes.activate(user).get_unused_codes()[0]
    give_password(client, user)
    client.post("/accounts/mfa/authenticate/", {"code": code})
    assert is_signed_in(client)
    client.post("/accounts/logout/")
    give_password(client, user)
    client.post("/accounts/mfa/authenticate/", {"code": code})
    assert not is_signed_in(client)
