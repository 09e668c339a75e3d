"""Ways to a hub that have no building: phone, text, e-mail, form, chat, app (R006)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familyhubs.records import Record

from ..languages import name_of
from ..querysets import AccessPointQuerySet
from .places import Hub


class Channel(models.TextChoices):
    """How somebody gets in touch, in the order in which families read them."""

    PHONE = "phone", _("Phone")
    TEXT = "text", _("Text message")
    EMAIL = "email", _("Email")
    FORM = "form", _("Online form")
    CHAT = "chat", _("Online chat")
    APP = "app", _("App")


BY_NUMBER = (Channel.PHONE, Channel.TEXT)
BY_LINK = (Channel.FORM, Channel.CHAT, Channel.APP)


class AccessPoint(Record):
    """One way in without a building, to one hub or to the whole network (no hub)."""

    hub = models.ForeignKey(
        Hub, models.PROTECT, null=True, blank=True, related_name="access_points"
    )
    channel = models.CharField(max_length=5, choices=Channel)
    label = models.CharField(max_length=80, help_text="What families call it.")
    value = models.CharField(max_length=300, help_text="The number, address or link.")
    hours = models.CharField(max_length=150, blank=True, help_text="When, in words.")
    language = models.CharField(max_length=3, default="en", help_text="ISO 639 code.")

    objects = AccessPointQuerySet.as_manager()

    class Meta:
        ordering = ["label", "id"]
        constraints = [
            models.CheckConstraint(
                name="access_point_fits_its_channel",
                condition=Q(channel__in=BY_NUMBER, value__regex=r"^\+[1-9][0-9]{6,14}$")
                | Q(channel="email", value__regex=r"^[^@\s]+@[^@\s]+\.[^@\s]+$")
                | Q(channel__in=BY_LINK, value__regex=r"^https://[^\s]+$"),
            ),
            models.UniqueConstraint(
                fields=["hub", "channel", "value", "language"],
                name="access_point_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self):
        return self.label

    @property
    def is_by_number(self):
        return self.channel in BY_NUMBER

    @property
    def other_language(self):
        """Its language, where that is not English."""
        return "" if self.language == "en" else name_of(self.language)
