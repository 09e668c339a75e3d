"""Which documents: those whose entry on the timeline may be read."""

from familyhubs.records import RecordQuerySet

from .door import may_see_any_family, of_family, rows


class DocumentQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """One rule with notes: by sensitivity, and whom it is about (access.md section 3)."""
        if not may_see_any_family(user):
            return self.none()
        entries = rows(self, "TimelineEntry").filter(kind="document")
        entries = entries.visible_to(user, within=within)
        return of_family(self, within).filter(entry__in=entries.values("pk"))

    def with_names(self):
        """What a line of the list says."""
        return self.select_related("entry__author", "entry__organisation", "file", "withdrawn_by")
