"""Which stored files belong to nothing."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from familyhubs.records import RecordQuerySet

# A file is written before the record that owns it is committed.
IN_THE_MAKING = timedelta(hours=1)


class StoredFileQuerySet(RecordQuerySet):
    def stray(self):
        """Files that no record of any app points at, less those just written."""
        rows = self.filter(recorded_at__lt=timezone.now() - IN_THE_MAKING)
        for model, name in owners(self.model):
            rows = rows.exclude(Exists(model._base_manager.filter(**{name: OuterRef("pk")})))
        return rows


def owners(stored_file):
    """Every foreign key to a stored file, as (model, its field's name); row history owns nothing.

    Asked of Django itself: a lower app knows none of those above it.
    """
    for relation in stored_file._meta.get_fields(include_hidden=True):
        if relation.auto_created and not relation.concrete:
            model = relation.related_model
            if not hasattr(model, "pgh_tracked_model"):
                yield model, relation.field.name
