"""One timeline for a family: contacts, notes, decisions, steps; written by each app's action."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q

from familyhubs.audit.history import tracked
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
    SESSION = "session", "Session at a hub"
    CONCERN = "concern", "Safeguarding"
    REFERRED = "referred", "Referred to a service"
    DOCUMENT = "document", "Document"


class Sensitivity(models.TextChoices):
    """Who an entry reaches (access.md section 3)."""

    SHARED = "shared", "Everybody who works with the family"
    TEAM = "team", "The council's own workers"
    SAFEGUARDING = "safeguard", "The lead and their manager, duty and safeguarding leads"
    RESTRICTED = "restricted", "Only people you name, and safeguarding leads"


@tracked
class TimelineEntry(Record):
    """One thing that happened with a family. Corrected by a later entry, never overwritten."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="timeline")
    happened_at = models.DateTimeField()
    kind = models.CharField(max_length=12, choices=EntryKind)
    sensitivity = models.CharField(max_length=10, choices=Sensitivity, default=Sensitivity.SHARED)
    summary = models.CharField(max_length=300)
    body = models.TextField(blank=True)
    channel = models.CharField(max_length=20, blank=True)
    about = models.ManyToManyField(Person, related_name="+", blank=True)
    also_present = models.CharField(
        max_length=200, blank=True, help_text="Who was there and is not of the family."
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    agreed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The supervisor, where its author has one.",
    )
    source_id = models.UUIDField(null=True, blank=True)
    amends = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="amended_by"
    )
    amendment_reason = models.CharField(max_length=200, blank=True)

    objects = TimelineQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="timeline_not_in_the_future",
                condition=Q(happened_at__lte=F("recorded_at") + timedelta(minutes=5)),
            ),
            models.CheckConstraint(
                name="timeline_amended_with_reason",
                condition=Q(amends=None, amendment_reason="")
                | Q(amends__isnull=False) & ~Q(amendment_reason=""),
            ),
            models.CheckConstraint(
                name="timeline_amends_another", condition=Q(amends=None) | ~Q(amends=F("id"))
            ),
            models.CheckConstraint(
                name="timeline_agreed_by_another",
                condition=Q(agreed_by=None) | ~Q(agreed_by=F("author")),
            ),
        ]
        indexes = [
            models.Index(fields=["family", "-happened_at", "-id"], name="timeline_by_family"),
            models.Index(fields=["author", "-happened_at"], name="timeline_by_author"),
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return self.summary

    @property
    def is_written(self):
        """Somebody's own words; every other line was left by what was done (`note_event`)."""
        return self.kind in (EntryKind.NOTE, EntryKind.CONTACT) and self.source_id is None
