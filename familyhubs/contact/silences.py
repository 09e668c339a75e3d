"""Who is written to no more: asked at the moment a message would leave, whoever owes it."""

import re

from django.utils.crypto import salted_hmac

from .models import Silence


def reach_hashes(card):
    """What names this card's phone and e-mail without telling them; none where it has none."""
    # However a number is typed: +44 7700 900123 is 07700900123.
    phone = re.sub(r"^0044|^44", "0", re.sub(r"\D", "", card.phone))
    ways = {"phone": phone, "email": card.email.strip().casefold()}
    return {_hash(kind, way) for kind, way in ways.items() if way}


def why_silent(card):
    """Why nothing may leave to this card by itself, or an empty string."""
    now = Silence.objects.current()
    own = now.filter(card=card).first()
    found = own or now.filter(reach_hash__in=reach_hashes(card)).first()
    return found.get_because_display() if found else ""


def why_address_silent(address):
    """The same for an address that somebody typed."""
    found = Silence.objects.current().filter(reach_hash=_hash("email", address.strip().casefold()))
    return "".join(row.get_because_display() for row in found[:1])


def _hash(kind, way):
    return salted_hmac("contact.silence", f"{kind}:{way}", algorithm="sha256").hexdigest()
