"""Pairs: found by night, named by a colleague, rejected with a reason."""

from django.db import transaction
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Alike, Pair
from .finding import find


@transaction.atomic
def find_pairs(*, by):
    """Set by set, in the database alone; the same night twice finds the same."""
    return find()


@transaction.atomic
def say_same(one, other, *, by):
    """A colleague says that two records are of one family; a rejected pair is open again."""
    if one.pk == other.pk:
        raise Refused("This is the same record. Enter the reference of the other one.")
    if one.merged_into_id or other.merged_into_id:
        raise Refused("One of these records was merged already. Use the record that stayed.")
    one, other = sorted((one, other), key=lambda family: family.pk)
    said = {"score": 100, "alike": [Alike.MANUAL], "basis": "manual"}
    pair, is_new = Pair.objects.get_or_create(one=one, other=other, defaults=said)
    if not is_new:
        pair = Pair.objects.lock(pair)
        pair.rejected_at, pair.rejected_by = None, None
        pair.rejected_why = pair.rejected_basis = ""
        pair.save()
    record("merging.pair_said", by=by, about=pair, one=one.pk, other=other.pk)
    return pair


@transaction.atomic
def reject(pair, *, why, by):
    """Not the same family: it does not come back unless what it rests on has changed."""
    pair = Pair.objects.lock(pair)
    if pair.rejected_at and pair.rejected_basis == pair.basis:
        raise Refused("Somebody rejected this pair already.")
    pair.rejected_at, pair.rejected_by, pair.rejected_why = timezone.now(), by, why
    pair.rejected_basis = pair.basis
    pair.save()
    record("merging.pair_rejected", by=by, about=pair, one=pair.one_id, other=pair.other_id)
    return pair
