"""The links that professionals without an account get: signed, for one thing and one address."""

from datetime import timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner
from django.urls import reverse

CONFIRM, STANDING = "confirm", "standing"
ADDRESS = {CONFIRM: "refer:confirm", STANDING: "refer:standing"}


def link_of(thing, email, purpose):
    """The whole address to be written into a letter."""
    token = _signer(email, purpose).sign(thing.pk.hex)
    return f"{settings.PUBLIC_URL}{reverse(ADDRESS[purpose], args=[token])}"


def key_in(token):
    """Whose link it says it is; to be believed only after `is_ours`."""
    try:
        return UUID(token.partition(".")[0])
    except ValueError:
        return None


def is_ours(token, email, purpose, *, days):
    """Whether we signed it, for this address, not longer ago than that."""
    try:
        _signer(email, purpose).unsign(token, max_age=timedelta(days=days))
    except BadSignature:
        return False
    return bool(email)


def _signer(email, purpose):
    return TimestampSigner(sep=".", salt=f"referrals.{purpose}:{email}")
