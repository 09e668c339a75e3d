"""Two entries of one person side by side, and what stands in the way of joining them."""

from django.db.models import Q

from families.identifiers import OF_ONE_PERSON, System
from families.models import ConflictOfInterest, FamilyMember, OwnRecord, PersonIdentifier
from familyhubs.database.actor import beyond_sight
from familyhubs.rights.copies.models import CopyRequest
from familyhubs.rights.keeping.models import Hold

from .models import Takes

# Where one of these may not move, the two entries say something of their own.
JOIN_MUST_MOVE = {
    "families_agreement": "Both entries agreed to the same sharing. Withdraw one agreement first.",
    "families_sharingdecision": "Both entries were shared about. End one of them first.",
    "families_rankingobjection": "Both entries objected. End one objection first.",
    "families_safeaddress": "Both entries have a restricted address. End one of them first.",
    "families_contactrestriction": "One of them is kept apart from the other: they are two people.",
    "families_death": "A death is recorded for both. Take one back first.",
}
# What a card says that must not be lost with it.
WARNINGS = ("must_not_know", "never_mention", "never_times", "code_word")


def values_of(person):
    """What may be chosen from this entry, as a page shows it."""
    born = person.born_on or person.due_on
    card = person.contact_card
    ways = (card.phone, card.email, card.get_preferred_display()) if card else ()
    return {
        Takes.FULL_NAME: person.full_name,
        Takes.KNOWN_AS: person.known_as or "Not known",
        Takes.BORN: f"{born:%-d %B %Y}" if born else "Not known",
        Takes.CONTACT: ", ".join(way for way in ways if way) or "Not known",
    }


def in_the_way(record, goes, stays, takes=()):
    """In words that say what to do first; nothing where they may be joined."""
    with beyond_sight("what stands in the way of joining two entries, whoever may read it"):
        return [words for words in _known(record, goes, stays, takes) if words]


def _known(record, goes, stays, takes):
    two = (goes, stays)
    here = FamilyMember.objects.current().filter(family=record, person__in=two)
    yield record.is_restricted and (
        "This record is restricted. A safeguarding lead must lift the restriction first."
    )
    yield len(set(here.values_list("role", flat=True))) > 1 and (
        "They have different places in this family. Correct one of them first."
    )
    yield goes.has_died != stays.has_died and (
        "One of them has died and the other has not. Correct one of them first."
    )
    yield from _two_numbers(goes, stays)
    yield FamilyMember.objects.filter(person=goes).exclude(family=record).exists() and (
        "The entry that would go cannot be moved. Choose the other one, or ask your"
        " safeguarding lead."
    )
    yield OwnRecord.objects.filter(family=record).exists() and (
        "A young person began this record alone. It stays their own."
    )
    barred = ConflictOfInterest.objects.current().filter(family=record, lifted_by=None)
    yield barred.exists() and (
        "Somebody has a connection to this family. Ask a safeguarding lead to look at it first."
    )
    about = Q(family=record) | Q(person__in=two)
    yield Hold.objects.in_force().filter(about).exists() and (
        "A legal hold keeps this record as it is. Ask information governance to lift it."
    )
    yield CopyRequest.objects.filter(about, released_at=None).exists() and (
        "Somebody has asked for a copy of this record. Release the copy first."
    )
    left = stays if Takes.CONTACT in takes else goes
    kept = goes if left is stays else stays
    yield _loses_a_warning(left.contact_card, kept.contact_card) and (
        "The contact instructions that would go hold a warning that the others do not."
        " Write it on both first."
    )


def _two_numbers(goes, stays):
    """A number is one person's alone: two of a kind are two people, or one is wrong."""
    rows = PersonIdentifier.objects.current().filter(system__in=OF_ONE_PERSON)
    of = [
        set(rows.filter(person=person).values_list("system", flat=True)) for person in (goes, stays)
    ]
    for system in sorted(of[0] & of[1]):
        yield (
            f"They have two different numbers: {System(system).label}. End the one that is wrong"
            " first, or leave them as two people."
        )


def _loses_a_warning(left, kept):
    return left is not None and any(
        getattr(left, name) and getattr(left, name) != getattr(kept, name, "") for name in WARNINGS
    )
