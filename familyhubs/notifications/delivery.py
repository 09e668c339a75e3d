"""Delivery: claim the row, commit, send, mark. No transaction is open while anything is sent."""

import logging
import time
from datetime import timedelta

from django.db import DatabaseError
from django.utils import timezone

from familyhubs.contact import rules
from familyhubs.contact.models import Channel
from familyhubs.contact.silences import why_address_silent, why_silent
from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.database.encryption import InvalidToken

from .backends import SendError, backend_for
from .holds import held_because
from .letters import write_letter
from .models import WIPED, Message, MessageChannel

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=2)
BACKOFF = [timedelta(minutes=m) for m in (1, 5, 15, 60, 240, 720)]
BATCH = 200
# Well inside the task's time limit, however slow the provider: the next sweep goes on.
SWEEP_SECONDS = 200
CHANNELS = {Channel.TEXT: MessageChannel.SMS, Channel.EMAIL: MessageChannel.EMAIL}


def deliver_due():
    """Deliver everything due, oldest first; each message in transactions of its own."""
    with acting_as(SystemActor.DELIVERY):
        due = list(Message.objects.due().order_by("due_at").values_list("pk", flat=True)[:BATCH])
    stop = time.monotonic() + SWEEP_SECONDS
    for message_id in due:
        if time.monotonic() > stop:
            break
        try:
            deliver(message_id)
        except DatabaseError:
            raise
        except Exception:
            # A last check that breaks on one message must not hold up those behind it.
            logger.exception("A message was passed over", extra={"message_id": str(message_id)})


def deliver(message_id):
    """Send one message, once. Safe to call again, late, and from many workers at a time."""
    try:
        message = claim(message_id)
    except InvalidToken as error:
        # One card that no key opens must not hold up everything behind it.
        message = claim_unread(message_id)
        give_back(message, error)
        return
    if message is None:
        return
    try:
        reference = send(message)
    except SendError as error:
        give_back(message, error)
    except Exception as error:
        logger.exception("A message could not be sent", extra={"message_id": str(message.pk)})
        give_back(message, error)
    else:
        mark_sent(message, reference)


def send(message):
    """Hand it over by the council's way out; gives the reference it got there."""
    way_out = backend_for(message.channel)
    if way_out is None:
        raise SendError("no-way-out")
    sms = message.channel == MessageChannel.SMS
    facts = message.facts | ({"words": message.words} if message.is_typed else {})
    return way_out.send(message, write_letter(message.kind, facts, sms=sms))


def claim(message_id):
    """Take a due message for a while, or None: another has it, or it must not or not yet leave."""
    with acting_as(SystemActor.DELIVERY):
        message = (
            Message.objects.due()
            .select_for_update(skip_locked=True, of=("self",))
            .select_related("user__organisation", "card", "organisation")
            .filter(pk=message_id)
            .first()
        )
        if message is None:
            return None
        if not may_leave(message):
            message.save()
            return None
        message.attempts += 1
        message.claimed_until = timezone.now() + LEASE
        message.save()
        return message


def claim_unread(message_id):
    """Count an attempt at a message whose contact card, or typed address, cannot be read."""
    with acting_as(SystemActor.DELIVERY):
        rows = Message.objects.defer(*WIPED).select_for_update(of=("self",))
        message = rows.get(pk=message_id)
        message.attempts += 1
        message.save(update_fields=["attempts", "updated_at"])
        return message


def may_leave(message):
    """Check again, at the moment of delivery, that this may go; else drop it or put it off."""
    reason = _why_not(message) or held_because(message)
    if reason:
        message.dropped_at = timezone.now()
        message.drop_reason = reason[:200]
        message.typed_address = message.words = ""
    if not message.card and not reason:
        message.channel = MessageChannel.EMAIL
    return not reason and message.due_at <= timezone.now()


def _why_not(message):
    """What stands in the way on the side of whom it is for, or an empty string."""
    if message.is_typed:
        return why_address_silent(message.typed_address)
    return _account_closed(message.user) if message.user else _choose_channel(message)


def _account_closed(user):
    """Why somebody with an account gets nothing any more, or an empty string."""
    today = timezone.localdate()
    if not user.is_active:
        return "The account is closed"
    if user.access_ends_on and user.access_ends_on < today:
        return "The account has ended"
    if user.organisation and user.organisation.has_ended:
        return "The organisation has ended"
    return ""


def _choose_channel(message):
    """Pick the way the person prefers among those allowed now, or say why there is none."""
    card, now = message.card, timezone.now()
    if silent := why_silent(card):
        return silent
    ways = [way for way in rules.machine_channels(card) if way in CHANNELS]
    ways = [way for way in ways if backend_for(CHANNELS[way])]
    if not ways:
        return rules.needs_a_person(card) or "No allowed way of contact that the portal can use"
    message.channel = CHANNELS[ways[0]]
    if not rules.is_safe_time(card, now):
        message.due_at = rules.next_safe_time(card, now)
    return ""


def mark_sent(message, reference):
    """It has left. Sent stands above a drop that came while it was on its way."""
    with acting_as(SystemActor.DELIVERY):
        Message.objects.filter(pk=message.pk, sent_at=None).update(
            sent_at=timezone.now(),
            provider_reference=(reference or "")[:100],
            claimed_until=None,
            dropped_at=None,
            failed_at=None,
            last_error="",
            updated_at=timezone.now(),
            **WIPED,
        )


def give_back(message, error):
    """Try again later; after the last attempt, or when it can never work, say so and stop."""
    now = timezone.now()
    changes = {
        "claimed_until": None,
        "last_error": (getattr(error, "code", "") or type(error).__name__)[:100],
        "updated_at": now,
    }
    if getattr(error, "is_final", False) or message.attempts > len(BACKOFF):
        changes |= {"failed_at": now, **WIPED}
        logger.error("A message was given up", extra={"message_id": str(message.pk)})
    else:
        changes["due_at"] = now + BACKOFF[message.attempts - 1]
    with acting_as(SystemActor.DELIVERY):
        Message.objects.queued().filter(pk=message.pk, attempts=message.attempts).update(**changes)
