"""By which number other systems know a person; never the key of anything here (R067)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import BooleanField, F, Func, Q

from familyhubs.audit.history import tracked
from familyhubs.records import Period
from hubs.models.staff import TsTzRange, as_one

from ..identifiers import OF_ONE_PERSON, System, written
from ..querysets import IdentifierQuerySet
from ..sharing import Part
from .held import Held


class Fits(Func):
    """Whether a number has the shape and the check digit of its system (migration 0026)."""

    function = "families_identifier_fits"
    output_field = BooleanField()


@tracked
class PersonIdentifier(Held):
    """One number of one person, by the system that issued it."""

    part = Part.IDENTIFIERS

    system = models.CharField(max_length=14, choices=System)
    value = models.CharField(max_length=30)

    objects = IdentifierQuerySet.as_manager()

    class Meta(Held.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="identifier_fits_its_system", condition=Fits(F("system"), F("value"))
            ),
            ExclusionConstraint(
                name="identifier_one_of_a_system_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (as_one("system"), RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
            ExclusionConstraint(
                name="identifier_of_one_person",
                expressions=[
                    ("value", RangeOperators.EQUAL),
                    (as_one("system"), RangeOperators.EQUAL),
                    ("person", RangeOperators.NOT_EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(system__in=OF_ONE_PERSON),
            ),
        ]

    def __str__(self):
        # Never the number: what is printed may land in a log.
        return f"{self.get_system_display()} of {self.person_id}"

    @property
    def as_read(self):
        return written(self.system, self.value)

    @property
    def named(self):
        """For a page that those who may read it see."""
        return f"{self.get_system_display()}: {self.as_read}"
