"""Sending somebody's list to an address that they typed: once, and to no box too often."""

from django.db import transaction

from familyhubs.audit.log import record
from familyhubs.database.actor import beyond_sight
from familyhubs.notifications.boxes import too_many_today
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
    with beyond_sight("whether this list was sent already"):
        known = Message.objects.defer("typed_address", "words").filter(key=key).first()
    if known:
        return known
    if too_many_today(address, of="list", most=A_DAY_TO_ONE_ADDRESS, by=by):
        return None
    message = notify_address(address, key=key, kind="collected_list", by=by, words=words)
    record("list.sent", by=by, about=message)
    return message
