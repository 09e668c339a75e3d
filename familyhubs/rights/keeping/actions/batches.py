"""The reviewed list: kept longer, or proposed by one person and agreed to by another."""

from uuid import uuid4

from django.db import transaction
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Batch, DueRecord
from ..permissions import can_decide

MOST = 500


@transaction.atomic
def keep_longer(due, *, until, why, by):
    """One record stays on, for a reason, until a day."""
    due = DueRecord.objects.lock(due)
    if due.done_at is not None or due.batch_id is not None:
        raise Refused("This record is in a batch. Say no to the batch first.")
    if until <= timezone.localdate():
        raise Refused("The day must be after today.")
    due.keep_until, due.keep_why, due.kept_by = until, why, by
    due.save()
    record("keeping.kept_longer", by=by, about=due, family_id=due.about_id, until=until)
    return due


@transaction.atomic
def propose_batch(rule, *, chosen, why, by):
    """These records of one rule; somebody else decides."""
    rows = DueRecord.objects.to_review().filter(rule=rule, pk__in=chosen)
    found = list(rows.select_for_update(of=("self",)).order_by("pk")[: MOST + 1])
    if not found:
        raise Refused("Select at least one record that is still due.")
    if len(found) > MOST:
        raise Refused(f"Select {MOST} records at most.")
    batch = Batch.objects.create(rule=rule, why=why, proposed_by=by, salt=uuid4())
    DueRecord.objects.filter(pk__in=[due.pk for due in found]).update(batch=batch)
    record("keeping.batch_proposed", by=by, about=batch, records=len(found))
    return batch


@transaction.atomic
def decide_batch(batch, *, agreed, answer, by):
    """Yes: the worker erases them. No: they are on the list again."""
    batch = Batch.objects.lock(batch)
    if batch.decided_at is not None:
        raise Refused("Somebody decided this already.")
    if not can_decide(by, batch):
        raise Refused("Somebody else must decide what you proposed.")
    batch.decided_by, batch.decided_at, batch.answer = by, timezone.now(), answer
    if agreed:
        batch.approved_at = batch.decided_at
    batch.save()
    if not agreed:
        batch.records.update(batch=None)
    record("keeping.batch_decided", by=by, about=batch, agreed=agreed)
    return batch
