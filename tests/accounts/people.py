"""How the tests of this room sign in: as a person at the page does."""

import time

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.contrib.auth.hashers import make_password

from tests.factories.accounts import TOTP_SECRET, UserFactory

PASSWORD = "three random words 4711"


def somebody_with_password(**kwargs):
    return UserFactory(password=make_password(PASSWORD), **kwargs)


def code_now(secret=TOTP_SECRET):
    """What the app on the phone shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def give_password(client, user, password=PASSWORD, **extra):
    data = {"login": user.email, "password": password, **extra}
    return client.post("/accounts/login/", data)
