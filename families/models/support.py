"""For whom somebody in business support acts (access.md A10)."""

from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import F, Q

from familyhubs.audit.history import tracked
from familyhubs.records import Period
from hubs.models.staff import TsTzRange, as_one

from ..querysets import SupportAssignmentQuerySet


@tracked
class SupportAssignment(Period):
    """One person acts for one worker, or for one team, for a period that a manager gave."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    worker = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    team = models.ForeignKey("hubs.Team", models.PROTECT, null=True, blank=True, related_name="+")
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = SupportAssignmentQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["ends_at", "id"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="support_for_one",
                condition=Q(worker=None, team__isnull=False) | Q(worker__isnull=False, team=None),
            ),
            models.CheckConstraint(name="support_has_an_end", condition=Q(ends_at__isnull=False)),
            models.CheckConstraint(
                name="support_never_for_or_by_oneself",
                condition=~Q(user=F("given_by")) & (Q(worker=None) | ~Q(worker=F("user"))),
            ),
            ExclusionConstraint(
                name="support_once_at_a_time",
                expressions=[
                    ("user", RangeOperators.EQUAL),
                    (as_one("worker", "team"), RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"{self.user} for {self.worker or self.team}"
