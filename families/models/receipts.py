"""What a family gets in the hand about what it agreed to, and how it asks us to stop."""

from datetime import date

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.audit.history import tracked
from familyhubs.database.encryption import EncryptedTextField
from familyhubs.languages.known import ENGLISH, LANGUAGES
from familyhubs.records import Period, Record

from ..querysets import ReceiptQuerySet, StopRequestQuerySet
from .people import Family, Person


class ReceiptWay(models.TextChoices):
    """How a receipt is given."""

    PAPER = "paper", "On paper"
    MESSAGE = "message", "By message"


@tracked
class Receipt(Period):
    """One person's way to what they agreed to, on paper or by a link, until it runs out.

    Of its code only the digest is kept; what it shows is worked out anew each time.
    """

    family = models.ForeignKey(Family, models.PROTECT, related_name="receipts")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    way = models.CharField(max_length=7, choices=ReceiptWay)
    digest = models.CharField(max_length=64, unique=True)
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = ReceiptQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["-starts_at", "-id"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="receipt_runs_out", condition=Q(ends_at__isnull=False) & ~Q(digest="")
            ),
        ]
        indexes = [models.Index(fields=["family", "person"], name="receipt_by_person")]
        triggers = [
            pgtrigger.ReadOnly(
                name="receipt_is_kept", exclude=["ends_at", "end_reason", "updated_at"]
            )
        ]

    def __str__(self):
        return f"Receipt for {self.person}"


@tracked
class StopRequest(Record):
    """Somebody without a code asks us to stop sharing; whether we know them is not said."""

    hub = models.ForeignKey("hubs.Hub", models.PROTECT, related_name="+")
    name = EncryptedTextField()
    born_on = EncryptedTextField()
    reach = EncryptedTextField(help_text="How to reach them safely, in their words.")
    what = EncryptedTextField(help_text="What to stop, in their words.")
    language = models.CharField(max_length=10, default=ENGLISH)
    due_at = models.DateTimeField()
    result = models.TextField(blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = StopRequestQuerySet.as_manager()

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="stop_request_done_by_somebody_who_says_what",
                condition=Q(done_at=None, done_by=None)
                | Q(done_at__isnull=False, done_by__isnull=False) & ~Q(result=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["hub", "due_at"], name="stop_request_open", condition=Q(done_at=None)
            ),
        ]

    def __str__(self):
        return f"Stop request {self.pk}"

    @property
    def born_day(self):
        return date.fromisoformat(self.born_on)

    @property
    def language_name(self):
        return LANGUAGES[self.language].name
