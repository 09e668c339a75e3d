"""How many letters one typed address may be sent in a day: nobody's box is filled by a stranger."""

from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from familyhubs.database.actions import count_one_more


def too_many_today(address, *, of, most, by):
    """Count one more letter `of` this kind, under what only this portal can make of the address."""
    # "ada+hub@…" arrives in the box of "ada@…".
    local, _at, domain = address.casefold().rpartition("@")
    box = f"{local.partition('+')[0]}@{domain}"
    whose = salted_hmac(f"letters.{of}", box, algorithm="sha256").hexdigest()[:32]
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    until = midnight + timedelta(days=1)
    return count_one_more(f"{of}:{midnight:%Y%m%d}:{whose}", until=until, by=by) > most
