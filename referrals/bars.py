"""Which requests may be about a family that somebody is connected to (access.md section 2)."""

from django.apps import apps
from django.db.models import Exists

from families.matching import LIKELY
from families.models import ConflictOfInterest


def families_barred_to(user):
    """This person's conflicts of interest in force."""
    return ConflictOfInterest.objects.current().filter(user=user, lifted_by=None)


def requests_likely_barred_to(user):
    """The ids of requests that are very likely about a family this person is barred from.

    A bar holds from the first moment: who it is about is settled only when it is accepted.
    """
    matches = apps.get_model("referrals", "ProposedMatch").objects.filter(score__gte=LIKELY)
    return matches.filter(family__in=families_barred_to(user).values("family")).values("referral")


def requests_unmatched_for(user):
    """The ids of requests of which nobody knows yet that they are not about such a family.

    None for most people. For whoever is connected to a family it is the newest of all, until
    matching has looked: seconds, as a rule.
    """
    due = apps.get_model("referrals", "MatchingDue").objects.all()
    return due.filter(Exists(families_barred_to(user))).values("referral")
