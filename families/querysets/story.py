"""Which parts of a family's story: as shared notes are read (access.md section 3)."""

from django.db.models import Exists, OuterRef, Prefetch, Q

from familyhubs.records import RecordQuerySet

from ..sharing import Part, grounds_that_open
from .door import may_see_any_family, of_family, opened, rows, whole_grounds

READ = grounds_that_open(Part.NOTES_SHARED) | grounds_that_open(Part.HAND_OVER)


class StoryQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """The council's workers' and a lead's; whoever is asked to take the family on reads it too.

        It is about everybody in the family: another organisation reads it where everybody is
        covered, and never what is the council's own.
        """
        if not may_see_any_family(user):
            return self.none()
        whole = READ & whole_grounds(user)
        others = opened(user, READ - whole, within) & self._everybody_covered(user.organisation)
        shared = Q(sensitivity="shared") & (opened(user, whole, within) | others)
        own = opened(user, READ, within) & Q(author=user)
        team = opened(user, grounds_that_open(Part.NOTES_TEAM), within)
        return of_family(self, within).filter(team | shared | own)

    def latest(self):
        """The newest telling of each section, with who said since that it is still right."""
        newest = self.order_by("section", "-happened_at", "-recorded_at", "-pk").distinct("section")
        confirmed = rows(self, "StillRight").select_related("by").order_by("-happened_at", "-pk")
        newest = newest.select_related("author")
        return newest.prefetch_related(Prefetch("confirmations", confirmed, "confirmed"))

    def _everybody_covered(self, organisation):
        members = rows(self, "FamilyMember")
        uncovered = members.current().exclude(members.is_covered_for(organisation))
        return ~Exists(uncovered.filter(family=OuterRef("family")))
