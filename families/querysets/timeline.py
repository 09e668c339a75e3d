"""Which entries of the timeline."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, Subquery

from familyhubs.records import RecordQuerySet

from ..contacts import REACHED
from ..sharing import Ground, Part, grounds_that_open
from .door import may_see_any_family, of_family, opened, rows


def less_guarded(user):
    """What everybody on the council's side of a family reads: all that is not for a few."""
    return ~Q(sensitivity__in=["safeguard", "restricted"]) | Q(author=user)


class TimelineQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """Entries by sensitivity; a partner sees its own, and shared ones about covered people.

        Safeguarding entries are for the lead, the lead's manager, duty and safeguarding leads, and
        each author's own; restricted ones for those who are named, where they would read a shared
        one. `sharing.reads` says the same of one entry (held by a property test).
        """
        if not may_see_any_family(user):
            return self.none()
        partner = opened(user, {Ground.PARTNER}, within)
        given = Q(sensitivity="shared") | Q(sensitivity="restricted") & self._named(user)
        return of_family(self, within).filter(
            opened(user, grounds_that_open(Part.NOTES_TEAM), within) & less_guarded(user)
            | opened(user, grounds_that_open(Part.SAFEGUARDING), within)
            & Q(sensitivity="safeguard")
            | opened(user, grounds_that_open(Part.NOTES_RESTRICTED), within)
            & Q(sensitivity="restricted")
            | opened(user, grounds_that_open(Part.NOTES_SHARED) - {Ground.PARTNER}, within)
            & (given | Q(author=user))
            | partner & Q(author=user)
            | partner & given & self._about_covered_people_only(user.organisation)
        )

    def contacts(self):
        """Contacts with the family; a try that reached nobody is none."""
        tried = rows(self, "Contact").filter(entry=OuterRef("pk")).exclude(came_of__in=REACHED)
        return self.filter(~Exists(tried), kind="contact")

    def with_names(self):
        """Each entry with whom it is about, what it corrects or is corrected by, and its pin."""
        later = self.model.objects.filter(amends=OuterRef("pk"))
        people = self.model.about.rel.model.objects.filter(
            pk__in=self.model.about.through.objects.filter(
                timelineentry=OuterRef(OuterRef("pk"))
            ).values("person")
        )
        documents = rows(self, "Document").filter(withdrawn_at=None)
        present = rows(self, "Presence").filter(entry=OuterRef("pk"))
        present = present.order_by("person__full_name").values("person__full_name")
        known = self.select_related(
            "author", "organisation", "agreed_by", "amends", "pin__pinned_by"
        )
        return known.annotate(
            is_amended=Exists(later),
            about_names=ArraySubquery(people.order_by("full_name").values("full_name")),
            present_names=ArraySubquery(present),
            document_pk=Subquery(documents.filter(entry=OuterRef("pk")).values("pk")[:1]),
        )

    def versions_of(self, entry):
        """All versions of one note among these rows, the first one first."""
        rows, first = [], entry
        while first.amends_id and (earlier := self.filter(pk=first.amends_id).first()):
            first = earlier
        while first:
            rows.append(first)
            first = self.filter(amends=first).select_related("author").first()
        return rows

    def _named(self, user):
        """Those for which this person is named."""
        return Exists(rows(self, "NoteReader").filter(entry=OuterRef("pk"), user=user))

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
