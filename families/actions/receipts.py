"""Receipts in plain words, for one named person and of nothing but what they said themselves."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.contact.rules import machine_channels
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused

from ..models import Agreement, Family, Receipt, ReceiptWay
from ..receipts import digest_of, link_of, new_code

# A little longer than an agreement holds before we ask again.
LASTS = timedelta(days=400)


@transaction.atomic
def give_receipt(family, *, person, way, by, paper_is_safe=False):
    """The receipt and its code, which is shown this once; by message only as their card allows."""
    family = Family.objects.lock(family)
    if not Agreement.objects.filter(family=family).said_by(person).exists():
        raise Refused(_("Select somebody who has answered something."))
    if way == ReceiptWay.PAPER and not paper_is_safe:
        raise Refused(_("Ask first whether a paper is safe for them to have."))
    card = person.contact_card
    if way == ReceiptWay.MESSAGE and (card is None or not machine_channels(card)):
        raise Refused(
            _("Their contact instructions allow no message. Read the receipt to them, or print it.")
        )
    code, now = new_code(), timezone.now()
    receipt = Receipt.objects.create(
        family=family,
        person=person,
        way=way,
        digest=digest_of(code),
        given_by=by,
        starts_at=now,
        ends_at=now + LASTS,
    )
    record("receipt.given", by=by, about=receipt, family_id=family.pk, way=way)
    if way == ReceiptWay.MESSAGE:
        _send(receipt, card, by)
    return receipt, code


def _send(receipt, card, by):
    """No name, no organisation: who we are, and a link."""
    notify(
        card,
        key=f"receipt:{receipt.pk}",
        kind="agreement_receipt",
        by=by,
        about=receipt,
        family_id=receipt.family_id,
        hub=receipt.family.hub.name,
        sealed_link=link_of(receipt),
    )
