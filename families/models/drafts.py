"""A note that is not written yet: as typed, encrypted, for its author alone."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Record

from ..querysets import NoteDraftQuerySet
from .people import Family


class NoteDraft(Record):
    """What somebody typed so far, right or wrong; its id becomes the id of the note.

    No row history is kept of it: it is nothing yet, and its words must be gone when it is.
    """

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    typed = EncryptedTextField(default="{}")
    version = models.PositiveIntegerField(default=1)
    saved_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    handed_in_at = models.DateTimeField(
        null=True, blank=True, help_text="Since when it waits for the author's supervisor."
    )
    sent_back_why = EncryptedTextField(blank=True, default="")

    objects = NoteDraftQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="note_draft_expires_later", condition=Q(expires_at__gt=models.F("saved_at"))
            ),
        ]
        indexes = [
            models.Index(fields=["author", "-saved_at"], name="note_draft_by_author"),
            models.Index(fields=["expires_at"], name="note_draft_by_expiry"),
        ]
