"""How to reach somebody, and how not to."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.database.history import tracked
from familyhubs.records import Period, PeriodQuerySet, Record


class Channel(models.TextChoices):
    """Ways to reach a person (domain.md 2.7), in the order a family is offered them."""

    CALL = "call", "Phone call"
    TEXT = "text", "Text message"
    EMAIL = "email", "Email"
    WHATSAPP = "whatsapp", "WhatsApp"
    VIDEO = "video", "Video call"
    POST = "post", "Letter"
    IN_PERSON = "in_person", "In person at a hub"


class SafeHours(models.TextChoices):
    """Parts of the day a person calls safe; `rules.WINDOWS` says when each begins and ends."""

    SCHOOL = "school", _("During school hours (9:30am to 2:30pm)")
    MORNING = "morning", _("Mornings (8am to noon)")
    AFTERNOON = "afternoon", _("Afternoons (noon to 5pm)")
    EVENING = "evening", _("Evenings (5pm to 8pm)")


class Helps(models.TextChoices):
    """What makes talking with us possible or easier (domain.md 2.14); the rest is in words."""

    TEXTPHONE = "textphone", _("A textphone")
    RELAY = "relay", _("Relay UK: dial 18002 first")
    SIGNING = "signing", _("Sign language by video")
    LIP_READING = "lip_reading", _("Someone who speaks clearly, for lip-reading")
    LARGE_PRINT = "large_print", _("Large print")
    EASY_READ = "easy_read", _("Easy words and pictures")
    READ_TO = "read_to", _("Help with reading and filling in forms")
    QUIET = "quiet", _("A quiet place, or more time")
    STEP_FREE = "step_free", _("A place without steps")
    COMPANY = "company", _("Someone with me")


@tracked
class ContactCard(Record):
    """One person's ways of contact and their instructions. Nothing is ever sent against it."""

    phone = EncryptedTextField(blank=True, default="")
    email = EncryptedTextField(blank=True, default="")
    address = EncryptedTextField(blank=True, default="")
    preferred = models.CharField(max_length=10, choices=Channel, blank=True)
    may_call = models.BooleanField(default=False)
    may_voicemail = models.BooleanField(default=False)
    may_text = models.BooleanField(default=False)
    may_whatsapp = models.BooleanField(default=False)
    may_email = models.BooleanField(default=False)
    may_post = models.BooleanField(default=False)
    safe_hours = ArrayField(
        models.CharField(max_length=10, choices=SafeHours), default=list, blank=True
    )
    good_times = EncryptedTextField(blank=True, default="")
    never_times = EncryptedTextField(blank=True, default="")
    must_not_know = EncryptedTextField(blank=True, default="")
    code_word = EncryptedTextField(blank=True, default="")
    never_mention = EncryptedTextField(blank=True, default="")
    interpreter_language = models.CharField(max_length=40, blank=True)
    communication_needs = EncryptedTextField(blank=True, default="")
    may_video = models.BooleanField(default=False)
    may_come = models.BooleanField(default=False, help_text="They come in and ask.")
    helps = ArrayField(models.CharField(max_length=12, choices=Helps), default=list, blank=True)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    def __str__(self):
        return f"Contact card {self.pk}"

    @property
    def version(self):
        """Changes with every change: a page hands it back, so that a stale one is noticed."""
        return self.updated_at.isoformat()

    @property
    def safe_hours_words(self):
        """The safe parts of the day as they are said."""
        return [SafeHours(hours).label for hours in self.safe_hours]

    @property
    def helps_words(self):
        """What helps, as it is said."""
        return [Helps(one).label for one in self.helps]


class SilenceReason(models.TextChoices):
    """Why the portal writes nothing by itself."""

    DIED = "died", "The person has died"
    BEREAVED = "bereaved", "The family is bereaved: a worker speaks with them first"


class Silence(Period):
    """While it lasts, nothing leaves by itself to this card, or by this way to anybody's card.

    `reach_hash` says which number or address without telling it (silences.reach_hashes): the same
    person may stand in a request, a booking or among a hub's members with a card of its own.
    """

    because = models.CharField(max_length=8, choices=SilenceReason)
    card = models.ForeignKey(
        ContactCard, models.PROTECT, null=True, blank=True, related_name="silences"
    )
    reach_hash = models.CharField(max_length=64, blank=True)
    cause_id = models.UUIDField(help_text="What it was begun for, and ends with.")

    objects = PeriodQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="silence_of_a_card_or_a_way",
                condition=Q(card=None) & ~Q(reach_hash="") | Q(card__isnull=False, reach_hash=""),
            ),
        ]
        indexes = [
            models.Index(fields=["card"], name="silence_by_card", condition=Q(card__isnull=False)),
            models.Index(fields=["reach_hash"], name="silence_by_way", condition=~Q(reach_hash="")),
            models.Index(fields=["cause_id"], name="silence_by_cause"),
        ]

    def __str__(self):
        return self.get_because_display()
