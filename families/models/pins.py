"""What stands at the top of a family's record: a few entries of its timeline, pinned by workers."""

import pgtrigger
from django.conf import settings
from django.db import models

from familyhubs.audit.history import tracked
from familyhubs.records import Record

from .people import Family
from .timeline import TimelineEntry

MOST_PINS = 5
OF_THE_SAME_FAMILY = """
IF NOT EXISTS (
    SELECT FROM families_timelineentry e WHERE e.id = NEW.entry_id AND e.family_id = NEW.family_id
) THEN
    RAISE EXCEPTION 'A pin is on an entry of its family' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@tracked
class Pin(Record):
    """One entry that whoever opens the record should see first; who may read it stays the same."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    entry = models.OneToOneField(TimelineEntry, models.PROTECT, related_name="pin")
    place = models.PositiveSmallIntegerField()
    pinned_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="pin_at_most_a_few",
                condition=models.Q(place__gte=1, place__lte=MOST_PINS),
            ),
            models.UniqueConstraint(fields=["family", "place"], name="pin_one_in_a_place"),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="of_the_same_family",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=OF_THE_SAME_FAMILY,
            )
        ]

    def __str__(self):
        return f"Pin {self.place} of {self.family_id}"
