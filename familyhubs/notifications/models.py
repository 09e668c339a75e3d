"""What we owe somebody by message. The rows are the queue; Celery is only the doorbell."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.utils import timezone

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Record

from .querysets import MessageQuerySet


class MessageChannel(models.TextChoices):
    """How a message left, or will leave."""

    EMAIL = "email", "Email"
    SMS = "sms", "Text message"


# What an ended message keeps of an address that somebody typed: nothing.
WIPED = {"typed_address": "", "words": ""}


class Message(Record):
    """One message to one person, at most one for each key; late perhaps, never lost or doubled."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=60)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    card = models.ForeignKey(
        "contact.ContactCard", models.PROTECT, null=True, blank=True, related_name="+"
    )
    organisation = models.ForeignKey(
        "accounts.Organisation", models.PROTECT, null=True, blank=True, related_name="+"
    )
    # Somebody without an account or a card, who typed where it should go and what they ask for:
    # both are encrypted, and wiped as soon as it is sent, dropped or given up.
    is_typed = models.BooleanField(default=False)
    typed_address = EncryptedTextField(blank=True, default="")
    words = EncryptedTextField(blank=True, default="")
    family_id = models.UUIDField(null=True, blank=True)
    about_model = models.CharField(max_length=80, blank=True)
    about_id = models.UUIDField(null=True, blank=True)
    by = models.CharField(max_length=40)
    facts = models.JSONField(default=dict)

    due_at = models.DateTimeField(default=timezone.now)
    attempts = models.PositiveSmallIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    channel = models.CharField(max_length=5, choices=MessageChannel, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    provider_reference = models.CharField(max_length=100, blank=True)
    dropped_at = models.DateTimeField(null=True, blank=True)
    drop_reason = models.CharField(max_length=200, blank=True)
    failed_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=100, blank=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="message_to_one_person",
                condition=Q(user=None, card__isnull=False, is_typed=False)
                | Q(user__isnull=False, card=None, is_typed=False)
                | Q(user=None, card=None, is_typed=True),
            ),
            models.CheckConstraint(
                name="message_typed_is_wiped_when_it_ends",
                condition=Q(Exact(Length("typed_address"), 0), Exact(Length("words"), 0))
                | Q(is_typed=True, sent_at=None, dropped_at=None, failed_at=None),
            ),
            models.CheckConstraint(
                name="message_ends_one_way",
                condition=Q(sent_at=None, dropped_at=None)
                | Q(sent_at=None, failed_at=None)
                | Q(dropped_at=None, failed_at=None),
            ),
            models.CheckConstraint(
                name="message_dropped_with_reason",
                condition=Q(dropped_at=None) | ~Q(drop_reason=""),
            ),
        ]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="message_queue",
                condition=Q(sent_at=None, dropped_at=None, failed_at=None),
            ),
            models.Index(F("user"), F("recorded_at").desc(), name="message_of_user"),
            models.Index(
                fields=["user"],
                name="message_unread",
                condition=Q(user__isnull=False, read_at=None, dropped_at=None),
            ),
            models.Index(
                fields=["-recorded_at", "-id"],
                name="message_never_left",
                condition=Q(failed_at__isnull=False) | Q(dropped_at__isnull=False),
            ),
            models.Index(
                fields=["about_id"],
                name="message_about",
                condition=Q(about_id__isnull=False),
            ),
            models.Index(
                fields=["organisation", "family_id"],
                name="message_to_organisation",
                condition=Q(organisation__isnull=False),
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.pk}"

    @property
    def state(self):
        """Where it stands: sent, dropped, failed or queued."""
        for name in ("sent", "dropped", "failed"):
            if getattr(self, f"{name}_at"):
                return name
        return "queued"
