"""School terms, by which requests come and go (R046, R047)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models
from django.db.models import F, Func, Q, Value

from familyhubs.records import Record

from ..querysets import TermQuerySet
from .settings import CouncilSettings


class Term(Record):
    """One term, or half of one, by its first and its last day; all other days are holidays."""

    council = models.ForeignKey(CouncilSettings, models.CASCADE, related_name="terms")
    name = models.CharField(max_length=40)
    starts_on = models.DateField()
    ends_on = models.DateField(help_text="The last day of school.")

    objects = TermQuerySet.as_manager()

    class Meta:
        ordering = ["starts_on"]
        constraints = [
            models.CheckConstraint(name="term_has_a_name", condition=~Q(name="")),
            models.CheckConstraint(
                name="term_runs_forward", condition=Q(ends_on__gt=F("starts_on"))
            ),
            ExclusionConstraint(
                name="term_one_at_a_time",
                expressions=[
                    (
                        Func(
                            "starts_on",
                            "ends_on",
                            Value("[]"),
                            function="DATERANGE",
                            output_field=DateRangeField(),
                        ),
                        RangeOperators.OVERLAPS,
                    )
                ],
            ),
        ]

    def __str__(self):
        return self.name
