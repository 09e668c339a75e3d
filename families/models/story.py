"""The story so far: what a family told us, once, so that nobody asks it again (R065, R066)."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from familyhubs.audit.history import tracked
from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Record

from ..querysets import StoryQuerySet
from .people import Family
from .timeline import Sensitivity


class Section(models.TextChoices):
    """What every service asks, and a family answers once."""

    HAPPENING = "happening", _("What is happening")
    HELPS = "helps", _("What helps")
    TRIED = "tried", _("What has been tried")
    IMPORTANT = "important", _("Who is important to them")
    AVOID = "avoid", _("What must not happen")


class StorySource(models.TextChoices):
    """Where it was told."""

    REQUEST = "request", _("their request for support")
    TALK = "talk", _("a talk with them")
    ASSESSMENT = "assessment", _("an assessment")
    PLAN = "plan", _("their plan")
    TRANSFER = "transfer", _("a hand-over")


@tracked
class StoryPart(Record):
    """One section as it was told on one day; a later telling stands beside it, never over it."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="story")
    section = models.CharField(max_length=10, choices=Section)
    words = EncryptedTextField()
    happened_at = models.DateTimeField(help_text="When they told us.")
    source = models.CharField(max_length=10, choices=StorySource)
    source_id = models.UUIDField(null=True, blank=True)
    sensitivity = models.CharField(max_length=10, choices=Sensitivity, default=Sensitivity.SHARED)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StoryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="story_told_not_in_the_future",
                condition=Q(happened_at__lte=F("recorded_at") + timedelta(minutes=5)),
            ),
            models.CheckConstraint(
                name="story_for_all_or_for_the_council",
                condition=Q(sensitivity__in=[Sensitivity.SHARED, Sensitivity.TEAM]),
            ),
            models.CheckConstraint(
                name="story_in_a_known_section", condition=Q(section__in=Section.values)
            ),
        ]
        indexes = [
            models.Index(
                fields=["family", "section", "-happened_at", "-recorded_at"], name="story_by_family"
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return self.get_section_display()


@tracked
class StillRight(Record):
    """The family was read a section, and said that it is still right."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    part = models.ForeignKey(StoryPart, models.PROTECT, related_name="confirmations")
    happened_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="still_right_not_in_the_future",
                condition=Q(happened_at__lte=F("recorded_at") + timedelta(minutes=5)),
            )
        ]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.part_id} is still right"
