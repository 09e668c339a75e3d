"""A form that is sent twice: the same words are one row; other words under its key are refused."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from familyhubs.refusals import Refused
from hubs.geography import normalise

from ..models import FilledIn, ProfessionalReferral, Referral
from .besides import write_besides
from .receiving import receive

# What tells one request from another, beside its people, topics, flags and contact card.
PLAIN = (
    "channel",
    "source",
    "asker",
    "contact_name",
    "story",
    "tried",
    "agency",
    "referrer_role",
    "agreement",
    "agreement_words",
    "no_fixed_address",
)
OF_A_PERSON = {
    "full_name": "",
    "is_child": False,
    "is_unborn": False,
    "is_contact": False,
    "lives_elsewhere": False,
    "age_told": None,
    "born_on": None,
    "due_on": None,
    "note": "",
}


class SentAlready(Refused):
    """Somebody went back and wrote something else: it must not be taken for what is kept."""

    def __init__(self, known):
        said = _(
            "You have sent this form already: it is %(it)s. If this is a new one, send it again."
        )
        super().__init__(said % {"it": known.reference})


def receive_once(key, *, by, besides=None, **told):
    """As `receive`; a form sent twice with the same key by the same person makes one request.

    `besides` is what `write_besides` takes.
    """
    besides = besides or {}
    if known := received_under(key, told, besides, by=by):
        return known
    try:
        with transaction.atomic():
            referral = receive(by=by, id=key, **told | {"taken_by": by})
            write_besides(referral, by=by, **besides)
            return referral
    except IntegrityError:
        known = received_under(key, told, besides, by=by)
        if known is None:
            raise
        return known


def received_under(key, told, besides, *, by):
    """What this person sent under this key, None where nothing; refused where it says otherwise."""
    known = Referral.objects.filter(pk=key, taken_by=by).select_related("contact_card").first()
    if known is not None and kept(known, told["contact"]) != said(told, besides):
        raise SentAlready(known)
    return known


def said(told, besides):
    """What is sent now, to be held against what is kept."""
    organisation = told.get("organisation")
    people = (OF_A_PERSON | one for one in told.get("people", ()))
    return {
        **{name: told.get(name) or "" for name in PLAIN},
        "postcode": normalise(told.get("postcode", "")),
        "organisation": organisation and organisation.pk,
        "flags": list(told.get("safety_flags", ())),
        "people": sorted(str([one.get(name) for name in OF_A_PERSON]) for one in people),
        "topics": sorted(set(told.get("topics", ()))),
        "contact": dict(told["contact"]),
        "filled_in": besides.get("filled_in"),
        "professional": besides.get("professional"),
    }


def kept(referral, contact):
    """The same of a request that is stored; of its contact card what is sent now too."""
    people = referral.people.values_list(*OF_A_PERSON)
    return {
        **{name: getattr(referral, name) or "" for name in PLAIN},
        "postcode": referral.postcode,
        "organisation": referral.referrer_organisation_id,
        "flags": referral.safety_flags,
        "people": sorted(str(list(one)) for one in people),
        "topics": sorted(referral.needs.values_list("topic", flat=True)),
        "contact": {name: getattr(referral.contact_card, name) for name in contact},
        "filled_in": FilledIn.objects.filter(referral=referral).values("name", "relation").first(),
        "professional": part_of(referral),
    }


def part_of(referral):
    """What only a professional said, as it was keyed in; None where nobody did."""
    names = ("kind", "agency_kind", "relation", "who_agreed", "told_how", "told_on", "why_without")
    return ProfessionalReferral.objects.filter(referral=referral).values(*names).first()
