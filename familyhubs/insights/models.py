"""What has been published: one row for each quarter that is closed."""

from datetime import date

import pgtrigger
from django.db import models
from django.db.models import Q

from familyhubs.records import Record

from .disclosure import restored


class ClosedQuarter(Record):
    """The figures of one quarter, counted once for good, and of the year where it is the last.

    Both columns hold lists that end in a figure. `counts` are true ones by month, which only the
    closing of the same year's later quarters may read; `cells` are what everybody may see.
    """

    start = models.DateField(unique=True)
    counts = models.JSONField()
    cells = models.JSONField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="closed_quarter_is_one",
                condition=Q(start__day=1, start__month__in=[1, 4, 7, 10]),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.start:%B %Y}"

    @property
    def true_counts(self):
        """(measure, month's first day, place, category) → count."""
        return {
            (measure, date.fromisoformat(month), place, category): count
            for measure, month, place, category, count in self.counts
        }

    @property
    def published(self):
        """Cell → what is published of it."""
        return {tuple(cell): restored(kept) for *cell, kept in self.cells}
