"""Contact cards: the only file that writes them.

Row history keeps every version with who made it; the calling action records the audit event,
because it knows the family.
"""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.accounts.models import User
from familyhubs.refusals import Refused

from .models import Channel, ContactCard, Helps, SafeHours, Silence, SilenceReason
from .silences import reach_hashes

NOT_WRITABLE = {"id", "recorded_at", "updated_at", "checked_at", "checked_by"}
WRITABLE = {field.name for field in ContactCard._meta.fields} - NOT_WRITABLE


def open_card(*, by, **values):
    """A new card of what somebody told; whatever they did not say stays not allowed."""
    return _write(ContactCard(), by, values)


@transaction.atomic
def record_instructions(card, *, by, **values):
    """Change the ways to reach somebody and their instructions; counts as checked now."""
    return _write(ContactCard.objects.lock(card), by, values)


def _write(card, by, values):
    unknown = values.keys() - WRITABLE
    if unknown:
        raise TypeError(f"A contact card has no {', '.join(sorted(unknown))}")
    for name, value in values.items():
        setattr(card, name, value)
    refuse_impossible(card)
    card.checked_at = timezone.now()
    card.checked_by = by if isinstance(by, User) else None
    card.save()
    return card


def refuse_impossible(card):
    """A way of contact needs something to reach the person by."""
    by_phone = (card.may_call, card.may_voicemail, card.may_text, card.may_whatsapp)
    if (any(by_phone) or card.may_video) and not card.phone:
        raise Refused(_("Enter a phone number, or say not to call or text."))
    if card.may_email and not card.email:
        raise Refused(_("Enter an email address, or say not to email."))
    if card.may_post and not card.address:
        raise Refused(_("Enter an address, or say not to send letters."))
    if card.preferred and card.preferred not in Channel.values:
        raise Refused(_("Select a way to get in touch from the list."))
    if not set(card.safe_hours) <= set(SafeHours.values):
        raise Refused(_("Select times from the list."))
    if not set(card.helps) <= set(Helps.values):
        raise Refused(_("Select what helps from the list."))


def fall_silent(card, *, cause_id, others=()):
    """Somebody died: nothing leaves to their card, nor by its ways to any other card.

    `others` are the cards of living people who may be reached by the same number or address.
    """
    shared = {way for other in others for way in reach_hashes(other)}
    begun = {"because": SilenceReason.DIED, "cause_id": cause_id}
    Silence.objects.create(card=card, **begun)
    for way in reach_hashes(card) - shared:
        Silence.objects.create(reach_hash=way, **begun)


def hold_off(cards, *, cause_id):
    """Nothing leaves by itself to these until a worker says so."""
    for card in cards:
        Silence.objects.create(card=card, because=SilenceReason.BEREAVED, cause_id=cause_id)


def speak_again(*, cause_id, reason, because=None):
    """What was begun for this cause ends; nothing that was dropped meanwhile is sent."""
    rows = Silence.objects.filter(cause_id=cause_id, ends_at=None)
    if because:
        rows = rows.filter(because=because)
    return rows.update(ends_at=timezone.now(), end_reason=reason[:200], updated_at=timezone.now())
