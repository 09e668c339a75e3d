"""What else a person is or was called; the name they go by stands on the person (R067)."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils.translation import gettext_lazy as _

from familyhubs.audit.history import tracked
from familyhubs.records import Period
from hubs.models.staff import TsTzRange, as_one

from ..querysets import NameQuerySet
from .held import Held


class NameUse(models.TextChoices):
    """What a name is for (domain.md 2.11); `Person.full_name` is the usual one."""

    OFFICIAL = "official", _("Official name, on letters and documents")
    NICKNAME = "nickname", _("Nickname")
    TEMPORARY = "temp", _("For the time being")
    ANONYMOUS = "anonymous", _("Stands for a name that is not told")
    OLD = "old", _("Old name")
    MAIDEN = "maiden", _("Name before marriage")


@tracked
class PersonName(Held):
    """Another name of a person. A hidden one is shown to nobody but those who keep the record."""

    use = models.CharField(max_length=10, choices=NameUse)
    name = models.CharField(max_length=200)
    is_hidden = models.BooleanField(default=False, help_text="Not to be used: it could hurt them.")

    objects = NameQuerySet.as_manager()

    class Meta(Held.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(name="person_name_says_one", condition=~Q(name="")),
            models.CheckConstraint(
                name="person_name_of_a_known_use", condition=Q(use__in=NameUse.values)
            ),
            ExclusionConstraint(
                name="person_name_once_at_a_time",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    (as_one("family", "use", "name"), RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]
        indexes = [
            GinIndex(OpClass(Upper("name"), name="gin_trgm_ops"), name="other_name_trigrams")
        ]

    def __str__(self):
        return self.name

    @property
    def named(self):
        return f"{self.name} ({self.get_use_display()})"
