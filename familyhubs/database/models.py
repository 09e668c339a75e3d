"""Three tables the portal keeps about itself: what kind of database this is, the beat's pulse, and
how often something was done."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class Mark(models.Model):
    """Says whether these are demo people or real ones, and seals the row with the field keys.

    There is one row. Demo mode, with its one-click sign-ins, opens no database marked as live.
    """

    class Kind(models.TextChoices):
        DEMO = "demo"
        LIVE = "live"

    id = models.SmallIntegerField(primary_key=True, default=1, editable=False)
    kind = models.CharField(max_length=4, choices=Kind)
    sealed = models.TextField()
    marked_at = models.DateTimeField(default=timezone.now)
    filled_at = models.DateTimeField(
        null=True, blank=True, help_text="When the demo council was whole; empty in a live one."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="mark_only_one", condition=Q(id=1)),
            models.CheckConstraint(name="mark_kind_known", condition=Q(kind__in=["demo", "live"])),
        ]

    def __str__(self):
        return self.kind


class Tick(models.Model):
    """The last moment at which beat sent, and a worker did, a piece of work."""

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self):
        return f"{self.name} {self.at:%d %B %Y, %H:%M:%S}"


class Tally(models.Model):
    """How often something was done in one stretch of time, under a key that names nobody."""

    key = models.CharField(max_length=100, primary_key=True)
    times = models.PositiveIntegerField()
    ends_at = models.DateTimeField(db_index=True)

    def __str__(self):
        return f"{self.times} times until {self.ends_at:%d %B %Y, %H:%M}"
