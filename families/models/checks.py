"""What the nightly check of access found (access.md): counts and ids, nothing about people."""

from django.db import models

from familyhubs.records import Record


class AccessCheck(Record):
    """One time that access was computed two ways, and where they differed."""

    users = models.PositiveIntegerField(help_text="How many people's access was computed.")
    pairs = models.PositiveIntegerField(help_text="How many pairs of a person and a family.")
    differences = models.JSONField(default=list, help_text="[user, family] of each pair.")

    class Meta:
        ordering = ["-recorded_at"]
        indexes = [models.Index(fields=["-recorded_at"], name="access_check_latest")]

    def __str__(self):
        return f"{self.pairs} pairs, {len(self.differences)} differ"
