"""Which contacts: as far as the line on the timeline that each belongs to may be read."""

from django.db.models import Exists, OuterRef

from familyhubs.records import RecordQuerySet

from ..contacts import REACHED
from .door import of_family, rows


class ContactQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """Whoever reads the entry reads what the contact was."""
        entries = rows(self, "TimelineEntry").visible_to(user, within=within)
        return of_family(self, within).filter(entry__in=entries.values("pk"))

    def unasked(self):
        """Contacts at which nobody went through the priority groups yet, the newest first."""
        checked = rows(self, "PriorityCheck").filter(contact=OuterRef("pk"))
        return self.filter(~Exists(checked), came_of__in=REACHED)
