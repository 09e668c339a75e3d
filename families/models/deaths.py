"""A recorded death: how we know, who speaks with the family, and who took a mistake back."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from familyhubs.audit.history import tracked
from familyhubs.records import Record

from ..querysets import DeathQuerySet
from .people import Family, Person


class HowWeKnow(models.TextChoices):
    """Who said so."""

    FAMILY = "family", "Somebody of the family"
    PROFESSIONAL = "professional", "A professional"
    REGISTER = "register", "The register of deaths, or a certificate"
    OTHER = "other", "Somebody else"


@tracked
class Death(Record):
    """Somebody died. From then on nothing is sent to them; a mistake takes two people to undo."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="deaths")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    how_we_know = models.CharField(max_length=12, choices=HowWeKnow)
    is_of_a_child = models.BooleanField(
        default=False, help_text="Then nothing leaves by itself to the family either."
    )
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    spoken_at = models.DateTimeField(null=True, blank=True)
    spoken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undo_asked_at = models.DateTimeField(null=True, blank=True)
    undo_asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    undo_reason = models.CharField(max_length=500, blank=True)
    undone_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = DeathQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(undone_at=None), name="death_once"
            ),
            models.CheckConstraint(
                name="death_spoken_is_whole",
                condition=Q(spoken_at=None, spoken_by=None)
                | Q(spoken_at__isnull=False, spoken_by__isnull=False, is_of_a_child=True),
            ),
            models.CheckConstraint(
                name="death_undo_asked_is_whole",
                condition=Q(undo_asked_at=None, undo_asked_by=None, undo_reason="")
                | Q(undo_asked_at__isnull=False, undo_asked_by__isnull=False) & ~Q(undo_reason=""),
            ),
            models.CheckConstraint(
                name="death_undone_by_a_second_person",
                condition=Q(undone_at=None, undone_by=None)
                | Q(undone_at__isnull=False, undone_by__isnull=False)
                & Q(undo_asked_by__isnull=False)
                & ~Q(undone_by=F("undo_asked_by")),
            ),
        ]
        indexes = [models.Index(fields=["family", "-recorded_at"], name="death_by_family")]

    def __str__(self):
        return f"Death recorded by {self.recorded_by}"

    @property
    def holds_the_family(self):
        """Whether nothing leaves by itself to the family: nobody has spoken with them yet."""
        return self.is_of_a_child and self.spoken_at is None and self.undone_at is None
