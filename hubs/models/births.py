"""Births registered at a hub, by the small area of the family's home and nothing else (R031)."""

from django.db import models
from django.db.models import Q

from .geography import Area
from .places import Hub


class BirthRegistered(models.Model):
    """One birth registered at a hub: where, in which month, and the area. No person, no time.

    Its id was made with the form, so that sending it twice counts once; nothing leads from it to
    an appointment.
    """

    id = models.UUIDField(primary_key=True)
    hub = models.ForeignKey(Hub, models.PROTECT, related_name="births")
    month = models.DateField(help_text="Its first day.")
    area = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        help_text="The LSOA; none for a home elsewhere, or not told.",
    )

    class Meta:
        constraints = [
            models.CheckConstraint(name="birth_in_a_month", condition=Q(month__day=1)),
        ]
        indexes = [models.Index(fields=["month", "hub"], name="birth_by_month")]
