"""Two cards of one person made one: nothing that either says is lost to the careful side. Pure.

A way of contact is open only where both cards allow it, unless a worker chooses otherwise; what
must not be mentioned, known or done at certain times is kept from both, whatever is chosen.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .models import Channel

WAYS = (
    "may_call",
    "may_voicemail",
    "may_text",
    "may_whatsapp",
    "may_email",
    "may_post",
    "may_video",
)
WARNINGS = ("never_times", "must_not_know", "never_mention")
# What the newer card says where it says anything; a blank never rubs out what was said before.
PLAIN = (
    "phone",
    "email",
    "address",
    "good_times",
    "code_word",
    "interpreter_language",
    "communication_needs",
    "helps",
    # Coming in is theirs to do: no card takes it from them.
    "may_come",
)
NO_HOUR_IN_COMMON = _("They named different safe times: ask before you get in touch")
NEEDS = {
    Channel.CALL: "may_call",
    Channel.TEXT: "may_text",
    Channel.WHATSAPP: "may_whatsapp",
    Channel.EMAIL: "may_email",
    Channel.POST: "may_post",
    Channel.VIDEO: "may_video",
}


class Choice(models.TextChoices):
    """Which instructions hold from now on."""

    STRICTER = "stricter", _("The stricter of both: only ways that both allow")
    NEWER = "newer", _("The new ones, from this request")
    OLDER = "older", _("The ones on the record, as they are")


def joined(old, new, choice):
    """The values of the card that holds from now on; `OLDER` changes nothing and is not asked."""
    values = {name: getattr(new, name) or getattr(old, name) for name in PLAIN}
    values |= {name: _both(getattr(old, name), getattr(new, name)) for name in WARNINGS}
    if choice == Choice.NEWER:
        return values | newer_ways(old, new)
    return values | stricter_ways(old, new, values["never_times"])


def newer_ways(old, new):
    """As the newer card says: a request asks about every way, and what it left out is not safe."""
    ways = {name: getattr(new, name) for name in WAYS}
    hours = list(new.safe_hours or old.safe_hours)
    return ways | {"preferred": new.preferred or old.preferred, "safe_hours": hours}


def stricter_ways(old, new, never_times):
    """Only what both allow, in hours that both call safe."""
    ways = {name: getattr(old, name) and getattr(new, name) for name in WAYS}
    ways["preferred"] = preferred(old, new, ways)
    if not (old.safe_hours and new.safe_hours):
        return ways | {"safe_hours": list(old.safe_hours or new.safe_hours)}
    if both := [hours for hours in new.safe_hours if hours in old.safe_hours]:
        return ways | {"safe_hours": both}
    # No hour is safe by both: told in words, so that no machine writes.
    never_times = _both(never_times, str(NO_HOUR_IN_COMMON))
    return ways | {"safe_hours": list(new.safe_hours), "never_times": never_times}


def preferred(old, new, ways):
    """The way the newer card prefers, else the older, where both still allow it; else in person."""
    for way in (new.preferred, old.preferred):
        if ways.get(NEEDS.get(way)) or way == Channel.IN_PERSON:
            return way
        if way == Channel.VIDEO and old.preferred == new.preferred:
            return way
    return "" if any(ways[name] for name in WAYS) else Channel.IN_PERSON


def _both(old, new):
    """What either says, once."""
    said = [text.strip() for text in (old, new) if text.strip()]
    return "; ".join(dict.fromkeys(said))
