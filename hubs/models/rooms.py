"""Rooms at a site: how many they hold, and when they are for young people only (R020, R022)."""

from django.db import models
from django.db.models import F, Q

from familyhubs.records import Record

from .places import Site


class Room(Record):
    """A room that sessions are held in; with `youth_from` it is youth-only in those hours."""

    site = models.ForeignKey(Site, models.PROTECT, related_name="rooms")
    name = models.CharField(max_length=100)
    capacity = models.PositiveSmallIntegerField()
    youth_from = models.TimeField(null=True, blank=True)
    youth_until = models.TimeField(null=True, blank=True)

    class Meta:
        ordering = ["site__name", "name"]
        constraints = [
            models.UniqueConstraint(fields=["site", "name"], name="room_named_once_at_a_site"),
            models.CheckConstraint(name="room_holds_somebody", condition=Q(capacity__gte=1)),
            models.CheckConstraint(
                name="room_youth_hours_are_whole",
                condition=Q(youth_from=None, youth_until=None)
                | Q(
                    youth_from__isnull=False,
                    youth_until__isnull=False,
                    youth_until__gt=F("youth_from"),
                ),
            ),
        ]

    def __str__(self):
        return self.name
