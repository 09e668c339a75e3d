"""Which referrals of families to services of the directory (R026)."""

from django.db.models import Exists, OuterRef, Q

from familyhubs.records import RecordQuerySet

from ..sharing import WHOLE, Ground
from .door import may_see_any_family, of_family, opened, rows


class CrossReferralQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """All of them to those who read the whole record; to a service's owner, what it was asked.

        The owner's look ends with the family's agreement, as every look of theirs does.
        """
        if not may_see_any_family(user):
            return self.none()
        asked = opened(user, {Ground.REFERRED}, within) & Q(receiver=user)
        if not user.organisation.is_council:
            covered = rows(self, "FamilyMember").current().covered_for(user.organisation)
            named = covered.filter(family=OuterRef("family"), person=OuterRef("person"))
            asked &= Q(person=None) | Q(Exists(named))
        return of_family(self, within).filter(opened(user, WHOLE, within) | asked)

    def to_pass_on(self):
        """Those that somebody must still ring or post."""
        return self.filter(passed_on_at=None, outcome="")
