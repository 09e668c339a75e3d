"""Where people live, each for themselves, over time (domain.md 2.18; R091)."""

from uuid import uuid4

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from familyhubs.audit.history import tracked
from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Period
from hubs.models.staff import TsTzRange, as_one

from ..querysets import ResidenceQuerySet, SafeAddressQuerySet
from .people import Family, Person


class HomeKind(models.TextChoices):
    """What sort of place it is; a refuge is always a restricted address."""

    HOME = "home", _("A home")
    TEMPORARY = "temporary", _("Temporary accommodation")
    NONE = "none", _("No fixed address")
    ROADSIDE = "roadside", _("Roadside or a site")
    HOSPITAL = "hospital", _("Hospital")
    PRISON = "prison", _("Prison")
    OTHER = "other", _("Another place")


class AddressUse(models.TextChoices):
    """The Person Standard's use codes; "old" is what an ended period says."""

    HOME = "home", _("Home")
    WORK = "work", _("Work")
    TEMP = "temp", _("For a time")


@tracked
class Residence(Period):
    """One person's address for a period; those who live together share `household`."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="residences")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    household = models.UUIDField(default=uuid4)
    kind = models.CharField(max_length=10, choices=HomeKind)
    use = models.CharField(max_length=4, choices=AddressUse, default=AddressUse.HOME)
    is_main = models.BooleanField(default=True, help_text="Where they mainly live.")
    lines = models.CharField(max_length=400, blank=True)
    postcode = models.CharField(max_length=8, blank=True)
    uprn = models.CharField(max_length=12, blank=True)
    ward = models.ForeignKey("hubs.Area", models.SET_NULL, null=True, blank=True, related_name="+")
    lsoa = models.ForeignKey("hubs.Area", models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ResidenceQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(
                name="residence_uprn_of_12_digits",
                condition=Q(uprn="") | Q(uprn__regex=r"^[0-9]{12}$"),
            ),
            models.CheckConstraint(
                name="residence_none_has_no_address",
                condition=~Q(kind="none") | Q(lines="", postcode="", uprn=""),
            ),
            models.CheckConstraint(
                name="residence_main_is_a_home", condition=Q(is_main=False) | ~Q(use="work")
            ),
            ExclusionConstraint(
                name="residence_one_main_at_a_time",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    (as_one("person"), RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
                condition=Q(is_main=True),
            ),
            ExclusionConstraint(
                name="residence_once_in_a_household",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    (as_one("person", "household"), RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"Residence {self.pk}"

    @property
    def words(self):
        """The address in one line, or what is known instead of one."""
        said = [part for part in (*self.lines.splitlines(), self.postcode) if part.strip()]
        return ", ".join(said) or self.get_kind_display()

    @property
    def use_now(self):
        """As the use code says it: an address that is over is old."""
        return self.get_use_display() if self.is_current else _("Old")


@tracked
class SafeAddress(Period):
    """A restricted address: a refuge, or one that nobody may pass on. Encrypted, never mapped."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="safe_addresses")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    address = EncryptedTextField()
    is_refuge = models.BooleanField(default=False)

    objects = SafeAddressQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            ExclusionConstraint(
                name="safe_address_one_at_a_time",
                expressions=[
                    ("family", RangeOperators.EQUAL),
                    (as_one("person"), RangeOperators.EQUAL),
                    (TsTzRange("starts_at", "ends_at"), RangeOperators.OVERLAPS),
                ],
            ),
        ]

    def __str__(self):
        return f"Restricted address {self.pk}"
