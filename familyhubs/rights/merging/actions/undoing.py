"""A merge undone: asked by one person with a reason, done by another, within the period."""

from datetime import timedelta

from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from families.models import TimelineEntry
from familyhubs.audit.log import record
from familyhubs.council.current import council
from familyhubs.database.actor import beyond_sight
from familyhubs.refusals import Refused
from familyhubs.rights.holdings import tables

from ..models import Merge, PersonJoin
from ..permissions import can_undo
from .merging import lock_both
from .telling import UNDONE, note_merge, team_of, tell_team


@transaction.atomic
def ask_to_undo(merge, *, why, by):
    """With a reason; somebody else does it."""
    merge = Merge.objects.lock(merge)
    _refuse_unfit(merge)
    if merge.undo_asked_at is not None:
        raise Refused("Somebody asked for this already.")
    merge.undo_asked_by, merge.undo_asked_at, merge.undo_why = by, timezone.now(), why
    merge.save()
    record("merging.undo_asked", by=by, about=merge)
    return merge


@transaction.atomic
def refuse_undo(merge, *, by):
    """The records stay merged; it may be asked again."""
    merge = Merge.objects.lock(merge)
    _refuse_unasked(merge, by)
    merge.undo_asked_by, merge.undo_asked_at, merge.undo_why = None, None, ""
    merge.save()
    record("merging.undo_refused", by=by, about=merge)
    return merge


@transaction.atomic
def undo(merge, *, by):
    """Every row goes back to the record that it came from; what was written since stays."""
    source, target = lock_both(merge.source, merge.target)
    merge = Merge.objects.lock(merge)
    merge.source, merge.target = source, target
    _refuse_unfit(merge)
    _refuse_unasked(merge, by)
    told = team_of(source, target)
    anew = bool(written_since(merge))
    merge.undone_by, merge.undone_at = by, timezone.now()
    merge.save()
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT merging_put_back(%s, %s)", [merge.pk, anew])
    except IntegrityError as stuck:
        raise Refused(
            "Something written since stands in the way of a row that would go back."
            " End what is open on both records, then try again."
        ) from stuck
    tell_team(merge, "merge_undone", told, by=by)
    source.refresh_from_db()
    for family in (source, target):
        note_merge(family, merge, UNDONE, by=by)
        record("merging.undone", by=by, about=merge, family_id=family.pk)
    return merge


def written_since(merge):
    """Table → how many rows of the record that stayed were written after the merge."""
    found = {}
    with beyond_sight("how much was written since a merge, counted"):
        for table, model in tables():
            names = {field.attname for field in model._meta.concrete_fields}
            if {"family_id", "recorded_at"} <= names:
                rows = model._base_manager.filter(family_id=merge.target_id)
                if model is TimelineEntry:
                    # The merge's own line is no work of anybody's.
                    rows = rows.exclude(source_id=merge.pk)
                if many := rows.filter(recorded_at__gt=merge.merged_at).count():
                    found[table] = many
    return found


def _refuse_unfit(merge):
    if not merge.is_in_force:
        raise Refused("This merge is not in force.")
    # Later too much was written on the record that stayed.
    days = council().undo_merge_days
    if timezone.now() > merge.merged_at + timedelta(days=days):
        raise Refused(f"A merge can be undone for {days} days. That time is over.")
    joined = PersonJoin.objects.in_force().filter(joined_at__gt=merge.merged_at)
    if joined.filter(record=merge.target_id).exists():
        raise Refused("People of these records were joined since. Undo that first.")


def _refuse_unasked(merge, by):
    if merge.undo_asked_at is None or merge.undone_at is not None:
        raise Refused("Nobody asks to undo this merge. Ask for it first.")
    if not can_undo(by, merge):
        raise Refused("Somebody else, who answers for both records, must decide this.")
