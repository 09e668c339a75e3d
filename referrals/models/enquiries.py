"""Questions at a desk, counted without asking who it was (R019, R051), and what to say (R050)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from familyhubs.database.history import tracked
from familyhubs.records import Record

from ..desk.querysets import EnquiryQuerySet
from ..desk.topics import CHOICES, words_of


class EnquiryChannel(models.TextChoices):
    """How the question reached a colleague."""

    DESK = "desk", "At the desk"
    PHONE = "phone", "Phone"
    EMAIL = "email", "Email"
    CHAT = "chat", "Live chat"


class Did(models.TextChoices):
    """What the colleague did about it; the second of two taps."""

    ANSWERED = "answered", "Answered it"
    GAVE = "gave", "Gave a leaflet or form"
    SIGNPOSTED = "signposted", "Signposted"
    BOOKED = "booked", "Booked a place"
    FETCHED = "fetched", "Fetched a colleague"
    REQUEST = "request", "Took a request"


class Helped(models.TextChoices):
    """Whether where they were sent did help; asked then or later."""

    YES = "yes", "It helped"
    PARTLY = "partly", "It helped a little"
    NO = "no", "It did not help"


class Enquiry(Record):
    """One question at a desk: about what, by what way, what we did. Never who asked."""

    hub = models.ForeignKey("hubs.Hub", models.PROTECT, related_name="+")
    topic = models.CharField(max_length=20, choices=CHOICES)
    did = models.CharField(max_length=10, choices=Did)
    channel = models.CharField(max_length=5, choices=EnquiryChannel)
    service = models.ForeignKey(
        "hubs.Service", models.SET_NULL, null=True, blank=True, related_name="+"
    )
    helped = models.CharField(max_length=6, choices=Helped, blank=True)
    happened_at = models.DateTimeField()
    taken_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = EnquiryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="enquiry_service_only_where_signposted",
                condition=Q(service=None) | Q(did="signposted"),
            ),
            models.CheckConstraint(
                name="enquiry_not_in_the_future",
                condition=Q(happened_at__lte=F("recorded_at") + timedelta(minutes=5)),
            ),
            models.CheckConstraint(name="enquiry_has_a_topic", condition=~Q(topic="")),
            models.CheckConstraint(name="enquiry_did_known", condition=Q(did__in=Did.values)),
            models.CheckConstraint(
                name="enquiry_channel_known", condition=Q(channel__in=EnquiryChannel.values)
            ),
            models.CheckConstraint(
                name="enquiry_helped_known", condition=Q(helped__in=["", *Helped.values])
            ),
        ]
        indexes = [
            models.Index(fields=["hub", "-happened_at", "-id"], name="enquiry_by_hub"),
            models.Index(fields=["happened_at"], name="enquiry_by_time"),
            models.Index(fields=["taken_by", "hub", "-recorded_at"], name="enquiry_last_by"),
            models.Index(
                fields=["hub", "-happened_at"],
                name="enquiry_to_ask_about",
                condition=Q(did="signposted", helped=""),
            ),
        ]

    def __str__(self):
        return str(self.topic_words)

    @property
    def topic_words(self):
        return words_of(self.topic)


@tracked
class DeskPrompt(Record):
    """What a council wants said about one topic, in place of the words it started with."""

    topic = models.CharField(max_length=20, unique=True)
    words = models.TextField(max_length=2_000, blank=True)
    changed_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(name="desk_prompt_has_a_topic", condition=~Q(topic=""))
        ]

    def __str__(self):
        return str(words_of(self.topic))

    @property
    def version(self):
        """Which state of the row this is: a form sent about an older one is asked again."""
        return self.updated_at.isoformat()
