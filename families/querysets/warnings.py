"""Which warning notes, and which of their reasons (access.md section 3)."""

from django.db.models import Exists, OuterRef, Q

from familyhubs.records import PeriodQuerySet, RecordQuerySet

from ..sharing import Ground, Part, grounds_that_open
from .door import may_see_any_family, of_family, opened, rows


class WarningNoteQuerySet(PeriodQuerySet):
    def visible_to(self, user, within=None):
        """What to do, for all who may meet the family; a partner's about whom they may know of."""
        if not may_see_any_family(user):
            return self.none()
        whole = opened(user, grounds_that_open(Part.WARNINGS) - {Ground.PARTNER}, within)
        partner = opened(user, {Ground.PARTNER}, within)
        return of_family(self, within).filter(whole | partner & self._about_covered(user))

    def _about_covered(self, user):
        """About a person who may be shown; one about the address is about everybody there."""
        members = rows(self, "FamilyMember")
        covered = members.covered_for(user.organisation)
        theirs = covered.filter(family=OuterRef("family"), person=OuterRef("person"))
        hidden = members.current().exclude(members.is_covered_for(user.organisation))
        of_all = Q(person=None) & ~Exists(hidden.filter(family=OuterRef("family")))
        return Q(Exists(theirs)) | of_all

    def review_due(self, on):
        return self.filter(ends_at=None, review_on__lte=on)


class WarningReasonQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """Why: those who work with the family, its managers and safeguarding leads."""
        if not may_see_any_family(user):
            return self.none()
        seen = opened(user, grounds_that_open(Part.WARNING_REASONS), within)
        return of_family(self, within).filter(seen)
