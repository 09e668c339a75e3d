"""Which entries of the timeline."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q

from familyhubs.records import RecordQuerySet

from ..sharing import Ground, Part, grounds_that_open
from .door import is_opened, may_see_any_family, rows, seen_families


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
        team = grounds_that_open(Part.NOTES_TEAM)
        if within is not None:
            of_one = self.filter(family=within)
            if not is_opened(within, user, team):
                return of_one.visible_to(user)
            guarded = grounds_that_open(Part.SAFEGUARDING)
            return of_one if is_opened(within, user, guarded) else of_one.filter(less_guarded(user))
        everything = seen_families(user, team)
        guarded = seen_families(user, grounds_that_open(Part.SAFEGUARDING))
        shared = seen_families(user, grounds_that_open(Part.NOTES_SHARED) - {Ground.PARTNER})
        partner = seen_families(user, {Ground.PARTNER})
        return self.filter(
            Q(family__in=everything) & less_guarded(user)
            | Q(family__in=guarded, sensitivity="safeguard")
            | Q(family__in=shared) & (Q(sensitivity="shared") | Q(author=user))
            | Q(family__in=partner, author=user)
            | Q(family__in=partner, sensitivity="shared")
            & self._about_covered_people_only(user.organisation)
        )

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
