"""Which requests may be about a family that somebody is connected to (access.md section 2)."""

from django.apps import apps
from django.db.models import Exists
from django.utils import timezone

from families.matching import LIKELY
from families.querysets.bars import conflicts, families_barred_to
from families.querysets.grounds import USER
from familyhubs.database.sealed import any_of, written
from familyhubs.database.standins import NOW, put_in, worded_once

__all__ = ["families_barred_to", "requests_likely_barred_to", "requests_unmatched_for"]


@worded_once(maxsize=1)
def _worded_likely():
    matches = apps.get_model("referrals", "ProposedMatch").objects.filter(score__gte=LIKELY)
    return written(matches.filter(family__in=conflicts().values("family")).values("referral"))


@worded_once(maxsize=1)
def _worded_unmatched():
    due = apps.get_model("referrals", "MatchingDue").objects.all()
    return written(due.filter(Exists(conflicts())).values("referral"))


def requests_likely_barred_to(user):
    """The ids of requests that are very likely about a family this person is barred from.

    A bar holds from the first moment: who it is about is settled only when it is accepted.
    """
    return _asked_by(user, _worded_likely())


def requests_unmatched_for(user):
    """The ids of requests of which nobody knows yet that they are not about such a family.

    None for most people. For whoever is connected to a family it is the newest of all, until
    matching has looked: seconds, as a rule.
    """
    return _asked_by(user, _worded_unmatched())


def _asked_by(user, worded):
    return any_of(put_in(worded, {USER: user.pk, NOW: timezone.now()}))
