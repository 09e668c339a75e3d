"""Legal holds: whatever they name is neither due nor erased."""

from django.db import transaction
from django.utils import timezone

from families.models import Family, Person
from familyhubs.audit.log import record
from familyhubs.database.actor import beyond_sight
from familyhubs.refusals import Refused

from ..models import DueRecord, Hold, Rule


@transaction.atomic
def place_hold(*, why, review_on, by, family=None, person=None, rule=None):
    """From now on, until somebody lifts it; waits for an erasure that has begun."""
    if review_on <= timezone.localdate():
        raise Refused("The review must be after today.")
    with beyond_sight("the row that is held, locked against an erasure of it"):
        for model, held in ((Family, family), (Person, person), (Rule, rule)):
            if held is not None:
                model.objects.select_for_update().get(pk=held.pk)
    hold = Hold.objects.create(
        family=family, person=person, rule=rule, why=why, review_on=review_on, placed_by=by
    )
    about = family and family.pk
    if about:
        DueRecord.objects.filter(about_id=about, batch__approved_at=None).delete()
    elif rule:
        DueRecord.objects.filter(rule=rule, done_at=None, batch__approved_at=None).delete()
    record("keeping.hold_placed", by=by, about=hold, family_id=about)
    return hold


@transaction.atomic
def lift_hold(hold, *, why, by):
    """With a reason; it is due again from the next night."""
    hold = Hold.objects.lock(hold)
    if hold.ends_at is not None:
        raise Refused("Somebody lifted this hold already.")
    hold.ends_at, hold.end_reason, hold.lifted_by = timezone.now(), why, by
    hold.save()
    record("keeping.hold_lifted", by=by, about=hold, family_id=hold.family_id)
    return hold
