"""Who did what, who looked at what, and who was refused."""

import pgtrigger
from django.db import models
from django.db.models.functions import Now

from .querysets import EventQuerySet


class EventKind(models.TextChoices):
    """The three things the log holds."""

    DID = "did", "Did something"
    SAW = "saw", "Looked at something"
    REFUSED = "refused", "Was refused"


class Event(models.Model):
    """One thing that happened. Written once; the database refuses edits and deletions."""

    at = models.DateTimeField(db_default=Now(), editable=False)
    kind = models.CharField(max_length=7, choices=EventKind)
    verb = models.CharField(max_length=60)
    actor = models.CharField(max_length=40)
    actor_name = models.CharField(max_length=200, blank=True)
    organisation_id = models.UUIDField(null=True, blank=True)
    about_model = models.CharField(max_length=80)
    about_id = models.UUIDField(null=True, blank=True)
    family_id = models.UUIDField(null=True, blank=True)
    reason = models.TextField(blank=True)
    request_id = models.UUIDField(null=True, blank=True)
    facts = models.JSONField(default=dict)

    objects = EventQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(
                fields=["family_id", "-id"],
                name="event_family",
                condition=models.Q(family_id__isnull=False),
            ),
            models.Index(
                fields=["about_id", "-id"],
                name="event_about",
                condition=models.Q(about_id__isnull=False),
            ),
            models.Index(fields=["actor", "-id"], name="event_actor"),
            models.Index(fields=["verb", "-id"], name="event_verb"),
        ]
        constraints = [
            models.CheckConstraint(
                name="event_kind_known", condition=models.Q(kind__in=EventKind.values)
            ),
            models.CheckConstraint(
                name="event_says_who", condition=~models.Q(actor="") & ~models.Q(verb="")
            ),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.verb} by {self.actor_name or self.actor}"
