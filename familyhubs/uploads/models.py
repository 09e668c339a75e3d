"""A file that somebody sent: its content lies encrypted in a private folder."""

from django.db import models
from django.db.models import Q

from familyhubs.database.encryption import EncryptedTextField
from familyhubs.records import Record

from .kinds import ENDINGS, LARGEST
from .querysets import StoredFileQuerySet


class StoredFile(Record):
    """A picture or PDF that a record of another app owns; what nothing owns is swept away.

    The owner has a foreign key to it, and a page of its own that looks through `visible_to`.
    Nobody but that page and `reading.attachment` hands it out.
    """

    name = EncryptedTextField(help_text="As its sender called it. Never a path of ours.")
    kind = models.CharField(max_length=20, help_text="Told by its bytes.")
    size = models.PositiveIntegerField()
    # Each file has a key of its own, so that a new field key need not touch the files.
    key = EncryptedTextField()

    objects = StoredFileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="stored_file_kind_known", condition=Q(kind__in=sorted(ENDINGS))
            ),
            models.CheckConstraint(
                name="stored_file_size_within_limit",
                condition=Q(size__gte=1, size__lte=LARGEST),
            ),
        ]

    def __str__(self):
        return f"Stored file {self.pk}"
