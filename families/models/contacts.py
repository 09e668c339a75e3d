"""Each contact with a family: the way, who was present, what came of it (R072, R078, R086)."""

from datetime import timedelta

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from familyhubs.audit.history import tracked
from familyhubs.records import Record

from ..contacts import REACHED
from ..querysets import ContactQuerySet
from .people import Family, Person
from .timeline import TimelineEntry


class Way(models.TextChoices):
    """How we were in touch (domain.md 2.7), the commonest first."""

    CALL = "call", _("Phone call")
    HOME_VISIT = "home_visit", _("Home visit")
    WALK_IN = "walk_in", _("At a hub")
    TEXT = "text", _("Text message")
    WHATSAPP = "whatsapp", _("WhatsApp")
    VIDEO = "video", _("Teams or another video call")
    EMAIL = "email", _("Email")
    LETTER = "letter", _("Letter")
    OUTREACH = "outreach", _("Outreach or a place in the community")
    GROUP = "group", _("Group session")
    REGISTRATION = "registration", _("Birth registration desk")
    CHAT = "chat", _("Live chat")
    WEB = "web", _("Web form")
    PAPER = "paper", _("Paper form or leaflet")
    PROFESSIONAL = "professional", _("Through another professional")


class Direction(models.TextChoices):
    """Who sought whom."""

    OUT = "out", _("We contacted them")
    IN = "in", _("They contacted us")


class CameOf(models.TextChoices):
    """What came of it; only the first two were a contact, the others were tries."""

    SPOKE = "spoke", _("Spoke, or heard from them")
    CAME = "came", _("They came, or we met")
    MESSAGE = "message", _("Left or sent a message")
    NO_ANSWER = "no_answer", _("No answer")
    NOT_COME = "not_come", _("They did not come")


@tracked
class Contact(Record):
    """What a contact was, beside the words that stand on the timeline; never rewritten."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="contacts")
    entry = models.OneToOneField(TimelineEntry, models.PROTECT, related_name="contact")
    way = models.CharField(max_length=12, choices=Way)
    direction = models.CharField(max_length=3, choices=Direction)
    came_of = models.CharField(max_length=10, choices=CameOf)
    present = models.ManyToManyField(Person, related_name="+", blank=True)
    also_present = models.CharField(max_length=200, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    happened_at = models.DateTimeField()
    next_due_on = models.DateField(null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        ordering = ["-happened_at", "-id"]
        constraints = [
            models.CheckConstraint(
                name="contact_not_in_the_future",
                condition=Q(happened_at__lte=F("recorded_at") + timedelta(minutes=5)),
            ),
            models.CheckConstraint(
                name="contact_in_a_known_way",
                condition=Q(way__in=Way.values, direction__in=Direction.values),
            ),
            models.CheckConstraint(
                name="contact_says_what_came_of_it", condition=Q(came_of__in=CameOf.values)
            ),
            models.CheckConstraint(
                name="contact_next_comes_after",
                condition=Q(next_due_on=None) | Q(next_due_on__gte=F("happened_at__date")),
            ),
        ]
        indexes = [models.Index(fields=["family", "-happened_at"], name="contact_by_family")]
        triggers = [
            pgtrigger.Protect(name="append_only", operation=pgtrigger.Update | pgtrigger.Delete)
        ]

    def __str__(self):
        return f"{self.get_way_display()}: {self.get_came_of_display()}"

    @property
    def reached(self):
        """Whether we spoke with them: a try is no contact."""
        return self.came_of in REACHED
