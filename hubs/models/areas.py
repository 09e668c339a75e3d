"""What is to be done around a hub, from what the figures of its area say (R077)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.database.history import tracked
from familyhubs.records import Record

from .places import Hub


@tracked
class AreaAction(Record):
    """One line of a hub's action plan for its area: who does what by when, and how it went."""

    hub = models.ForeignKey(Hub, models.PROTECT, related_name="area_actions")
    what = models.CharField(max_length=300)
    owner = models.CharField(max_length=100, help_text="A colleague or an organisation.")
    due_on = models.DateField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    result = models.CharField(max_length=300, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.CheckConstraint(
                name="area_action_says_who_does_what", condition=~Q(what="") & ~Q(owner="")
            ),
            models.CheckConstraint(
                name="area_action_done_by_somebody",
                condition=Q(done_at=None, done_by=None, result="")
                | Q(done_at__isnull=False, done_by__isnull=False) & ~Q(result=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["hub", "due_on"], name="area_action_open", condition=Q(done_at=None)
            )
        ]

    def __str__(self):
        return self.what
