"""Which recorded deaths."""

from familyhubs.records import RecordQuerySet

from ..sharing import Part, grounds_that_open
from .door import may_see_any_family, of_family, opened


class DeathQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """Whoever reads the members (access.md section 3)."""
        if not may_see_any_family(user):
            return self.none()
        return of_family(self, within).filter(opened(user, grounds_that_open(Part.MEMBERS), within))

    def standing(self):
        """Those that were not taken back."""
        return self.filter(undone_at=None)
