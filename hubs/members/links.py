"""The links of a member: signed, for one membership and one purpose, and stored nowhere."""

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from ..models import Member

SHAPE = re.compile(r"[A-Za-z0-9_-]{44}")
# Half of the link says which membership, half is the signature: short enough for a text.
HALF = 22
YES, MINE = "yes", "mine"


def token_of(member, purpose):
    """What stands in a member's link."""
    return _spelt(member.pk.bytes) + _signature(member.pk, purpose)


def member_of(token, purpose):
    """The membership that a link belongs to, ended or not; None for one we never signed."""
    rows = Member.objects.select_related("hub", "card")
    return rows.filter(pk=key_of(token, purpose)).first()


def key_of(token, purpose):
    """Whose link it is, or None for one we never signed."""
    if SHAPE.fullmatch(token) is None:
        return None
    try:
        key = UUID(bytes=urlsafe_b64decode(f"{token[:HALF]}=="))
    except (binascii.Error, ValueError):
        return None
    return key if constant_time_compare(token[HALF:], _signature(key, purpose)) else None


def confirm_link(member):
    """By which somebody says that it was they who asked to join."""
    return reverse("join:confirm", args=[token_of(member, YES)])


def own_link(member):
    """The member's own page: stop everything, choose again, leave."""
    return reverse("join:mine", args=[token_of(member, MINE)])


def _spelt(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def _signature(key, purpose):
    signed = salted_hmac(f"hubs.members.{purpose}", key.hex, algorithm="sha256").digest()
    return _spelt(signed[:16])
