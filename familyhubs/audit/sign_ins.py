"""Sign-ins, sign-outs, failures and changes of how people sign in, as the library tells of them.

The sign-in library's own signals are listened to here because its views are not ours to write in;
between our own apps there are none. Connected in `AuditConfig.ready`.
"""

from allauth.account import signals as account_signals
from allauth.mfa import signals as factor_signals
from django.contrib.auth import get_user_model
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed

from familyhubs.database.actor import SystemActor, acting_as

from .log import record


def signed_in(sender, request, user, **kwargs):
    """Once for each session, whichever way in."""
    record("account.signed_in", by=user, about=user)


def signed_out(sender, request, user, **kwargs):
    """The library tells of a sign-out outside any transaction of ours too."""
    if user is not None and user.is_authenticated:
        with acting_as(user.pk):
            record("account.signed_out", by=user, about=user)


def sign_in_failed(sender, credentials, **kwargs):
    """Whose account was tried where there is one; never what was typed.

    The sign-in page checks passwords outside any transaction of ours.
    """
    people = get_user_model().objects
    with acting_as(SystemActor.PUBLIC):
        person = people.filter(email=str(credentials.get("email", "")).lower()[:254]).first()
        record("account.sign_in_failed", by=SystemActor.PUBLIC, about=person or get_user_model())


def second_factor_failed(sender, user, authenticator, reauthentication=False, **kwargs):
    record(
        "account.second_factor_failed",
        by=SystemActor.PUBLIC,
        about=user,
        factor=authenticator.type,
        again=bool(reauthentication),
    )


def proved_again(sender, request, user, method, **kwargs):
    """Unlocked, or asked once more before a change of how they sign in."""
    if kwargs.get("reauthenticated"):
        record("account.proved_again", by=user, about=user, way=kwargs.get("type") or method)


def second_factor_changed(verb):
    def note(sender, user, authenticator, **kwargs):
        with acting_as(user.pk):
            record(f"account.second_factor_{verb}", by=user, about=user, factor=authenticator.type)

    return note


def password_changed(verb):
    def note(sender, user, **kwargs):
        record(f"account.password_{verb}", by=user, about=user)

    return note


LISTENERS = [
    (user_logged_in, signed_in),
    (user_logged_out, signed_out),
    (user_login_failed, sign_in_failed),
    (factor_signals.authentication_failed, second_factor_failed),
    (account_signals.authentication_step_completed, proved_again),
    (factor_signals.authenticator_added, second_factor_changed("added")),
    (factor_signals.authenticator_removed, second_factor_changed("removed")),
    (factor_signals.authenticator_reset, second_factor_changed("renewed")),
    (account_signals.password_changed, password_changed("changed")),
    (account_signals.password_reset, password_changed("reset")),
]


def listen():
    """Held strongly: the listeners made above have no other name."""
    for signal, listener in LISTENERS:
        signal.connect(listener, weak=False)
