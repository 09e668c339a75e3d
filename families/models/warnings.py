"""Warning notes: what to do before somebody meets the family, and, apart, why."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.audit.history import tracked
from familyhubs.records import Period, Record

from ..querysets import WarningNoteQuerySet, WarningReasonQuerySet
from .people import Family, Person


@tracked
class WarningNote(Period):
    """What to do, for all who may meet them: about a person of the family, or the address."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    what_to_do = models.CharField(max_length=300)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    review_on = models.DateField()
    is_disclosed = models.BooleanField(help_text="Whether whoever it is about has been told.")

    objects = WarningNoteQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="warning_says_what_to_do", condition=~Q(what_to_do__regex=r"^\s*$")
            ),
            models.CheckConstraint(
                name="warning_ends_with_a_reason",
                condition=Q(ends_at=None, end_reason="")
                | Q(ends_at__isnull=False) & ~Q(end_reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["family", "ends_at"], name="warning_by_family"),
            models.Index(fields=["review_on"], condition=Q(ends_at=None), name="warning_by_review"),
        ]
        triggers = [
            pgtrigger.Protect(
                name="ended_stays_ended",
                operation=pgtrigger.Update | pgtrigger.Delete,
                condition=pgtrigger.Q(old__ends_at__isnull=False),
            ),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
        ]

    def __str__(self):
        return self.what_to_do


OF_ITS_WARNING = """
IF NOT EXISTS (
    SELECT FROM families_warningnote w
    WHERE w.id = NEW.warning_id AND w.family_id = NEW.family_id
      AND (w.is_disclosed OR NEW.why_not_disclosed <> '')
) THEN
    RAISE EXCEPTION 'A warning that is not disclosed says why' USING ERRCODE = 'check_violation';
END IF;
RETURN NEW;
"""


@tracked
class WarningReason(Record):
    """Why there is a warning: a table of its own, because fewer people may read it."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    warning = models.OneToOneField(WarningNote, models.PROTECT, related_name="reason")
    why = models.TextField()
    why_not_disclosed = models.CharField(max_length=300, blank=True)

    objects = WarningReasonQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="warning_reason_is_said", condition=~Q(why__regex=r"^\s*$")
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="of_its_warning",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.Update,
                func=OF_ITS_WARNING,
            ),
        ]
