"""A professional asked whether we already work with a child: told to nobody but its lead."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Record

from ..querysets import OpenCheckQuerySet
from .requests import is_said


class OpenCheck(Record):
    """One question. What it found is written nowhere, and the child's name is wiped after it."""

    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    full_name = EncryptedTextField(blank=True, default="")
    born_on = EncryptedTextField(blank=True, default="", help_text="ISO 8601.")
    handled_at = models.DateTimeField(null=True, blank=True)

    objects = OpenCheckQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="open_check_handled_is_wiped",
                condition=Q(handled_at=None) & is_said("full_name")
                | Q(handled_at__isnull=False) & ~is_said("full_name") & ~is_said("born_on"),
            )
        ]
        indexes = [
            models.Index(
                fields=["recorded_at"], name="open_check_waiting", condition=Q(handled_at=None)
            ),
            models.Index(fields=["asked_by", "recorded_at"], name="open_check_by_asker"),
        ]
