"""A family's unfinished request: kept for a while, read by nobody."""

from django.db import models

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Record

from ..querysets import DraftQuerySet


class Draft(Record):
    """Answers so far, encrypted; opened only by this browser's session."""

    answers = EncryptedTextField(default="{}")
    expires_at = models.DateTimeField()
    sent_as = models.OneToOneField(
        "referrals.Referral", models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="draft_by_expiry")]
