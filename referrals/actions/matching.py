"""Who might this be? Likely matches are found by the system and decided by a person."""

from families import lookups
from families.actions import grant
from families.matching import Facts, score_families
from families.models import GrantKind
from familyhubs.contact.reach import asked_keys
from familyhubs.database.actor import SystemActor, acting_as, look_anew

from ..models import MatchingDue, ProposedMatch, Referral
from .telling import tell_safeguarding

# Anybody can name as many as a form takes; these are held against every family that may fit.
MATCHED_AT_MOST = 8
# So many waiting requests learn of a new record at once.
TOLD_AT_MOST = 20


def propose_matches(referral):
    """Store likely matches; triage may look at each while the request is open (access.md A4).

    A restricted family looks like no match to everybody but the safeguarding leads, who are told.
    Asked again it adds what has come up since.
    """
    people = facts_of(referral)
    with acting_as(SystemActor.MATCHING):
        found = lookups.find(people, postcode=referral.postcode) if people else lookups.Found()
        propose(referral, (*found.ordinary, *found.restricted))
        MatchingDue.objects.filter(referral=referral).delete()
        if found.restricted:
            key = f"request-restricted:{referral.pk}"
            tell_safeguarding(referral, "request_restricted", key=key, by=SystemActor.MATCHING)
    if found.ordinary:
        look_anew()  # The officer who is just accepting is shown them on the same page.


def propose(referral, candidates):
    ProposedMatch.objects.bulk_create(
        (
            ProposedMatch(
                referral=referral,
                family=candidate.family,
                score=candidate.match.score,
                reasons=[[reason.field, reason.verdict] for reason in candidate.match.reasons],
            )
            for candidate in candidates
        ),
        ignore_conflicts=True,
    )
    grant_looks(referral)


def grant_looks(referral):
    """The hub's triage may look at each ordinary match while the request is open."""
    if not referral.is_open:
        return
    matches = referral.matches.filter(family__is_restricted=False).select_related("family")
    # In one order, so that two requests about the same families never wait for each other.
    for match in matches.order_by("family"):
        grant(
            match.family,
            kind=GrantKind.TRIAGE,
            hub=referral.hub,
            cause_id=referral.pk,
            by=SystemActor.MATCHING,
        )


def propose_to_waiting(family, *, besides):
    """A record was just started: what else waits and may be about that family shows it at once.

    Only what shares a plain fact is held against it; the acceptance looks again for the rest.
    """
    members = family.members.current().select_related("person")
    known = [Facts(m.person.full_name, m.person.born_on, family.postcode) for m in members]
    # One that is being decided at this moment is left alone.
    waiting = Referral.objects.in_queue().exclude(pk=besides.pk)
    waiting = waiting.sharing_a_fact(known, family.postcode)
    waiting = waiting.select_for_update(of=("self",), skip_locked=True).order_by("happened_at")
    with acting_as(SystemActor.MATCHING):
        for referral in waiting.select_related("hub", "contact_card").prefetch_related("people")[
            :TOLD_AT_MOST
        ]:
            match = score_families(facts_of(referral), known)
            if match.is_possible:
                propose(referral, [lookups.Candidate(family, match)])


def facts_of(referral):
    """What is known of those told of, the one we answer and those with a date of birth first.

    A first name alone would fit half the borough.
    """
    words = referral.contact_name.split()
    surname = words[-1] if len(words) > 1 else ""
    people, card = [], referral.contact_card
    told = [person for person in referral.people.all() if not person.is_unborn]
    for person in sorted(told, key=lambda p: (not p.is_contact, p.born_on is None)):
        name = person.full_name
        if len(name.split()) < 2:
            name = f"{name} {surname}" if surname else ""
        if name or person.born_on:
            postcode = "" if person.lives_elsewhere else referral.postcode
            reach = asked_keys(card.phone, card.email) if person.is_contact else ()
            people.append(Facts(name, person.born_on, postcode, frozenset(reach)))
    return people[:MATCHED_AT_MOST]
