"""What lets an information governance officer read content: a case that names the family (A7)."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.audit.history import tracked
from familyhubs.records import Period

from ..querysets import GovernanceCaseQuerySet
from .people import Family


class CaseKind(models.TextChoices):
    """Why an officer must read a family's record (access.md A7)."""

    SUBJECT_ACCESS = "access", "Subject access request"
    COMPLAINT = "complaint", "Complaint"
    BREACH = "breach", "Data breach"
    COURT = "court", "Court or police request"
    RETENTION = "retention", "Retention review"
    MERGE = "merge", "Dispute about a merge"
    OWN_WORDS = "own_words", "An organisation’s copy of what it wrote"


@tracked
class GovernanceCase(Period):
    """One officer reads one family for one reason, until it is closed."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="governance_cases")
    kind = models.CharField(max_length=10, choices=CaseKind)
    why = models.TextField()
    due_on = models.DateField()
    officer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    objects = GovernanceCaseQuerySet.as_manager()

    class Meta(Period.Meta):
        ordering = ["due_on", "id"]
        constraints = [
            *Period.Meta.constraints,
            models.CheckConstraint(name="governance_case_says_why", condition=~Q(why="")),
            models.CheckConstraint(
                name="governance_case_closed_with_what_came_of_it",
                condition=Q(ends_at=None) | ~Q(end_reason=""),
            ),
            models.UniqueConstraint(
                fields=["family", "kind", "officer"],
                condition=Q(ends_at=None),
                name="governance_case_one_open_of_a_kind",
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {self.family.reference}"
