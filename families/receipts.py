"""The code and the link of a receipt: one on paper, one in a message. Neither is stored."""

import binascii
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from uuid import UUID

from django.core import signing
from django.urls import reverse
from django.utils.crypto import constant_time_compare, get_random_string, salted_hmac

from familyhubs.database.actor import beyond_sight

from .models import Receipt

# Nothing that looks like something else on paper, and no vowel that could make a word.
LETTERS = "CDFGHJKMNPQRTVWXY34679"
LENGTH, GROUP = 12, 4
LONGEST_TYPED = 60
SHAPE = re.compile(r"[A-Za-z0-9_-]{44}")
HALF = 22
# Between reading what was agreed and pressing "stop": as long as a page lies open.
PROOF_LASTS = 60 * 60
SALT = "families.receipts"


def new_code():
    """Twelve letters in three groups: as many as 53 bits hold."""
    text = get_random_string(LENGTH, LETTERS)
    return "-".join(text[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def digest_of(typed):
    """What is kept of a code: without the portal's secret key nobody can try codes against it."""
    plain = "".join(letter for letter in typed[:LONGEST_TYPED].upper() if letter.isalnum())
    return salted_hmac(f"{SALT}.codes", plain, algorithm="sha256").hexdigest()


def link_of(receipt):
    """The address in a message: signed, for this receipt alone."""
    spelt = _spelt(receipt.pk.bytes) + _signature(receipt.pk)
    return reverse("stop:by_link", args=[spelt])


def by_code(typed):
    """The receipt whose code this is, while it holds, or None."""
    return _standing(digest=digest_of(typed))


def by_token(token):
    """The receipt that a link belongs to, while it holds; None for one we never signed."""
    if SHAPE.fullmatch(token) is None:
        return None
    try:
        key = UUID(bytes=urlsafe_b64decode(f"{token[:HALF]}=="))
    except (binascii.Error, ValueError):
        return None
    if not constant_time_compare(token[HALF:], _signature(key)):
        return None
    return _standing(pk=key)


def proof_of(receipt):
    """What the page hands back with each press: whoever sends it had the code a while ago."""
    return signing.dumps(receipt.pk.hex, salt=f"{SALT}.proof")


def by_proof(proof):
    try:
        key = signing.loads(proof, salt=f"{SALT}.proof", max_age=PROOF_LASTS)
    except signing.BadSignature:
        return None
    return _standing(pk=UUID(key))


def _standing(**key):
    """With whose it is: the public sees neither, and shows that it holds the receipt."""
    with beyond_sight("the receipt whose code or link somebody shows"):
        rows = Receipt.objects.current().select_related("family__hub", "person")
        return rows.filter(**key).first()


def _spelt(data):
    return urlsafe_b64encode(data).decode().rstrip("=")


def _signature(key):
    signed = salted_hmac(f"{SALT}.link", key.hex, algorithm="sha256").digest()
    return _spelt(signed[:16])
