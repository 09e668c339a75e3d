"""How heavy, and how much, one worker's work may be (R047, R059)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.database.history import tracked
from familyhubs.records import Record

LEVELS = (1, 5)
MOST_FAMILIES = 60


@tracked
class WorkLimit(Record):
    """The highest level of need of one person's families, and how many at once; set by a manager.

    What is not set bounds nothing: the number falls back to the council's.
    """

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    highest_level = models.PositiveSmallIntegerField(null=True, blank=True)
    families = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="work_limit_level_is_one",
                condition=Q(highest_level=None) | Q(highest_level__range=LEVELS),
            ),
            models.CheckConstraint(
                name="work_limit_families_in_reach",
                condition=Q(families=None) | Q(families__lte=MOST_FAMILIES),
            ),
        ]

    def __str__(self):
        return f"Limits of {self.user}"
