"""A family that the system did not come upon, found by an officer who knows two facts."""

from django.db import transaction

from families.actions import count_search, grant
from families.lookups import by_two_facts, find
from families.matching import Facts, Verdict
from families.models import GrantKind
from familyhubs.audit import log
from familyhubs.database.actor import SystemActor, beyond_sight

from ..models import ProposedMatch
from .telling import tell_safeguarding
from .triage import lock_undecided

FOUND_AT_MOST = 5
SCORE = 100  # Two facts that a person gave, and both fit.


@transaction.atomic
def look_for_family(referral, *, by, name, born_on=None, postcode="", reference=""):
    """Families that fit a name and the other facts join the likely matches; how many fit.

    So they open to triage like every proposed match, while the request is open (access.md A4). A
    family that is restricted, or barred to this officer, gives the same answer as none; of a
    restricted one the safeguarding leads are told (access.md section 6). More than FOUND_AT_MOST
    are opened to nobody, but were searched for like any others: no refusal undoes that.
    """
    referral, _at = lock_undecided(referral)
    count_search(by=by)
    facts = {"name": name, "born_on": born_on, "postcode": postcode, "reference": reference}
    with beyond_sight("the families of the facts that an officer knows"):
        found = by_two_facts(by, **facts)
        tell_of_restricted(referral, Facts(name, born_on, postcode))
        if len(found) <= FOUND_AT_MOST:
            given = [fact for fact, value in facts.items() if value]
            open_to_triage(referral, found, given, by=by)
    log.record("referral.family_looked_for", by=by, about=referral, found=len(found))
    return len(found)


def open_to_triage(referral, found, given, *, by):
    """They join the likely matches, and the hub may look while the request is open."""
    ProposedMatch.objects.bulk_create(
        (
            ProposedMatch(
                referral=referral,
                family=family,
                score=SCORE,
                reasons=[[fact, Verdict.MATCH] for fact in given],
            )
            for family in found
        ),
        ignore_conflicts=True,
    )
    look = {"kind": GrantKind.TRIAGE, "hub": referral.hub, "cause_id": referral.pk, "by": by}
    for family in found:
        grant(family, **look)


def tell_of_restricted(referral, facts):
    if find([facts], postcode=facts.postcode).restricted:
        key = f"request-restricted:{referral.pk}"
        tell_safeguarding(referral, "request_restricted", key=key, by=SystemActor.MATCHING)
