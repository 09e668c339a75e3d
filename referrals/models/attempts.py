"""Tries to reach a family about its request (domain.md 2.8)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from familyhubs.contact.models import Channel as ContactChannel
from familyhubs.database.encryption import EncryptedTextField
from familyhubs.database.history import tracked
from familyhubs.records import Record

from .requests import Referral


@tracked
class ContactAttempt(Record):
    """One try to reach the family about its request: by what, when, and whether it worked."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="attempts")
    happened_at = models.DateTimeField()
    channel = models.CharField(max_length=10, choices=ContactChannel)
    reached = models.BooleanField()
    note = EncryptedTextField(blank=True, default="")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["-happened_at", "-id"]
        indexes = [
            # How long families waited lately: few of very many rows.
            models.Index(fields=["happened_at"], name="attempt_reached", condition=Q(reached=True))
        ]
        constraints = [
            models.CheckConstraint(
                name="attempt_not_in_the_future",
                condition=Q(happened_at__lte=F("recorded_at") + timedelta(minutes=5)),
            )
        ]
