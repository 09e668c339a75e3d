"""What stands beside an entry: who was present, and who reads it where only named people may."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F

from familyhubs.audit.history import tracked
from familyhubs.records import Record

from .people import Family, Person
from .timeline import TimelineEntry

# The family stands on the row itself, so that whatever guards the family guards the row.
OF_ITS_ENTRY = """
IF NOT EXISTS (
    SELECT FROM families_timelineentry e
    WHERE e.id = NEW.entry_id AND e.family_id = NEW.family_id{more}
) THEN
    RAISE EXCEPTION '{says}' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


def of_its_entry(says, more=""):
    """A trigger: the row belongs to the family of its entry."""
    return pgtrigger.Trigger(
        name="of_its_entry",
        when=pgtrigger.Before,
        operation=pgtrigger.Insert,
        func=OF_ITS_ENTRY.format(says=says, more=more),
    )


@tracked
class Presence(Record):
    """Somebody of the family who was there when it happened."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    entry = models.ForeignKey(TimelineEntry, models.PROTECT, related_name="presences")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "person"], name="presence_once_an_entry")
        ]
        triggers = [
            of_its_entry("Presence is of the family of its entry"),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]


@tracked
class NoteReader(Record):
    """Somebody named, who may read one restricted entry (access.md section 3)."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    entry = models.ForeignKey(TimelineEntry, models.PROTECT, related_name="readers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    named_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "user"], name="note_reader_named_once"),
            models.CheckConstraint(
                name="note_reader_named_by_another", condition=~models.Q(user=F("named_by"))
            ),
        ]
        indexes = [models.Index(fields=["user", "entry"], name="note_reader_by_user")]
        triggers = [
            of_its_entry(
                "Readers are named for restricted entries only", " AND e.sensitivity = 'restricted'"
            ),
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete),
        ]
