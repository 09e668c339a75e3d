"""Days on which the front door is closed, or closes early: a training afternoon, snow."""

from django.db import models
from django.db.models import F, Q

from familyhubs.records import Record

from ..querysets import ClosureQuerySet
from .settings import CouncilSettings


class Closure(Record):
    """One day with shorter hours than usual, or none at all."""

    council = models.ForeignKey(CouncilSettings, models.CASCADE, related_name="closures")
    day = models.DateField(unique=True)
    opens = models.TimeField(null=True, blank=True)
    closes = models.TimeField(null=True, blank=True)
    reason = models.CharField(max_length=60)

    objects = ClosureQuerySet.as_manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                name="closure_hours_are_whole",
                condition=Q(opens=None, closes=None)
                | Q(opens__isnull=False, closes__isnull=False, opens__lt=F("closes")),
            ),
            models.CheckConstraint(name="closure_says_why", condition=~Q(reason="")),
        ]

    def __str__(self):
        return f"{self.day.day} {self.day:%b %Y}"

    @property
    def hours(self):
        """When it is open that day: (from, until), or None."""
        return (self.opens, self.closes) if self.opens else None
