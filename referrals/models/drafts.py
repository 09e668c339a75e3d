"""A family's unfinished request, and the codes that open it: kept for a while, read by nobody."""

from django.db import models

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.languages.known import ENGLISH
from familyhubs.records import Record

from ..querysets import DraftQuerySet


class Draft(Record):
    """Answers so far, encrypted; opened by the browser that holds it, or by a code of its own."""

    answers = EncryptedTextField(default="{}")
    expires_at = models.DateTimeField()
    sent_as = models.OneToOneField(
        "referrals.Referral", models.PROTECT, null=True, blank=True, related_name="+"
    )

    equality_asked = models.BooleanField(
        default=False, help_text="Whether the optional questions were answered or passed over."
    )

    language = models.CharField(
        max_length=10, default=ENGLISH, help_text="In which the family writes it."
    )

    objects = DraftQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="draft_by_expiry")]


class DraftCode(Record):
    """What a family wrote down to come back by: only what the portal can make of it is kept."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="codes")
    digest = models.CharField(max_length=64, unique=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="draft_code_is_a_digest", condition=models.Q(digest__regex=r"^[0-9a-f]{64}$")
            )
        ]
