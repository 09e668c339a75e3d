"""Before an online group: what was gone through with somebody, and asked alone (R087)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.audit.history import tracked
from familyhubs.records import Period

from ..querysets import OnlineQuerySet
from ..sharing import Part
from .held import Held
from .needs import once_at_a_time

STEPS = ("name_shown", "waiting_room", "overheard")


@tracked
class OnlineCheck(Held):
    """One person before one online group. What they said when asked alone stands nowhere here."""

    part = Part.ATTENDANCE

    activity = models.ForeignKey("hubs.Activity", models.PROTECT, related_name="+")
    name_shown = models.BooleanField(default=False, help_text="Which name others will read.")
    waiting_room = models.BooleanField(default=False, help_text="Why they wait to be let in.")
    overheard = models.BooleanField(default=False, help_text="That someone may overhear.")
    asked_alone_at = models.DateTimeField(null=True, blank=True)
    asked_alone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = OnlineQuerySet.as_manager()

    class Meta(Held.Meta):
        constraints = [
            *Period.Meta.constraints,
            once_at_a_time("online_check_once_of_a_group", "activity"),
            models.CheckConstraint(
                name="online_check_asked_alone_by_somebody",
                condition=Q(asked_alone_at=None, asked_alone_by=None)
                | Q(asked_alone_at__isnull=False, asked_alone_by__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.person_id} before {self.activity_id}"

    @property
    def is_ready(self):
        """Everything was gone through, and they were asked alone."""
        return self.asked_alone_at is not None and all(getattr(self, step) for step in STEPS)
