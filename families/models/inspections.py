"""Which families an inspector or auditor may read, who chose them and who agreed (A12)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from familyhubs.audit.history import tracked
from familyhubs.records import Period, Record

from ..querysets import InspectedFamilyQuerySet, InspectionQuerySet
from .people import Family


class ChosenHow(models.TextChoices):
    """How the families of an inspection came onto its list."""

    NAMED = "named", "By reference"
    SAMPLE = "sample", "At random"


@tracked
class Inspection(Period):
    """One inspector reads a list of families until a day; a second person agrees to the list.

    Its period begins when it is agreed to. `seed`, `found` and the filter show the working of a
    sample: the same seed draws the same families from as many.
    """

    inspector = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    purpose = models.TextField()
    last_day = models.DateField()
    chosen_how = models.CharField(max_length=6, choices=ChosenHow)
    hub = models.ForeignKey("hubs.Hub", models.PROTECT, null=True, blank=True, related_name="+")
    only_open = models.BooleanField(default=False)
    found = models.PositiveIntegerField(null=True, blank=True)
    seed = models.PositiveIntegerField(null=True, blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    is_agreed = models.BooleanField(null=True, blank=True)
    answer = models.CharField(max_length=300, blank=True)

    objects = InspectionQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["-recorded_at", "id"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(name="inspection_says_what_for", condition=~Q(purpose="")),
            models.CheckConstraint(
                name="inspection_decided_whole",
                condition=Q(decided_by=None, decided_at=None, is_agreed=None)
                | Q(decided_by__isnull=False, decided_at__isnull=False, is_agreed__isnull=False),
            ),
            models.CheckConstraint(
                name="inspection_decided_by_a_second_person",
                condition=Q(decided_by=None)
                | ~Q(decided_by=F("made_by")) & ~Q(decided_by=F("inspector")),
            ),
            models.CheckConstraint(
                name="inspection_never_ones_own", condition=~Q(inspector=F("made_by"))
            ),
            models.CheckConstraint(
                name="inspection_agreed_has_an_end",
                condition=~Q(is_agreed=True) | Q(ends_at__isnull=False),
            ),
            models.CheckConstraint(
                name="inspection_sample_shows_its_working",
                condition=~Q(chosen_how="sample") | Q(found__isnull=False, seed__isnull=False),
            ),
        ]

    def __str__(self):
        return f"Inspection by {self.inspector}"

    @property
    def is_waiting(self):
        """Nobody has agreed to its list yet, and nobody has said no."""
        return self.is_agreed is None

    @property
    def is_open(self):
        """Agreed to, and its time is not over: the inspector reads its families now."""
        return bool(self.is_agreed) and self.is_current


@tracked
class InspectedFamily(Record):
    """One family on the list of one inspection."""

    inspection = models.ForeignKey(Inspection, models.PROTECT, related_name="families")
    family = models.ForeignKey(Family, models.PROTECT, related_name="+")

    objects = InspectedFamilyQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "family"], name="inspected_family_once_on_a_list"
            )
        ]

    def __str__(self):
        return f"{self.family_id} on a list"
