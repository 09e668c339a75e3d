"""Which contacts: as far as the line on the timeline that each belongs to may be read."""

from familyhubs.records import RecordQuerySet

from .door import of_family, rows


class ContactQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """Whoever reads the entry reads what the contact was."""
        entries = rows(self, "TimelineEntry").visible_to(user, within=within)
        return of_family(self, within).filter(entry__in=entries.values("pk"))
