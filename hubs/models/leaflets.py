"""Short videos and leaflets in families’ languages, as links that are looked at again (R089)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from familyhubs.records import Record

from ..languages import name_of
from ..leaflets.querysets import LeafletQuerySet
from .offer import Topic


class LeafletKind(models.TextChoices):
    """What opens behind the link."""

    VIDEO = "video", _("Video")
    LEAFLET = "leaflet", _("Leaflet")


class Leaflet(Record):
    """One link in one language; families read it until the day it must be looked at again."""

    title = models.CharField(max_length=120, help_text="In its own language.")
    language = models.CharField(max_length=3, help_text="ISO 639.")
    kind = models.CharField(max_length=7, choices=LeafletKind)
    topic = models.ForeignKey(Topic, models.PROTECT, related_name="+")
    url = models.URLField(max_length=300)
    checked_on = models.DateField()
    checked_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    review_due_on = models.DateField()
    taken_down_at = models.DateTimeField(null=True, blank=True)

    objects = LeafletQuerySet.as_manager()

    class Meta:
        ordering = ["language", "title", "id"]
        constraints = [
            models.CheckConstraint(name="leaflet_has_a_title", condition=~Q(title="")),
            models.CheckConstraint(
                name="leaflet_link_is_safe", condition=Q(url__startswith="https://")
            ),
            models.CheckConstraint(
                name="leaflet_of_a_known_kind", condition=Q(kind__in=LeafletKind.values)
            ),
            models.CheckConstraint(
                name="leaflet_looked_at_again_later",
                condition=Q(review_due_on__gt=models.F("checked_on")),
            ),
            models.UniqueConstraint(
                fields=["language", "url"],
                condition=Q(taken_down_at=None),
                name="leaflet_link_once_a_language",
            ),
        ]

    def __str__(self):
        return self.title

    @property
    def language_name(self):
        return name_of(self.language)

    @property
    def is_overdue(self):
        return self.review_due_on < timezone.localdate()
