"""Somebody entered twice in one record: their rows become one person's, and go back if wrong."""

import json

from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from families.models import Family, FamilyMember, Person
from familyhubs.audit.log import record as log
from familyhubs.refusals import Refused

from ..models import PersonJoin, Takes
from ..permissions import can_join
from ..sameness import JOIN_MUST_MOVE, in_the_way

STUCK = "Something written on this record stands in the way. End what both hold, then try again."


@transaction.atomic
def join(record, goes, stays, *, why, by, takes=()):
    """What stands under `goes` stands under `stays` from now on, with the values chosen."""
    record = Family.objects.lock(record)
    goes, stays = _lock_two(record, goes, stays)
    if not can_join(by, record):
        raise Refused("A manager or safeguarding lead of this record must do this.")
    if not set(takes) <= set(Takes.values):
        raise Refused("Select which entry each value comes from.")
    if words := in_the_way(record, goes, stays, takes):
        raise Refused(words[0])
    joined = PersonJoin.objects.create(
        record=record, goes=goes, stays=stays, takes=list(takes), why=why, joined_by=by
    )
    found = _run("SELECT merging_join(%s)", joined)
    if must := [words for tab, words in JOIN_MUST_MOVE.items() if found["stayed"].get(tab)]:
        raise Refused(must[0])
    joined.refresh_from_db()
    log("merging.joined", by=by, about=joined, family_id=record.pk, takes=joined.takes)
    return joined


@transaction.atomic
def part(joined, *, why, by):
    """They were two people: each row goes back, and what was corrected since stays corrected."""
    record = Family.objects.lock(joined.record)
    joined = PersonJoin.objects.lock(joined)
    if not joined.is_in_force:
        raise Refused("This was undone already.")
    if not can_join(by, record):
        raise Refused("A manager or safeguarding lead of this record must do this.")
    # The last one first: a row that was given on again is no longer here to give back.
    later = PersonJoin.objects.in_force().filter(joined_at__gt=joined.joined_at)
    two = (joined.goes_id, joined.stays_id)
    if later.filter(goes__in=two).union(later.filter(stays__in=two)).exists():
        raise Refused("One of them was joined with somebody else since. Undo that first.")
    joined.undo_why, joined.undone_by, joined.undone_at = why, by, timezone.now()
    joined.save()
    _run("SELECT merging_part(%s)", joined)
    log("merging.parted", by=by, about=joined, family_id=record.pk)
    return joined


def _run(statement, joined):
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, [joined.pk])
            return json.loads(cursor.fetchone()[0] or "null")
    except (IntegrityError, DatabaseError) as stuck:
        if getattr(stuck.__cause__, "sqlstate", "")[:2] != "23":
            raise
        raise Refused(STUCK) from stuck


def _lock_two(record, *people):
    """Both, in one order, if both are in this record now."""
    pks = {person.pk for person in people}
    if len(pks) < 2:
        raise Refused("This is the same entry. Select two.")
    here = FamilyMember.objects.current().filter(family=record, person__in=pks)
    if here.values("person").distinct().count() < 2:
        raise Refused("One of them is not in this record now.")
    rows = Person.objects.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    found = {person.pk: person for person in rows}
    if len(found) < 2:
        raise Refused("You may not see both of them.")
    return (found[person.pk] for person in people)
