"""Which involvements, grants, agreements and tasks."""

from django.db.models import Q

from familyhubs.records import PeriodQuerySet, RecordQuerySet

from ..sharing import Ground, Part, grounds_that_open
from .door import is_opened, may_see_any_family, seen_families


class InvolvementQuerySet(PeriodQuerySet):
    def visible_to(self, user, within=None):
        """Who works with families whose involvement this user may read; else the lead and they."""
        if not may_see_any_family(user):
            return self.none()
        grounds = grounds_that_open(Part.INVOLVEMENT)
        if within is not None:
            of_one = self.filter(family=within)
            return of_one if is_opened(within, user, grounds) else of_one.visible_to(user)
        whole = seen_families(user, grounds)
        theirs = Q(role="lead") | Q(user=user)
        return self.filter(Q(family__in=whole) | theirs & Q(family__in=seen_families(user)))

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
        grounds = grounds_that_open(Part.AGREEMENTS) - {Ground.PARTNER}
        if within is not None:
            of_one = self.filter(family=within)
            return of_one if is_opened(within, user, grounds) else of_one.visible_to(user)
        whole = seen_families(user, grounds)
        partner = seen_families(user, {Ground.PARTNER})
        return self.filter(
            Q(family__in=whole) | Q(family__in=partner, organisation=user.organisation)
        )


class AgreementQuerySet(SharingDecisionQuerySet):
    def in_force(self, at=None):
        """Agreements given and not ended."""
        return self.current(at).filter(status="given")


class ToDoQuerySet(RecordQuerySet):
    def visible_to(self, user, within=None):
        """Tasks of the families whose whole record this user may read."""
        grounds = grounds_that_open(Part.NOTES_TEAM) | {Ground.LEAD}
        if within is not None:
            of_one = self.filter(family=within)
            return of_one if is_opened(within, user, grounds) else of_one.visible_to(user)
        return self.filter(family__in=seen_families(user, grounds))

    def open(self):
        return self.filter(done_at=None)

    def of(self, user):
        return self.filter(owner=user)

    def overdue(self, now):
        return self.open().filter(due_at__lt=now)
