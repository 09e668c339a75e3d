"""A request comes in, by whatever way: the one conductor for every channel (R041–R044)."""

import re
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.contact.actions import open_card
from familyhubs.contact.models import ContactCard
from familyhubs.contact.rules import machine_channels
from familyhubs.languages.known import ENGLISH
from familyhubs.notifications.outbox import notify
from familyhubs.refusals import Refused
from hubs import postcodes
from hubs.models import Hub
from outcomes.models import Need

from .. import clocks
from ..models import (
    AskedAlone,
    Asker,
    Channel,
    Referral,
    ReferralNeed,
    ReferralPerson,
    SharingWish,
    WrittenIn,
)
from ..topics import need_code_of
from .looking import look_later
from .out_of_hours import tell_out_of_hours
from .telling import first_to_tell, tell_about

# What is entered later than this after it happened is history: nobody is woken for it.
NEWS = timedelta(days=1)
SELF_SENT = {Channel.WEB}


def past_moment(happened_at):
    """Now, or the past moment given; never the future."""
    now = timezone.now()
    if happened_at is not None and happened_at > now:
        raise Refused(_("This cannot have happened in the future."))
    return happened_at or now


@transaction.atomic
def receive(
    *,
    channel,
    source,
    asker,
    contact_name,
    contact,
    by,
    hub=None,
    postcode="",
    no_fixed_address=False,
    people=(),
    topics=(),
    sharing=(),
    safety_flags=(),
    referrer=None,
    organisation=None,
    happened_at=None,
    alone=None,
    language=ENGLISH,
    **told,
):
    """Write down a request as it was told, start its clocks, owe the search for likely matches.

    `contact` is a ContactCard or its values; `people`, `sharing` and (a young person's own) `alone`
    values of their models, `topics` codes of topics.py; `told` other fields of the request's row.
    """
    at = past_moment(happened_at)
    refuse_unless_alone(asker, alone, referrer or organisation)
    refuse_half_told(channel, organisation or told.get("agency"), people, contact_name)
    told |= {"channel": channel, "source": source, "asker": asker, "contact_name": contact_name}
    told |= {"safety_flags": list(safety_flags), "referrer": referrer}
    told |= where_from(hub, postcode, no_fixed_address) | clocks_from(at, red=bool(safety_flags))
    told |= {"contact_card": card_of(contact, by=by), "referrer_organisation": organisation}
    referral = Referral.objects.create(**told)
    write_told(referral, people, topics, sharing, language=language, alone=alone)
    log.record("referral.received", by=by, about=referral, channel=channel, flags=safety_flags)
    look_later(referral)
    if timezone.now() - at < NEWS:
        tell(referral, by=by, language=language)
    return referral


def card_of(contact, *, by):
    """The contact card given, or a new one with these values."""
    return contact if isinstance(contact, ContactCard) else open_card(by=by, **contact)


def where_from(hub, postcode, no_fixed_address):
    """The place and the hub that answers for it, unless one was chosen."""
    lookup = postcodes.find(postcode) if postcode else postcodes.Lookup(postcodes.Answer.UNKNOWN)
    if lookup.answer is postcodes.Answer.MALFORMED:
        raise Refused(_("We could not understand that postcode. Check it."))
    place = lookup.postcode
    return {
        "postcode": lookup.text,
        "no_fixed_address": no_fixed_address,
        "ward": place.ward if place else None,
        "hub": hub or answering_hub(place),
    }


def clocks_from(received_at, *, red):
    """When it came, and what is due from then on."""
    return {
        "happened_at": received_at,
        "screen_due_at": clocks.screen_due(received_at, red=red),
        "decision_due_at": clocks.decision_due(received_at, red=red),
    }


def refuse_half_told(channel, organisation, people, contact_name):
    """What no request can do without."""
    if not contact_name.strip():
        raise Refused(_("Enter a name to answer to."))
    if channel == Channel.PROFESSIONAL and not organisation:
        raise Refused(_("Select the organisation that asks."))
    if sum(bool(person.get("is_contact")) for person in people) > 1:
        raise Refused(_("Only one person can be the one we answer."))


def refuse_unless_alone(asker, alone, sent_by):
    """A young person's own request says who at home may know; nobody else's does (R063)."""
    if (asker == Asker.YOUNG) != bool(alone):
        raise Refused(_("Select who at home may know that the young person asked."))
    if alone and sent_by:
        raise Refused(_("What a young person asks for themselves is sent by nobody else."))


def answering_hub(place):
    """The hub of a place; where none is known, the first: its officers can pass a request on."""
    hub = (place and postcodes.hub_for(place)) or Hub.objects.order_by("name").first()
    if hub is None:
        raise Refused(_("We cannot take requests here yet. Please ring us."))
    return hub


def write_told(referral, people, topics, sharing, *, language, alone):
    """People, needs and wishes as told, by whom and in which language; never overwritten later."""
    if alone:
        AskedAlone.objects.create(referral=referral, **alone)
    if language != ENGLISH:
        WrittenIn.objects.create(referral=referral, language=language)
    ReferralPerson.objects.bulk_create(
        ReferralPerson(referral=referral, **person) for person in people
    )
    topics = list(dict.fromkeys(topics))
    needs = Need.objects.in_bulk({code for topic in topics if (code := need_code_of(topic))})
    ReferralNeed.objects.bulk_create(
        ReferralNeed(referral=referral, topic=topic, need=needs.get(need_code_of(topic)))
        for topic in topics
    )
    SharingWish.objects.bulk_create(SharingWish(referral=referral, **wish) for wish in sharing)


def named(user):
    """The first name that a message may say (R049); nothing where it is no name."""
    name = user.first_name if user else ""
    return {"worker": name} if re.fullmatch(r"[^\W\d_]+([-'’][^\W\d_]+)*", name) else {}


def promised_to(referral, now=None):
    """By when the family may expect us: one rule for the page and the message (R047)."""
    now = now or timezone.now()
    waited = Referral.objects.contacted_lately(now, clocks.contacts_late_before(now))
    return clocks.contact_promised(referral.happened_at, waited)


def tell(referral, *, by, language=ENGLISH):
    """Tell somebody of the hub's triage, and the family where its card lets a machine write."""
    told = first_to_tell(referral)
    if told is not None:
        kind = "request_flagged" if referral.safety_flags else "request_new"
        tell_about(referral, told, kind=kind, key=f"request-new:{referral.pk}", by=by)
    if referral.is_red:
        tell_out_of_hours(referral, "new", by=by)
    if referral.channel in SELF_SENT and machine_channels(referral.contact_card):
        notify(
            referral.contact_card,
            key=f"request-received:{referral.pk}",
            kind="request_received",
            by=by,
            about=referral,
            hub=str(referral.hub),
            **named(told),
            **({} if language == ENGLISH else {"language": language}),
            when=promised_to(referral),
        )
