"""Who of a request was asked alone whether they are safe, and what may be offered then (R052)."""

from django.utils.translation import gettext as _

from .models import Told

# Somebody ticked that they are not safe with somebody; words alone only make us ask.
ABUSE_FLAGS = {"abuse", "fear"}


def adults_of(referral):
    """The adults that were told of, whom we answer first; none where only children were."""
    adults = [person for person in referral.people.all() if not person.is_child]
    return sorted(adults, key=lambda one: (not one.is_contact, one.recorded_at, one.pk))


def newest_answers(referral):
    """The newest answer of each who was asked: by the person told of, or by name."""
    newest = {}
    for enquiry in referral.enquiries.all():
        newest.setdefault(enquiry.person_id or enquiry.asked_name.casefold(), enquiry.told)
    return newest


def abuse_is_known(referral):
    """A domestic-abuse flag, or what anybody has ever said when asked alone.

    No later answer takes it back: somebody may be made to say that they are safe. A safeguarding
    lead does, with a reason, for what was known by then.
    """
    told = [enquiry for enquiry in referral.enquiries.all() if enquiry.told == Told.ABUSE]
    if not told and not ABUSE_FLAGS & set(referral.safety_flags):
        return False
    lifted = next(iter(referral.abuse_lifts.all()), None)
    return lifted is None or any(one.recorded_at > lifted.recorded_at for one in told)


def why_no_joint(referral):
    """Why nothing is offered to two adults together; empty where it may once both were asked."""
    if abuse_is_known(referral):
        return _(
            "Fear or abuse was told of: joint sessions are not offered. Follow the"
            " domestic-abuse pathway."
        )
    if Told.NOT_SAID in newest_answers(referral).values():
        return _(
            "Somebody did not want to say whether they are safe: joint sessions are not offered."
            " Ask again, alone, at another time."
        )
    return ""


def unasked(referral, adults):
    """The names of those of these adults who have not said, alone, that they are safe.

    Where no adult was told of, whoever was asked stands for them.
    """
    newest = newest_answers(referral)
    if not adults_of(referral):
        all_safe = newest and set(newest.values()) == {Told.SAFE}
        return [] if all_safe else [referral.contact_name]
    return [adult.full_name for adult in adults if newest.get(adult.pk) != Told.SAFE]
