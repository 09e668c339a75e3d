"""A request comes in, by whatever way: the one conductor for every channel (R041–R044)."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.audit import log
from familyhubs.contact.actions import open_card
from familyhubs.contact.models import ContactCard
from familyhubs.languages.known import ENGLISH
from familyhubs.refusals import Refused
from hubs import postcodes
from hubs.models import Hub
from outcomes.models import Need

from .. import clocks
from ..models import (
    AskedAlone,
    Asker,
    Channel,
    MatchingDue,
    NewsDue,
    Referral,
    ReferralNeed,
    ReferralPerson,
    SharingWish,
    WrittenIn,
)
from ..topics import need_code_of
from .looking import owe

# What is entered later than this after it happened is history: nobody is woken for it.
NEWS = timedelta(days=1)


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
    """Write down a request as it was told, start its clocks, owe the news and the search.

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
    owe(referral, MatchingDue, *([NewsDue] if timezone.now() - at < NEWS else []))
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
        "contact_due_at": clocks.contact_due(received_at, red=red),
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
