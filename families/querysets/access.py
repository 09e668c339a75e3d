"""Which involvements, grants, agreements and tasks."""

from django.db.models import Q

from familyhubs.records import PeriodQuerySet, RecordQuerySet

from ..sharing import Ground, Part, grounds_that_open
from .door import may_see_any_family, of_family, opened


class InvolvementQuerySet(PeriodQuerySet):
    def visible_to(self, user, within=None):
        """Who works with families whose involvement this user may read; else the lead and they."""
        if not may_see_any_family(user):
            return self.none()
        whole = opened(user, grounds_that_open(Part.INVOLVEMENT), within)
        theirs = Q(role="lead") | Q(user=user)
        seen = opened(user, frozenset(Ground), within)
        return of_family(self, within).filter(whole | theirs & seen)

    def leads(self):
        return self.filter(role="lead")


class GrantQuerySet(PeriodQuerySet):
    def open_because_of(self, cause_id):
        return self.current().filter(cause_id=cause_id)


class SharingDecisionQuerySet(PeriodQuerySet):
    def visible_to(self, user, within=None):
        """What is shared of visible families; a partner sees only what names it."""
        if not may_see_any_family(user):
            return self.none()
        whole = opened(user, grounds_that_open(Part.AGREEMENTS) - {Ground.PARTNER}, within)
        partner = opened(user, {Ground.PARTNER}, within)
        named = Q(organisation=user.organisation)
        return of_family(self, within).filter(whole | partner & named)


class AgreementQuerySet(SharingDecisionQuerySet):
    def in_force(self, at=None):
        """Agreements given and not ended."""
        return self.current(at).filter(status="given")


class ToDoQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """Tasks of the families whose whole record this user may read."""
        grounds = grounds_that_open(Part.NOTES_TEAM) | {Ground.LEAD}
        return of_family(self, within).filter(opened(user, grounds, within))

    def open(self):
        return self.filter(done_at=None)

    def of(self, user):
        return self.filter(owner=user)

    def overdue(self, now):
        return self.open().filter(due_at__lt=now)
