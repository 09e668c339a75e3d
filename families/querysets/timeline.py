"""Which entries of the timeline."""

from django.db.models import Exists, OuterRef, Q

from familyhubs.records import RecordQuerySet

from ..sharing import Ground, Part, grounds_that_open
from .door import may_see_any_family, rows


class TimelineQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Entries by sensitivity; a partner sees its own, and shared ones about covered people."""
        if not may_see_any_family(user):
            return self.none()
        families = rows(self, "Family")
        everything = families.visible_by(user, *grounds_that_open(Part.NOTES_TEAM))
        shared = families.visible_by(
            user, *(grounds_that_open(Part.NOTES_SHARED) - {Ground.PARTNER})
        )
        partner = families.visible_by(user, Ground.PARTNER)
        return self.filter(
            Q(family__in=everything)
            | Q(family__in=shared) & (Q(sensitivity="shared") | Q(author=user))
            | Q(family__in=partner, author=user)
            | Q(family__in=partner, sensitivity="shared")
            & self._about_covered_people_only(user.organisation)
        )

    def with_amendments(self):
        """Each entry with whether a later one corrects it."""
        later = self.model.objects.filter(amends=OuterRef("pk"))
        return self.annotate(is_amended=Exists(later))

    def _about_covered_people_only(self, organisation):
        """An entry about nobody in particular is about everybody in the family."""
        members = rows(self, "FamilyMember")
        covered = members.covered_for(organisation)
        uncovered = members.current().exclude(pk__in=covered.values("pk"))
        in_family = uncovered.filter(family=OuterRef("family"))
        about = self.model.about.through.objects.filter(timelineentry=OuterRef("pk"))
        about_uncovered = about.exclude(
            person__in=covered.filter(family=OuterRef("timelineentry__family")).values("person")
        )
        return ~Exists(about_uncovered) & (Exists(about) | ~Exists(in_family))
