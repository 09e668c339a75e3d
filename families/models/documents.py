"""Documents on a family's record: a file, and the entry that says who may read it."""

import pgtrigger
from django.conf import settings
from django.db import models
from django.db.models import Q

from familyhubs.audit.history import tracked
from familyhubs.records import Record

from ..querysets import DocumentQuerySet
from .notes import of_its_entry
from .people import Family
from .timeline import TimelineEntry


class DocumentKind(models.TextChoices):
    """What a document is."""

    LETTER = "letter", "Letter"
    ASSESSMENT = "assessment", "Assessment from another agency"
    PLAN = "plan", "Plan from another agency"
    AGREEMENT = "agreement", "Signed agreement"
    COURT = "court", "Court order"
    PHOTO = "photo", "Photo"
    OTHER = "other", "Something else"


@tracked
class Document(Record):
    """A file on the record. Who may read it is what its entry says; withdrawn, never erased."""

    family = models.ForeignKey(Family, models.PROTECT, related_name="+")
    entry = models.OneToOneField(TimelineEntry, models.PROTECT, related_name="document")
    file = models.OneToOneField("uploads.StoredFile", models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=DocumentKind)
    digest = models.CharField(max_length=64, help_text="Of its bytes: the same file is found.")
    is_given_to_family = models.BooleanField(default=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    withdrawn_why = models.CharField(max_length=200, blank=True)

    objects = DocumentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="document_of_a_known_kind", condition=Q(kind__in=DocumentKind.values)
            ),
            models.CheckConstraint(
                name="document_digest_is_a_digest", condition=Q(digest__regex=r"^[0-9a-f]{64}$")
            ),
            models.CheckConstraint(
                name="document_withdrawn_by_somebody_with_a_reason",
                condition=Q(withdrawn_at=None, withdrawn_by=None, withdrawn_why="")
                | Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why=""),
            ),
        ]
        indexes = [
            models.Index(fields=["family", "-recorded_at", "-id"], name="document_by_family"),
            models.Index(fields=["family", "digest"], name="document_by_digest"),
        ]
        triggers = [
            of_its_entry("A document is of the family of its entry", " AND e.kind = 'document'"),
            pgtrigger.Protect(name="never_deleted", operation=pgtrigger.Delete),
            pgtrigger.Protect(
                name="withdrawn_stays_withdrawn",
                operation=pgtrigger.Update,
                condition=pgtrigger.Q(old__withdrawn_at__isnull=False),
            ),
        ]

    def __str__(self):
        return self.entry.summary
