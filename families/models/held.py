"""What every row about one person has in common: the record it was told in, by whom, when."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from familyhubs.records import Period

from ..querysets import HeldQuerySet
from ..sharing import Part
from .people import Family, Person


class Source(models.TextChoices):
    """How we know."""

    THEMSELVES = "themselves", _("They told us")
    CARER = "carer", _("A parent or carer told us")
    PROFESSIONAL = "professional", _("A professional told us")
    DOCUMENT = "document", _("We saw it on a letter or document")
    SYSTEM = "system", _("From another system")


class Held(Period):
    """Something held about one person. It says what they are called by, need or told us."""

    part = Part.MEMBERS  # Which part of the record it is of.

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    source = models.CharField(max_length=12, choices=Source)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )

    objects = HeldQuerySet.as_manager()

    class Meta(Period.Meta):
        abstract = True
