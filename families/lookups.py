"""Which families somebody asked about may be: by likeness, or by facts (access.md 6, A5)."""

from collections import defaultdict
from dataclasses import dataclass

from familyhubs.database.actor import beyond_sight
from familyhubs.references import read_reference

from .matching import Facts, Match, Verdict, compare_names, names_of, score_families
from .models import Family, FamilyMember, PersonKeys, PersonName

CONSIDERED_AT_MOST = 500
SHOWN_AT_MOST = 10
NONE = frozenset()


@dataclass(frozen=True)
class Candidate:
    """A family that may be the one, and why."""

    family: Family
    match: Match


@dataclass(frozen=True)
class Found:
    """What a search came upon. The restricted ones are for the safeguarding lead alone."""

    ordinary: tuple[Candidate, ...] = ()
    restricted: tuple[Candidate, ...] = ()


def find(people, *, postcode=""):
    """Every family that may be the one asked about, best first, the restricted ones apart.

    `people` are matching.Facts. It asks nobody's leave: the caller decides what may be shown.
    """
    reach = frozenset().union(*(person.reach for person in people))
    with beyond_sight("whoever may be meant"):
        asked = {"most": CONSIDERED_AT_MOST, "reach": sorted(reach)}
        rows = Family.objects.candidates(people, postcode, **asked)
        known = _people_of(rows, reach)
    scored = [Candidate(row, score_families(people, known.get(row.pk, ()))) for row in rows]
    likely = sorted(
        (candidate for candidate in scored if candidate.match.is_possible),
        key=lambda candidate: (-candidate.match.score, str(candidate.family.pk)),
    )
    return Found(
        tuple(c for c in likely if not c.family.is_restricted)[:SHOWN_AT_MOST],
        tuple(c for c in likely if c.family.is_restricted)[:SHOWN_AT_MOST],
    )


def hubs_of(families, user):
    """The hubs of families that were found, less those this person is connected to."""
    with beyond_sight("that a family is known elsewhere, and no more than its hub"):
        unbarred = Family.objects.not_barred_to(user).filter(pk__in=families)
        return set(unbarred.values_list("hub", flat=True))


def by_facts_of_all(user, *, name="", born_on=None, reference=""):
    """Families by their reference, or by a name and a date of birth; the restricted ones too (A6).

    Those barred to this user are left out.
    """
    families = Family.objects.not_barred_to(user)
    if reference:
        return list(families.filter(reference=read_reference(reference, "FH") or "-"))
    return _fitting(families, name, born_on=born_on)


def by_two_facts(user, *, name, **facts):
    """The ordinary families that fit a name and every other fact given (access.md A5).

    Those barred to this user are left out. The database finds a name by any part of it, which is
    no fact: each name found is compared whole, as for matching.
    """
    return _fitting(Family.objects.ordinary().not_barred_to(user), name, **facts)


def _fitting(families, name, **facts):
    members = FamilyMember.objects.current().by_facts(name=name, **facts)
    members = members.filter(family__in=families).select_related("family", "person")
    found = list(members.order_by("family"))
    others = _other_names(row.person_id for row in found)
    fitting = (
        row
        for row in found
        if any(_is(name, called) for called in (row.person.full_name, *others[row.person_id]))
    )
    return list(dict.fromkeys(row.family for row in fitting))


def _is(name, called):
    return compare_names(name, called) in (Verdict.MATCH, Verdict.NEAR)


def _other_names(people):
    """What else these people are or were called, by person."""
    names = PersonName.objects.findable().filter(person__in=list(people))
    others = defaultdict(list)
    for person, name in names.values_list("person", "name"):
        others[person].append(name)
    return others


def _people_of(families, reach):
    """The facts of everybody in these families, by family; `reach` stands with whom it reaches."""
    reached = PersonKeys.objects.reached(reach) if reach else set()
    postcodes = {family.pk: family.postcode for family in families}
    people = {}
    members = FamilyMember.objects.current().filter(family__in=postcodes)
    rows = list(
        members.values_list(
            "family", "person", "person__full_name", "person__known_as", "person__born_on"
        )
    )
    others = _other_names(person for _family, person, *_facts in rows)
    for family, person, name, known_as, born_on in rows:
        for called in (*names_of(name, known_as), *others[person]):
            fact = Facts(called, born_on, postcodes[family], reach if person in reached else NONE)
            people.setdefault(family, []).append(fact)
    return people
