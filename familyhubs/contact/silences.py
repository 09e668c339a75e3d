"""Who is written to no more: asked at the moment a message would leave, whoever owes it."""

from django.utils.crypto import salted_hmac

from .models import Silence
from .reach import plain_email, ways


def reach_hashes(card):
    """What names this card's phone and e-mail without telling them; none where it has none."""
    return {_hash(kind, way) for kind, way in ways(card.phone, card.email).items()}


def why_silent(card):
    """Why nothing may leave to this card by itself, or an empty string."""
    now = Silence.objects.current()
    own = now.filter(card=card).first()
    found = own or now.filter(reach_hash__in=reach_hashes(card)).first()
    return found.get_because_display() if found else ""


def why_address_silent(address):
    """The same for an address that somebody typed."""
    found = Silence.objects.current().filter(reach_hash=_hash("email", plain_email(address)))
    return "".join(row.get_because_display() for row in found[:1])


def _hash(kind, way):
    return salted_hmac("contact.silence", f"{kind}:{way}", algorithm="sha256").hexdigest()
