"""Who filled a request in for somebody else."""

from django.db import models

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.database.history import tracked
from familyhubs.records import Record

from .requests import Referral, is_said


@tracked
class FilledIn(Record):
    """The one who typed it for a family; shown to triage, never to the family."""

    referral = models.OneToOneField(Referral, models.CASCADE, related_name="filled_in")
    name = EncryptedTextField()
    relation = EncryptedTextField(blank=True, default="", help_text="How they know the family.")

    class Meta:
        constraints = [
            models.CheckConstraint(name="filled_in_by_somebody", condition=is_said("name"))
        ]
