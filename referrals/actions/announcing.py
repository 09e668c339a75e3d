"""Who hears that a request came in: somebody who answers for it, and the family (R044, R049)."""

import re

from familyhubs.contact.rules import machine_channels
from familyhubs.notifications.outbox import notify

from .. import clocks
from ..lately import lately
from ..models import Channel, WrittenIn
from .out_of_hours import tell_out_of_hours
from .telling import first_to_tell, tell_about

SELF_SENT = {Channel.WEB}


def named(user):
    """The first name that a message may say (R049); nothing where it is no name."""
    name = user.first_name if user else ""
    return {"worker": name} if re.fullmatch(r"[^\W\d_]+([-'’][^\W\d_]+)*", name) else {}


def promised_to(referral, now=None):
    """By when the family may expect us: one rule for the page and the message (R047)."""
    return clocks.contact_promised(referral.happened_at, lately(now).heard)


def announce(referral, *, by):
    """Tell somebody of the hub's triage, and the family where its card lets a machine write."""
    told = first_to_tell(referral)
    if told is not None:
        kind = "request_flagged" if referral.safety_flags else "request_new"
        tell_about(referral, told, kind=kind, key=f"request-new:{referral.pk}", by=by)
    if referral.is_red:
        tell_out_of_hours(referral, "new", by=by)
    if referral.channel in SELF_SENT and machine_channels(referral.contact_card):
        written = WrittenIn.objects.filter(referral=referral).first()
        notify(
            referral.contact_card,
            key=f"request-received:{referral.pk}",
            kind="request_received",
            by=by,
            about=referral,
            hub=str(referral.hub),
            **named(told),
            **({"language": written.language} if written else {}),
            when=promised_to(referral),
        )
