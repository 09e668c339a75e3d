"""Which ways of contact somebody allows: yes, no, or never asked; who said so, and when (R086)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familyhubs.audit.history import tracked
from familyhubs.records import Period

from ..sharing import Part
from .held import Held
from .needs import once_at_a_time


class CardWay(models.TextChoices):
    """Each as the contact card has it: `may_<way>`."""

    CALL = "call", _("Phone call")
    VOICEMAIL = "voicemail", _("Voicemail")
    TEXT = "text", _("Text message")
    WHATSAPP = "whatsapp", _("WhatsApp")
    EMAIL = "email", _("Email")
    POST = "post", _("Letter")
    VIDEO = "video", _("Video call")

    @property
    def on_card(self):
        return f"may_{self.value}"


class Allows(models.TextChoices):
    """What they said of one way."""

    MAY = "may", _("Yes, we may")
    MAY_NOT = "may_not", _("No, we may not")
    NOT_ASKED = "not_asked", _("Not asked")


@tracked
class ChannelAnswer(Held):
    """One person's answer about one way. What is sent obeys the contact card, which follows it."""

    part = Part.CONTACT

    way = models.CharField(max_length=10, choices=CardWay)
    answer = models.CharField(max_length=10, choices=Allows)
    said_by = models.CharField(max_length=100, blank=True, help_text="Who said so.")

    class Meta(Held.Meta):
        constraints = [
            *Period.Meta.constraints,
            once_at_a_time("channel_answer_one_at_a_time", "way"),
            models.CheckConstraint(
                name="channel_answer_of_a_known_way",
                condition=Q(way__in=CardWay.values, answer__in=Allows.values),
            ),
        ]

    def __str__(self):
        return f"{self.get_way_display()}: {self.get_answer_display()}"
