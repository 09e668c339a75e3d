"""Photos and PDFs that belong to a request, or to a family's or professional's draft of one."""

from django.db import models
from django.db.models import Q

from familyhubs.records import Record

from .drafts import Draft
from .professional import ProfessionalDraft
from .requests import Referral

MOST_FILES = 5


class RequestFile(Record):
    """One file of a draft or of the request it became; opened by whoever may read the request."""

    file = models.OneToOneField("uploads.StoredFile", models.PROTECT, related_name="+")
    draft = models.ForeignKey(Draft, models.CASCADE, null=True, blank=True, related_name="files")
    professional_draft = models.ForeignKey(
        ProfessionalDraft, models.CASCADE, null=True, blank=True, related_name="files"
    )
    referral = models.ForeignKey(
        Referral, models.CASCADE, null=True, blank=True, related_name="files"
    )

    class Meta:
        ordering = ["recorded_at", "id"]
        constraints = [
            models.CheckConstraint(
                name="request_file_of_a_draft_or_a_request",
                condition=Q(draft=None, professional_draft=None, referral__isnull=False)
                | Q(draft__isnull=False, professional_draft=None, referral=None)
                | Q(draft=None, professional_draft__isnull=False, referral=None),
            )
        ]
