"""What stands in the way of a merge, each in words that say what to do first."""

from django.db.models import Q

from families.models import (
    ConflictOfInterest,
    FamilyMember,
    Grant,
    GrantKind,
    Involvement,
    OwnRecord,
)
from familyhubs.database.actor import beyond_sight
from familyhubs.rights.copies.models import CopyRequest
from familyhubs.rights.keeping.models import Hold
from outcomes.models import Plan, Step, StepState

# Rows of these must move; where the database lets one not, both records say something of their own.
MUST_MOVE = {
    "families_agreement": "The same person agreed in both records. Withdraw one agreement first.",
    "families_sharingdecision": "The same person was shared about in both. End one of them first.",
    "families_rankingobjection": "The same person objected in both. End one of them first.",
    "families_safeaddress": "The same person has a safe address in both. End one of them first.",
    "families_ownrecord": "A young person began one of these records alone. It stays their own.",
    "outcomes_plan": "Both records have an open plan. Close one of them first.",
}


def blockers(source, target, *, by):
    """What is known before anything is tried."""
    with beyond_sight("what stands in the way of a merge, whoever may read it"):
        return [words for words in _known(source, target, by) if words]


def _known(source, target, by):
    both = (source, target)
    ids = [family.pk for family in both]
    yield any(f.merged_into_id for f in both) and (
        "One of these records was merged already. Use the record that stayed."
    )
    yield any(f.is_restricted for f in both) and (
        "One of these records is restricted. A safeguarding lead must lift the restriction first."
    )
    yield (
        all(Plan.objects.filter(family=f, closed_at=None).exists() for f in both)
        and (MUST_MOVE["outcomes_plan"])
    )
    yield from _read_by_others(ids)
    leads = Involvement.objects.current().leads().filter(family__in=ids)
    yield len(set(leads.values_list("family", flat=True))) > 1 and (
        "Both records have a lead practitioner. End the work of one of them first."
    )
    people = FamilyMember.objects.filter(family__in=ids).values("person")
    held = Hold.objects.in_force().filter(Q(family__in=ids) | Q(person__in=people))
    yield held.exists() and (
        "A legal hold keeps one of these records as it is. Ask information governance to lift it."
    )
    yield OwnRecord.objects.filter(family__in=ids).exists() and MUST_MOVE["families_ownrecord"]
    barred = ConflictOfInterest.objects.current().filter(family__in=ids, lifted_by=None)
    yield barred.filter(user=by).exists() and (
        "You have a connection to this family. Ask a colleague to do this."
    )
    team = Involvement.objects.current().filter(family__in=ids).exclude(user=None)
    yield barred.filter(user__in=team.values("user")).exists() and (
        "Somebody who works with one record may not see the other. End their work first."
    )
    asked = CopyRequest.objects.filter(family__in=ids, released_at=None)
    yield asked.exists() and (
        "Somebody has asked for a copy of one of these records. Release the copy first."
    )


def _read_by_others(ids):
    """Who was shown one record would be shown both."""
    steps = Step.objects.filter(plan__family__in=ids, state=StepState.PROPOSED)
    yield steps.exists() and (
        "A step to another team waits for its answer, and its receiver reads one record only."
        " Withdraw it, or wait for the answer."
    )
    asked = Grant.objects.current().filter(family__in=ids, kind=GrantKind.REFERRED)
    yield asked.exists() and (
        "A service was asked to help and reads one of these records. Finish or end that first."
    )
