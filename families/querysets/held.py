"""What is held about one person: read in the record where it was told."""

from django.db.models import Exists, OuterRef, Q

from familyhubs.records import PeriodQuerySet

from ..identifiers import systems_for
from ..sharing import grounds_that_open
from .door import may_see_any_family, of_family, opened, rows, whole_grounds

# A hidden record, or a young person's own, tells another nothing (access.md sections 1 and 4).
TELLS_OTHERS = Q(family__is_restricted=False) & (
    Q(family__own_record=None) | Q(family__own_record__ends_at__isnull=False)
)


class HeldQuerySet(PeriodQuerySet):
    def visible_to(self, user, within=None):
        """Of people whom this user may see by a ground that opens this part of the record.

        What was told in another record of theirs is read there alone (access.md section 2); a
        partner reads only what is held of those who are covered.
        """
        if not may_see_any_family(user):
            return self.none()
        grounds = grounds_that_open(self.model.part)
        return self.filter(self._told_here(user, within, grounds))

    def _told_here(self, user, within, grounds):
        """Told in a record that one of these grounds opens."""
        members = self._members(user, within, grounds)
        return Exists(members.filter(family=OuterRef("family"), person=OuterRef("person")))

    def _members(self, user, within, grounds):
        """The people whom these grounds show, now and before."""
        members = of_family(rows(self, "FamilyMember"), within)
        whole = whole_grounds(user) & grounds
        seen = opened(user, whole, within)
        if not user.organisation.is_council:
            others = opened(user, grounds - whole, within)
            seen |= others & members.is_covered_for(user.organisation)
        return members.filter(seen)

    def told_of(self, member):
        """What holds now of somebody in this record: told in it, or where others may read it."""
        here = Q(family=member.family_id)
        return self.current().filter(here | TELLS_OTHERS, person=member.person_id)

    def of(self, person):
        return self.filter(person=person)

    def newest_first(self):
        return self.order_by("-starts_at", "-recorded_at", "pk")


class IdentifierQuerySet(HeldQuerySet):
    def visible_to(self, user, within=None):
        """For another organisation only the numbers that it issues or must be told."""
        seen = super().visible_to(user, within)
        if seen.query.is_empty():
            return seen
        return seen.filter(system__in=systems_for(user.organisation))
