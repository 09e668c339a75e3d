"""Proposed by one person, decided by another; the rows move in one transaction."""

import json

from django.db import connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from families.models import Family
from familyhubs.audit.log import record
from familyhubs.database.actor import beyond_sight
from familyhubs.refusals import Refused

from ..blockers import MUST_MOVE, blockers
from ..models import Merge
from ..permissions import can_decide
from .telling import MERGED, note_merge, team_of, tell_team

# How merging_try ends, always.
TRIED = "09000"


def what_would_happen(source, target, *, by):
    """(rows that move by table, rows that stay, what blocks): tried in full, and taken back."""
    in_the_way = blockers(source, target, by=by)
    if in_the_way:
        return {}, {}, in_the_way
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT merging_try(%s, %s)", [source.pk, target.pk])
    except DatabaseError as tried:
        if tried.__cause__.sqlstate != TRIED:
            raise
        found = json.loads(tried.__cause__.diag.message_detail)
    return found["moved"], found["stayed"], _must_move(found["stayed"])


def _must_move(stayed):
    return [words for table, words in MUST_MOVE.items() if stayed.get(table)]


@transaction.atomic
def propose(source, target, *, why, by):
    """Which of two records goes and which stays; nothing moves until somebody else agrees."""
    source, target = lock_both(source, target)
    _moved, _stayed, in_the_way = what_would_happen(source, target, by=by)
    if in_the_way:
        raise Refused(in_the_way[0])
    families = (source, target)
    waiting = Merge.objects.filter(decided_at=None)
    with beyond_sight("whether another merge of these records waits"):
        if waiting.filter(source__in=families).union(waiting.filter(target__in=families)).exists():
            raise Refused("Another merge of one of these records waits for a decision.")
    merge = Merge.objects.create(source=source, target=target, why=why, proposed_by=by)
    record("merging.proposed", by=by, about=merge, source=source.pk, target=target.pk)
    return merge


@transaction.atomic
def decide(merge, *, agreed, by, answer=""):
    """Yes: all of it moves now, or nothing does. No: both stay as they are."""
    source, target = lock_both(merge.source, merge.target)
    merge = Merge.objects.lock(merge)
    merge.source, merge.target = source, target
    if merge.decided_at is not None:
        raise Refused("Somebody decided this already.")
    if not can_decide(by, merge):
        raise Refused("Somebody else, who answers for both records, must decide this.")
    merge.decided_by, merge.decided_at, merge.answer = by, timezone.now(), answer
    merge.save()
    if agreed:
        _merge(merge, by)
    record("merging.decided", by=by, about=merge, agreed=agreed)
    return merge


def _merge(merge, by):
    if in_the_way := blockers(merge.source, merge.target, by=by):
        raise Refused(in_the_way[0])
    told = team_of(merge.source, merge.target)
    with connection.cursor() as cursor:
        cursor.execute("SELECT merging_move(%s)", [merge.pk])
        found = json.loads(cursor.fetchone()[0])
    if in_the_way := _must_move(found["stayed"]):
        raise Refused(in_the_way[0])
    merge.refresh_from_db(fields=["merged_at", "moved", "stayed"])
    tell_team(merge, "records_merged", told, by=by)
    note_merge(merge.target, merge, MERGED, by=by)
    for family in (merge.source, merge.target):
        record("merging.merged", by=by, about=merge, family_id=family.pk)


def lock_both(one, other):
    """Both, always in the same order, so that two merges wait and never hold each other up."""
    rows = Family.objects.select_for_update(of=("self",)).filter(pk__in=(one.pk, other.pk))
    # Asked twice, as every lock is (familyhubs/records.py).
    rows = rows.order_by("pk")
    found = {family.pk: family for family in rows}
    if len(found) < 2:
        found = {family.pk: family for family in rows.all()}
    if len(found) < 2:
        raise Refused("You may not see both records.")
    return found[one.pk], found[other.pk]
