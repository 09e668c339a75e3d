"""What is checked and kept beside a decision (R052, R053, R060; domain.md 2.8)."""

from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.contact.actions import WRITABLE
from familyhubs.refusals import Refused
from hubs.actions.bookings import ask_for_place

from .. import thresholds
from ..models import ACCEPTING, ADVISING, NATIONAL, DecisionFacts
from ..safe_enquiry import adults_of, unasked, why_no_joint

# Told or found: help for a couple may be what follows.
COUPLES = "5.1"
# By a day more than the database counts, whatever the year: it refuses nothing that we let pass.
A_YEAR = timedelta(days=367)


def is_delicate(referral, at):
    """A baby, one who is unborn, or any safety answer: nobody closes it alone as not reached.

    A baby at that moment, `at`: what is written down later is judged by when it was.
    """
    baby_since = timezone.localdate(at) - A_YEAR
    return bool(referral.safety_flags) or any(
        person.is_child
        and (
            person.is_unborn
            or person.age_told == 0
            or (person.born_on is not None and person.born_on >= baby_since)
        )
        for person in referral.people.all()
    )


def is_about_couples(referral):
    """Whether arguments or a separation were told of, or found since."""
    needs = {row.need_id for row in (*referral.needs.all(), *referral.assessed.all())}
    return COUPLES in needs


def refuse_couples_unasked(referral, decision, *, is_couple, adults=()):
    """Asked alone comes before help with arguments; no joint session where there is abuse.

    A joint offer waits until each of `adults` (none named: every adult told of) has said alone
    that they are safe.
    """
    if is_couple and (why := why_no_joint(referral)):
        raise Refused(why)
    if is_couple and (names := unasked(referral, adults or adults_of(referral))):
        words = _("Ask about safety first, alone, and record it: %(names)s. Then offer this.")
        raise Refused(words % {"names": ", ".join(names)})
    helping = decision in ACCEPTING | ADVISING
    if helping and not referral.enquiries.exists() and is_about_couples(referral):
        raise Refused(
            _("Arguments or a separation were told of: record the safe enquiry before you decide.")
        )


def write_facts(referral, *, signs=(), next_step="", provider=None, is_funded="", booking=None):
    """The national outcome, the signs with what they suggest, who helps, and what comes next."""
    if (provider is None) != (not is_funded):
        raise Refused(_("Say who helps and whether it is paid for, or neither."))
    signs = [sign for sign in dict.fromkeys(signs) if sign in thresholds.WORDS]
    return DecisionFacts.objects.create(
        referral=referral,
        national=NATIONAL[referral.decision],
        signs=signs,
        signs_version=thresholds.VERSION if signs else "",
        suggested_level=thresholds.suggested(signs),
        next_step=next_step,
        provider=provider,
        is_funded=is_funded,
        booking=booking,
    )


def refuse_unexplained(level, signs, reason):
    """Where the signs suggest another level, somebody says why; a person decides."""
    suggestion = thresholds.suggested(signs)
    if suggestion and suggestion != level and not reason.strip():
        raise Refused(
            _(
                "The signs you ticked suggest level %(level)s. Say why you decided otherwise,"
                " or select that level."
            )
            % {"level": suggestion}
        )


def book(referral, session, *, by):
    """A place, or the next turn on the waiting list, for whoever asked; by the same safe ways.

    Whoever calls it has looked whether a joint session may be offered (`refuse_couples_unasked`).
    """
    card = referral.contact_card
    return ask_for_place(
        session,
        form_key=str(referral.pk),
        name=referral.contact_name,
        contact={name: getattr(card, name) for name in WRITABLE},
        access_needs=card.communication_needs or "",
        children_ages="",
        by=by,
        asked_alone=True,
    )


def said(text, message):
    """The text without loose ends, or a refusal where there is none."""
    text = (text or "").strip()
    if not text:
        raise Refused(message)
    return text
