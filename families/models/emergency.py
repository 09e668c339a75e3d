"""Emergency access, which others call break-glass: why, until when, and who reviewed it (D)."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from familyhubs.audit.history import tracked
from familyhubs.records import Period

from ..querysets import EmergencyAccessQuerySet
from .people import Family

LASTS = timedelta(hours=4)


class Finding(models.TextChoices):
    """What the reviewer found."""

    NEEDED = "needed", "It was needed"
    NOT_NEEDED = "not_needed", "It was not needed; it was explained"
    WORRYING = "worrying", "It was wrong, and is taken further"


@tracked
class EmergencyAccess(Period):
    """Somebody opened a family's record in an emergency; somebody else reviews it."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="emergencies")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    review_due_at = models.DateTimeField()
    finding = models.CharField(max_length=10, choices=Finding, blank=True)
    review = models.CharField(max_length=500, blank=True, help_text="What was found, in words.")
    reviewed_at = models.DateTimeField(null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    objects = EmergencyAccessQuerySet.as_manager()

    class Meta(Period.Meta):
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(name="emergency_says_why", condition=~Q(reason="")),
            models.CheckConstraint(
                name="emergency_lasts_four_hours_at_most",
                condition=Q(ends_at__isnull=False, ends_at__lte=F("starts_at") + LASTS),
            ),
            models.CheckConstraint(
                name="emergency_review_is_whole",
                condition=Q(reviewed_at=None, reviewed_by=None, finding="", review="")
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False)
                & ~Q(finding="")
                & ~Q(review=""),
            ),
            models.CheckConstraint(
                name="emergency_never_reviewed_by_its_opener",
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("user")),
            ),
        ]
        indexes = [
            models.Index(
                fields=["review_due_at"],
                name="emergency_to_review",
                condition=Q(reviewed_at=None),
            ),
            models.Index(fields=["family", "-starts_at"], name="emergency_by_family"),
        ]

    def __str__(self):
        return f"{self.user}: {self.get_finding_display() or 'not reviewed yet'}"
