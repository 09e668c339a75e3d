"""How many letters one typed address may be sent in a day: nobody's box is filled by a stranger."""

from datetime import timedelta

from django.utils import timezone
from django.utils.crypto import salted_hmac

from familyhubs.database.actions import count_one_more


def too_many_today(address, *, of, most, by, in_days=0):
    """Count one more letter `of` this kind, under what only this portal can make of the address.

    `in_days`: of a later day, for a letter that is to leave then.
    """
    # "ada+hub@…" arrives in the box of "ada@…".
    local, _at, domain = address.casefold().rpartition("@")
    box = f"{local.partition('+')[0]}@{domain}"
    whose = salted_hmac(f"letters.{of}", box, algorithm="sha256").hexdigest()[:32]
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    midnight += timedelta(days=in_days)
    until = midnight + timedelta(days=1)
    return count_one_more(f"{of}:{midnight:%Y%m%d}:{whose}", until=until, by=by) > most
