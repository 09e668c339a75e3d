"""Who might this be? Likely matches are found by the system and decided by a person."""

from families import lookups
from families.actions import grant
from families.matching import Facts
from families.models import GrantKind
from familyhubs.database.actor import SystemActor, acting_as

from ..models import ProposedMatch
from .telling import tell_safeguarding

# Anybody can name as many as a form takes; these are held against every family that may fit.
MATCHED_AT_MOST = 8


def propose_matches(referral):
    """Store likely matches; triage may look at each while the request is open (access.md A4).

    A restricted family looks like no match to everybody but the safeguarding leads, who are told.
    """
    people = facts_of(referral)
    if not people:
        return
    with acting_as(SystemActor.MATCHING):
        found = lookups.find(people, postcode=referral.postcode)
        ProposedMatch.objects.bulk_create(
            ProposedMatch(
                referral=referral,
                family=candidate.family,
                score=candidate.match.score,
                reasons=[[reason.field, reason.verdict] for reason in candidate.match.reasons],
            )
            for candidate in (*found.ordinary, *found.restricted)
        )
        grant_looks(referral)
        if found.restricted:
            key = f"request-restricted:{referral.pk}"
            tell_safeguarding(referral, "request_restricted", key=key, by=SystemActor.MATCHING)


def grant_looks(referral):
    """The hub's triage may look at each ordinary match while the request is open."""
    for match in referral.matches.filter(family__is_restricted=False).select_related("family"):
        grant(
            match.family,
            kind=GrantKind.TRIAGE,
            hub=referral.hub,
            cause_id=referral.pk,
            by=SystemActor.MATCHING,
        )


def facts_of(referral):
    """What is known of those told of, the one we answer and those with a date of birth first.

    A first name alone would fit half the borough.
    """
    words = referral.contact_name.split()
    surname = words[-1] if len(words) > 1 else ""
    people = []
    told = [person for person in referral.people.all() if not person.is_unborn]
    for person in sorted(told, key=lambda p: (not p.is_contact, p.born_on is None)):
        name = person.full_name
        if len(name.split()) < 2:
            name = f"{name} {surname}" if surname else ""
        if name or person.born_on:
            people.append(Facts(name, person.born_on, referral.postcode))
    return people[:MATCHED_AT_MOST]
