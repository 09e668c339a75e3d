"""Whether somebody may be reached, how and when. Denies by default (access.md section 3).

A message that a machine sends on its own is held to more than a person with the card in hand:
where an instruction is in words that only a person can weigh, the machine does not send.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from .models import Channel, SafeHours

LONDON = ZoneInfo("Europe/London")
WINDOWS = {
    SafeHours.SCHOOL: (time(9, 30), time(14, 30)),
    SafeHours.MORNING: (time(8), time(12)),
    SafeHours.AFTERNOON: (time(12), time(17)),
    SafeHours.EVENING: (time(17), time(20)),
}
# Nobody's telephone buzzes at night because of us, whatever else they agreed to.
DAYTIME = (time(8), time(20))
MACHINE_CHANNELS = (Channel.TEXT, Channel.EMAIL)


def allowed_channels(card):
    """The ways a person may use, the preferred one first."""
    open_ways = [channel for channel in Channel if _agreed(card, channel)]
    return sorted(open_ways, key=lambda channel: channel != card.preferred)


def _agreed(card, channel):
    return {
        Channel.CALL: card.may_call and bool(card.phone),
        Channel.TEXT: card.may_text and bool(card.phone),
        Channel.WHATSAPP: card.may_whatsapp and bool(card.phone),
        Channel.VIDEO: (card.may_video and bool(card.phone)) or card.preferred == Channel.VIDEO,
        Channel.EMAIL: card.may_email and bool(card.email),
        Channel.POST: card.may_post and bool(card.address),
        Channel.IN_PERSON: card.may_come or card.preferred == Channel.IN_PERSON,
    }[channel]


def needs_a_person(card):
    """Why a machine must not write to this person on its own, or an empty string."""
    if card.must_not_know:
        return "Somebody must not know of it"
    if card.code_word:
        return "A code word must be said first"
    if card.never_mention:
        return "Something must never be mentioned"
    if card.never_times:
        return "Times to avoid are told in words"
    return ""


def machine_channels(card):
    """The ways the portal itself may use, the preferred one first; empty when a person must."""
    if needs_a_person(card):
        return []
    return [channel for channel in allowed_channels(card) if channel in MACHINE_CHANNELS]


def is_safe_time(card, at):
    """Whether this moment lies in the hours the person called safe; without any, in daytime."""
    local = at.astimezone(LONDON)
    return any(start <= local.time() < end for start, end in _windows(card, local.date()))


def next_safe_time(card, at):
    """The first moment from `at` on that is safe."""
    if is_safe_time(card, at):
        return at
    today = at.astimezone(LONDON).date()
    days = [today + timedelta(days=ahead) for ahead in range(8)]
    starts = (
        datetime.combine(day, start, LONDON)
        for day in days
        for start, _ in sorted(_windows(card, day))
    )
    return next(moment for moment in starts if moment > at)


def _windows(card, day):
    """The safe hours of one day; there is no school at the weekend."""
    if not card.safe_hours:
        return [DAYTIME]
    is_weekend = day.weekday() >= 5
    return [
        WINDOWS[SafeHours(hours)]
        for hours in card.safe_hours
        if not (is_weekend and hours == SafeHours.SCHOOL)
    ]
