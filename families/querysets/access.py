"""Which involvements, grants, agreements and tasks."""

from django.db.models import Q

from familyhubs.records import PeriodQuerySet, RecordQuerySet
from hubs.models import Role

from ..sharing import WHOLE, Ground, Part, grounds_that_open
from .door import may_see_any_family, of_family, opened
from .standing import Standing


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

    def triaged_by(self, user):
        """Looks of the hubs whose requests this officer triages."""
        standing = Standing(user)
        if standing.everywhere(Role.TRIAGE):
            return self
        hubs = standing.hubs(Role.TRIAGE) + standing.hubs_through_teams(Role.TRIAGE)
        return self.filter(hub__in=hubs)


class EmergencyAccessQuerySet(PeriodQuerySet):
    def visible_to(self, user, within=None):
        """Of the families whose log this user reads."""
        if not may_see_any_family(user):
            return self.none()
        log = opened(user, grounds_that_open(Part.ACCESS_LOG), within)
        return of_family(self, within).filter(log)

    def to_review(self):
        return self.filter(reviewed_at=None)

    def review_overdue(self, at):
        return self.to_review().filter(review_due_at__lte=at)


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
        return of_family(self, within).filter(opened(user, WHOLE, within))

    def open(self):
        return self.filter(done_at=None)

    def of(self, user):
        return self.filter(owner=user)

    def overdue(self, now):
        return self.open().filter(due_at__lt=now)
