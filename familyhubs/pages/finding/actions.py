"""Sending somebody's list to an address that they typed: once, and to no box too often."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from familyhubs.audit.log import record
from familyhubs.database.actions import count_one_more
from familyhubs.notifications.models import Message
from familyhubs.notifications.outbox import notify_address

# More than a family needs, and too few to be a nuisance in anybody's box.
A_DAY_TO_ONE_ADDRESS = 3


@transaction.atomic
def send_list(address, words, *, key, by):
    """Owe the letter; None where enough have gone to this address today.

    The address itself stands in the letter alone, encrypted until it has left.
    """
    key = f"list:{key}"
    if known := Message.objects.defer("typed_address", "words").filter(key=key).first():
        return known
    if _too_many_today(address, by):
        return None
    message = notify_address(address, key=key, kind="collected_list", by=by, words=words)
    record("list.sent", by=by, about=message)
    return message


def _too_many_today(address, by):
    """Count one more, under what only this portal can make of the address."""
    # "ada+hub@…" arrives in the box of "ada@…".
    local, _at, domain = address.casefold().rpartition("@")
    box = f"{local.partition('+')[0]}@{domain}"
    whose = salted_hmac("help.list", box, algorithm="sha256").hexdigest()[:32]
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    until = midnight + timedelta(days=1)
    return count_one_more(f"list:{midnight:%Y%m%d}:{whose}", until=until, by=by) > (
        A_DAY_TO_ONE_ADDRESS
    )
