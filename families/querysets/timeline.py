"""Which entries of the timeline."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q

from familyhubs.records import RecordQuerySet

from ..contacts import REACHED
from ..sharing import Ground, Part, grounds_that_open
from .door import may_see_any_family, of_family, opened, rows


def less_guarded(user):
    """What everybody on the council's side of a family reads: all but safeguarding entries."""
    return ~Q(sensitivity="safeguard") | Q(author=user)


class TimelineQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """Entries by sensitivity; a partner sees its own, and shared ones about covered people.

        Safeguarding entries are for the lead, the lead's manager, duty and safeguarding leads, and
        each author's own.
        """
        if not may_see_any_family(user):
            return self.none()
        partner = opened(user, {Ground.PARTNER}, within)
        return of_family(self, within).filter(
            opened(user, grounds_that_open(Part.NOTES_TEAM), within) & less_guarded(user)
            | opened(user, grounds_that_open(Part.SAFEGUARDING), within)
            & Q(sensitivity="safeguard")
            | opened(user, grounds_that_open(Part.NOTES_SHARED) - {Ground.PARTNER}, within)
            & (Q(sensitivity="shared") | Q(author=user))
            | partner & Q(author=user)
            | partner & Q(sensitivity="shared") & self._about_covered_people_only(user.organisation)
        )

    def contacts(self):
        """Contacts with the family; a try that reached nobody is none."""
        tried = rows(self, "Contact").filter(entry=OuterRef("pk")).exclude(came_of__in=REACHED)
        return self.filter(~Exists(tried), kind="contact")

    def with_names(self):
        """Each entry with whom it is about, and whether a later one corrects it."""
        later = self.model.objects.filter(amends=OuterRef("pk"))
        people = self.model.about.rel.model.objects.filter(
            pk__in=self.model.about.through.objects.filter(
                timelineentry=OuterRef(OuterRef("pk"))
            ).values("person")
        )
        return self.select_related("author", "organisation").annotate(
            is_amended=Exists(later),
            about_names=ArraySubquery(people.order_by("full_name").values("full_name")),
        )

    def _about_covered_people_only(self, organisation):
        """An entry about nobody in particular is about everybody in the family."""
        members = rows(self, "FamilyMember")
        covered = members.covered_for(organisation)
        uncovered = members.current().exclude(members.is_covered_for(organisation))
        in_family = uncovered.filter(family=OuterRef("family"))
        about = self.model.about.through.objects.filter(timelineentry=OuterRef("pk"))
        about_uncovered = about.exclude(
            person__in=covered.filter(family=OuterRef("timelineentry__family")).values("person")
        )
        return ~Exists(about_uncovered) & (Exists(about) | ~Exists(in_family))
