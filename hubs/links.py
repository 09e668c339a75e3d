"""The links that owners of services get: signed, for one question, and stored nowhere."""

import re
from uuid import UUID

from django.utils.crypto import constant_time_compare, salted_hmac

from .models import Ask

SHAPE = re.compile(r"([0-9a-f]{32})-([0-9a-f]{64})")


def token_of(ask):
    """What stands in the link: which question, and the portal's signature under it."""
    return f"{ask.pk.hex}-{_signature(ask.pk.hex)}"


def ask_of(token):
    """The question that a link belongs to, answered or not; None for one we never signed."""
    match = SHAPE.fullmatch(token)
    if match is None or not constant_time_compare(match[2], _signature(match[1])):
        return None
    rows = Ask.objects.select_related("service__provider", "user", "card")
    return rows.filter(pk=UUID(match[1])).first()


def _signature(ask):
    return salted_hmac("hubs.links", ask, algorithm="sha256").hexdigest()
