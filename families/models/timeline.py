"""One timeline for a family: contacts, notes, decisions, steps; written by each app's action."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from familyhubs.records import Record

from ..querysets import TimelineQuerySet
from .people import Family, Person


class EntryKind(models.TextChoices):
    """What an entry on the timeline is."""

    REQUEST = "request", "Request for support"
    CONTACT = "contact", "Contact"
    NOTE = "note", "Note"
    DECISION = "decision", "Decision"
    AGREEMENT = "agreement", "Agreement"
    PLAN = "plan", "Plan"
    REVIEW = "review", "Review"
    STEP = "step", "More or lighter help"
    INVOLVEMENT = "involvement", "Who works with the family"


class Sensitivity(models.TextChoices):
    """Who an entry reaches (access.md section 3)."""

    SHARED = "shared", "Everybody who works with the family"
    TEAM = "team", "The council's own workers"


class TimelineEntry(Record):
    """One thing that happened with a family. Amended with a reason, never overwritten."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="timeline")
    happened_at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=EntryKind)
    sensitivity = models.CharField(max_length=10, choices=Sensitivity, default=Sensitivity.SHARED)
    summary = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    channel = models.CharField(max_length=20, blank=True)
    about = models.ManyToManyField(Person, related_name="+", blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    source_id = models.UUIDField(null=True, blank=True)

    objects = TimelineQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="timeline_not_in_the_future",
                condition=Q(happened_at__lte=F("recorded_at") + timedelta(minutes=5)),
            ),
        ]
        indexes = [
            models.Index(fields=["family", "-happened_at", "-id"], name="timeline_by_family"),
            models.Index(fields=["author", "-happened_at"], name="timeline_by_author"),
        ]
