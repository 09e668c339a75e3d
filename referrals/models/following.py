"""What a family says about its request after it was sent, without an account."""

from django.db import models
from django.db.models import Q

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.database.history import tracked
from familyhubs.records import Record

from .requests import Referral, is_said


class Since(models.TextChoices):
    """What was said since."""

    ADDED = "added", "Added something"
    WITHDREW = "withdrew", "Does not want the help any more"
    SWITCHED_OFF = "off", "Nobody may look where the request is"


@tracked
class SaidSince(Record):
    """One thing that the family said since; nothing is decided by it, a person reads it."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="said_since")
    what = models.CharField(max_length=8, choices=Since)
    words = EncryptedTextField(blank=True, default="")

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral", "what"],
                condition=~Q(what="added"),
                name="said_since_withdrew_or_off_once",
            ),
            models.CheckConstraint(
                name="said_since_added_has_words", condition=~Q(what="added") | is_said("words")
            ),
            models.CheckConstraint(name="said_since_is_known", condition=Q(what__in=Since.values)),
        ]
