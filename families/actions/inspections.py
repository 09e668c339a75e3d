"""A list of families that an inspector reads: made, agreed to by a second person, ended (A12)."""

from random import Random
from secrets import randbelow

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from familyhubs.accounts.models import User
from familyhubs.audit.log import record
from familyhubs.database.actor import beyond_sight
from familyhubs.refusals import Refused
from hubs.models import Membership, Role

from ..models import ChosenHow, Family, GrantKind, InspectedFamily, Inspection, Involvement
from ..moments import end_of
from .access import end_grants, grant
from .timing import words

MOST = 200
SEEDS = 1_000_000
LONGEST = 2_000


@transaction.atomic
def make_inspection(*, inspector, purpose, last_day, by, references=(), size=0, **which):
    """A list that opens nothing yet. `which`: hub and only_open, of a sample."""
    inspector = User.objects.lock(inspector)
    _refuse_unfit(inspector, last_day, by)
    how = ChosenHow.NAMED if references else ChosenHow.SAMPLE
    with beyond_sight("which families an inspection may list"):
        chosen, working = (
            (_named(references, inspector, by), {})
            if references
            else _drawn(size, inspector, by, **which)
        )
    inspection = Inspection.objects.create(
        inspector=inspector,
        purpose=words(purpose, "Enter what the inspection is for", LONGEST),
        last_day=last_day,
        chosen_how=how,
        made_by=by,
        **working,
    )
    InspectedFamily.objects.bulk_create(
        InspectedFamily(inspection=inspection, family_id=pk) for pk in chosen
    )
    facts = {"who": inspector.pk, "how": how, "families": len(chosen)}
    record("inspection.made", by=by, about=inspection, **facts)
    return inspection


def _refuse_unfit(inspector, last_day, by):
    if inspector == by:
        raise Refused("Somebody else must make the list of your inspection.")
    if not inspector.may_sign_in or not _inspects(inspector):
        raise Refused(f"{inspector} does not have the role “Inspector or auditor”.")
    if last_day < timezone.localdate():
        raise Refused("The last day must be today or in the future.")


def _inspects(person):
    held = Membership.objects.current().filter(user=person, role=Role.INSPECTOR)
    return held.exists()


def _listable(inspector, by):
    """Restricted families, merged records and those that either is barred from stand on no list."""
    families = Family.objects.ordinary().filter(merged_into=None)
    return families.not_barred_to(inspector).not_barred_to(by)


def _named(references, inspector, by):
    if len(references) > MOST:
        raise Refused(f"A list holds {MOST} families at most.")
    found = _listable(inspector, by).filter(reference__in=references)
    known = dict(found.values_list("reference", "pk"))
    if missing := [reference for reference in references if reference not in known]:
        raise Refused(f"No family that can be listed has the reference {missing[0]}.")
    return [known[reference] for reference in dict.fromkeys(references)]


def _drawn(size, inspector, by, *, hub=None, only_open=False):
    """As many by chance, of those that fit, in the order of their references; and the working."""
    if not 0 < size <= MOST:
        raise Refused(f"Enter how many families, from 1 to {MOST}.")
    families = _listable(inspector, by)
    if hub is not None:
        families = families.filter(hub=hub)
    if only_open:
        work = Involvement.objects.current().filter(role__in=["lead", "worker"])
        families = families.filter(Exists(work.filter(family=OuterRef("pk"))))
    ids = list(families.order_by("reference").values_list("pk", flat=True))
    if not ids:
        raise Refused("No family fits. Choose another hub, or families without open work too.")
    seed = randbelow(SEEDS)
    chosen = Random(seed).sample(ids, min(size, len(ids)))
    return chosen, {"hub": hub, "only_open": only_open, "found": len(ids), "seed": seed}


@transaction.atomic
def decide_inspection(inspection, *, is_agreed, by, answer=""):
    """A second person opens the list to its inspector until the last day, or says why not."""
    inspection = Inspection.objects.lock(inspection)
    if not inspection.is_waiting:
        raise Refused("Somebody has decided about this list already.")
    if by.pk in (inspection.made_by_id, inspection.inspector_id):
        raise Refused("Somebody else must agree to this list.")
    now = timezone.now()
    inspection.decided_by, inspection.decided_at = by, now
    inspection.is_agreed, inspection.answer = is_agreed, answer.strip()[:300]
    inspection.starts_at = now
    inspection.ends_at = end_of(inspection.last_day) if is_agreed else now
    if is_agreed:
        _refuse_unfit(inspection.inspector, inspection.last_day, by)
    else:
        words(answer, "Enter why not")
    inspection.save()
    record("inspection.decided", by=by, about=inspection, agreed=is_agreed)
    if is_agreed:
        _open(inspection, by)
    return inspection


def _open(inspection, by):
    """A look at each family, as long as the inspection lasts; one since merged is left out."""
    with beyond_sight("the families on the list that a second person agreed to"):
        listed = Family.objects.filter(
            pk__in=inspection.families.values("family"), merged_into=None
        )
        for family in listed.order_by("pk"):
            grant(
                family, kind=GrantKind.INSPECTION, user=inspection.inspector, by=by,
                until=inspection.ends_at, cause_id=inspection.pk,
            )  # fmt: skip


@transaction.atomic
def end_inspection(inspection, *, reason, by):
    """Over before its last day: what it opened is shut with it."""
    inspection = Inspection.objects.lock(inspection)
    if not inspection.is_open:
        raise Refused("This inspection is not open.")
    inspection.ends_at = timezone.now()
    inspection.end_reason = words(reason, "Enter why it is ending", 200)
    inspection.save(update_fields=["ends_at", "end_reason", "updated_at"])
    with beyond_sight("the looks that an inspection had opened"):
        end_grants(inspection.pk, by=by)
    record("inspection.ended", by=by, about=inspection)
    return inspection
