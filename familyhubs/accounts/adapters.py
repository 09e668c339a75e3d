"""Where the sign-in library asks this portal: who may, what is said, where to go next."""

import time
from urllib.parse import urlsplit

from allauth.account import app_settings as account_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from familyhubs.council.current import council
from familyhubs.database.encryption import cipher

from .models import HeldRequest

SIGNED_IN_FOR = 12 * 60 * 60  # seconds since the session was last used

WRONG_PAIR = _("The email address or the password is wrong. Try again.")
TOO_MANY = _("Too many tries. Wait five minutes, then try again.")


class AccountAdapter(DefaultAccountAdapter):
    """No self sign-up; access that has ended stays ended; held work is offered at sign-in."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": WRONG_PAIR,
        "incorrect_password": _("That is not your password. Try again."),
        "enter_current_password": _("That is not your present password. Try again."),
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request):
        return False

    def pre_login(self, request, user, **kwargs):
        if not user.may_sign_in:
            return redirect("account_inactive")
        return super().pre_login(request, user, **kwargs)

    def post_login(self, request, user, *, redirect_url, **kwargs):
        request.session.set_expiry(SIGNED_IN_FOR)
        if HeldRequest.objects.of(user).waiting().exists():
            redirect_url = reverse("account_held")
        return super().post_login(request, user, redirect_url=redirect_url, **kwargs)

    def get_password_change_redirect_url(self, request):
        return reverse("people:my_account")

    def is_reauthentication_required(self, *, app, **kwargs):
        """A proof of the last minutes is enough, the sign-in itself included."""
        request = context.request
        proofs = get_authentication_records(request, request.user)
        allowed = account_settings.REAUTHENTICATION_TIMEOUT
        return not any(time.time() - proof["at"] < allowed for proof in proofs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Encrypts what it must keep secret; passkeys belong to the portal's public address."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("That code is wrong or has run out. Try the next one."),
    }

    def encrypt(self, text):
        return cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text):
        return cipher().decrypt(encrypted_text.encode()).decode()

    def get_totp_issuer(self):
        return council().name

    def get_public_key_credential_rp_entity(self):
        return {"id": urlsplit(settings.PUBLIC_URL).hostname, "name": council().name}
