"""The check six months after closing, which ends the follow-up (access.md section 2)."""

from django.db import transaction
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import EntryKind, Family, InvolvementRole, Sensitivity
from .access import end_involvement
from .notes import note_event
from .timing import words

LONGEST = 250


@transaction.atomic
def check_in(family, *, how_they_are, by):
    """How the family is; with it whoever led before the closing sees the record no more."""
    family = Family.objects.lock(family)
    mine = family.involvements.current().filter(user=by, role=InvolvementRole.FOLLOW_UP).first()
    if mine is None:
        raise Refused("You do not follow this family up any more.")
    said = words(how_they_are, "Enter how they are", LONGEST)
    note_event(
        family,
        kind=EntryKind.CONTACT,
        summary=f"Check after closing: {said}",
        sensitivity=Sensitivity.TEAM,
        source_id=mine.pk,
        by=by,
        happened_at=timezone.now(),
    )
    record("family.checked_in", by=by, about=mine, family_id=family.pk)
    return end_involvement(mine, reason="The check after closing is done", by=by)
