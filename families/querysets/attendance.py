"""Which attendances: the council's workers' and a lead's to read, by access.md section 3."""

from django.db.models import F

from familyhubs.records import RecordQuerySet

from ..sharing import Part, grounds_that_open
from .door import may_see_any_family, of_family, opened

WHOLE = grounds_that_open(Part.ATTENDANCE)


class AttendanceQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """All of a family's to those who read the whole record; a partner reads none of them."""
        if not may_see_any_family(user):
            return self.none()
        return of_family(self, within).filter(opened(user, WHOLE, within))

    def annotate_start(self):
        """With when its session began, to be ordered by."""
        return self.annotate(starts_at=F("session__starts_at"))

    def with_names(self):
        """Who, what, where: what a line of the list says."""
        return self.select_related("person", "session__activity__hub", "session__site", "noted_by")
