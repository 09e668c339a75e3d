"""Pinning entries of the timeline to the top of the record, and taking the pins out."""

from django.db import transaction
from django.utils.translation import gettext as _

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import MOST_PINS, Family, Pin


@transaction.atomic
def pin(entry, *, by):
    """Whoever opens the record sees this entry first. Said twice, it stands once."""
    family = Family.objects.lock(entry.family)
    taken = dict(Pin.objects.filter(family=family).values_list("entry", "place"))
    if entry.pk in taken:
        return Pin.objects.get(entry=entry)
    free = sorted(set(range(1, MOST_PINS + 1)) - set(taken.values()))
    if not free:
        raise Refused(
            _("%(n)s entries are pinned already. Take one of them out first.") % {"n": MOST_PINS}
        )
    made = Pin.objects.create(family=family, entry=entry, place=free[0], pinned_by=by)
    record("timeline.pinned", by=by, about=entry, family_id=family.pk)
    return made


@transaction.atomic
def unpin(entry, *, by):
    """It is an entry like any other again; who pinned it stays in the history."""
    family = Family.objects.lock(entry.family)
    gone, _rows = Pin.objects.filter(entry=entry).delete()
    if gone:
        record("timeline.unpinned", by=by, about=entry, family_id=family.pk)
