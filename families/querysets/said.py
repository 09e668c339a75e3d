"""What is said about people of a family, for a period: shown where everybody it is about may be."""

from functools import reduce
from operator import and_

from django.db.models import Exists, OuterRef, Q

from familyhubs.records import PeriodQuerySet

from ..sharing import Part, grounds_that_open
from .door import may_see_any_family, of_family, opened, rows, whole_grounds


class SaidQuerySet(PeriodQuerySet):
    """A partner reads a row only where each person of `about` is covered for them.

    The first of them is always somebody; another may be nobody, or somebody outside the family.
    """

    about = ("person",)
    part = Part.MEMBERS

    def visible_to(self, user, within=None):
        """All under the council's grounds and a lead's that open the part; else the covered."""
        if not may_see_any_family(user):
            return self.none()
        grounds = grounds_that_open(self.part)
        whole = grounds & whole_grounds(user)
        seen = opened(user, whole, within)
        if not user.organisation.is_council:
            first, *others = self.about
            covered = [self._covers(first, user.organisation)]
            covered += [self._covers(one, user.organisation) | Q(**{one: None}) for one in others]
            seen |= opened(user, grounds - whole, within) & reduce(and_, covered)
        return of_family(self, within).filter(seen)

    def _covers(self, field, organisation):
        pair = {"family": OuterRef("family"), "person": OuterRef(field)}
        given = rows(self, "Agreement").in_force().filter(purpose="share", **pair)
        decided = rows(self, "SharingDecision").current().filter(**pair)
        covered = Q(Exists(given.filter(organisation=organisation)))
        covered |= Q(Exists(decided.filter(organisation=organisation)))
        return covered


class RelationshipQuerySet(SaidQuerySet):
    about = ("person", "other")

    def of(self, person):
        """Those of one person, whichever way they are written."""
        return self.filter(Q(person=person) | Q(other=person))


class NetworkQuerySet(SaidQuerySet):
    about = ("person",)


class ResidenceQuerySet(SaidQuerySet):
    part = Part.ADDRESS

    def main(self):
        return self.filter(is_main=True)


class SafeAddressQuerySet(SaidQuerySet):
    """Of the council's own workers only, whoever leads (access.md section 3)."""

    part = Part.SAFE_ADDRESS

    def visible_to(self, user, within=None):
        if user.organisation is None or not user.organisation.is_council:
            return self.none()
        return super().visible_to(user, within)


class ResponsibilityQuerySet(SaidQuerySet):
    about = ("child", "holder")

    def held_for(self, child, holder, at=None):
        """True, False, or None where nobody knows: whether this person holds it for this child."""
        answer = self.current(at).filter(child=child, holder=holder)
        said = answer.values_list("answer", flat=True).first()
        return {"yes": True, "shared": True, "no": False}.get(said)


class RestrictionQuerySet(SaidQuerySet):
    about = ("protects", "against")


class CareQuerySet(SaidQuerySet):
    about = ("child", "carer")

    def fostering(self):
        """Those whose carer holds no parental responsibility."""
        return self.filter(kind__in=["fostering", "private_fostering"])


class OtherParentQuerySet(SaidQuerySet):
    about = ("child",)
