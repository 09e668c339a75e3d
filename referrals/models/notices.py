"""What the referrer is told of the decision: drafted at once, sent by a person, once (R044)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.database.history import tracked
from familyhubs.records import Record

from ..querysets import OutcomeNoticeQuerySet
from .requests import Referral, is_said


@tracked
class OutcomeNotice(Record):
    """The answer that a referrer is owed: its words, until when, and whether they have it."""

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="notice")
    words = EncryptedTextField()
    due_at = models.DateTimeField()
    settled_at = models.DateTimeField(null=True, blank=True)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    why_not = EncryptedTextField(
        blank=True, default="", help_text="Why they were not told; empty where they were."
    )

    objects = OutcomeNoticeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="outcome_notice_settled_by_somebody",
                condition=Q(settled_at=None, settled_by=None) & ~is_said("why_not")
                | Q(settled_at__isnull=False, settled_by__isnull=False),
            ),
            models.CheckConstraint(
                name="outcome_notice_says_something", condition=is_said("words")
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at", "id"],
                name="outcome_notice_untold",
                condition=Q(settled_at=None),
            )
        ]

    @property
    def is_told(self):
        """Whether the referrer has these words."""
        return self.settled_at is not None and not self.why_not
