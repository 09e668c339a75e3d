"""Which involvements, grants, agreements and tasks."""

from django.db.models import Exists, OuterRef, Q

from familyhubs.records import PeriodQuerySet, RecordQuerySet
from hubs.models import Role

from ..sharing import SEES, WHOLE, Ground, Part, grounds_that_open
from .door import may_see_any_family, of_family, opened, rows
from .standing import Standing


class InvolvementQuerySet(PeriodQuerySet):
    def visible_to(self, user, within=None):
        """Who works with families whose involvement this user may read; else the lead and they."""
        if not may_see_any_family(user):
            return self.none()
        whole = opened(user, grounds_that_open(Part.INVOLVEMENT), within)
        theirs = Q(role="lead") | Q(user=user)
        seen = opened(user, SEES, within)
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

    def for_ledger(self):
        """With the names that a line says, the newest first."""
        people = ("person", "organisation", "decided_by", "asked_by")
        return self.select_related(*people).order_by("-starts_at", "-recorded_at")


class AgreementQuerySet(SharingDecisionQuerySet):
    def in_force(self, at=None):
        """Agreements given and not ended."""
        return self.current(at).filter(status="given")

    def for_ledger(self):
        """With the names and words that a line says, the newest first."""
        said = ("person", "organisation", "given_by", "wording", "ended_by")
        return self.select_related(*said).order_by("-starts_at", "-recorded_at")

    def said_by(self, person):
        """What this person answered, about themselves or a child; nobody else's word (section 4).

        Without who gave it, the answer is of whom it is about.
        """
        own = Q(given_by=None, person=person) & ~Q(capacity="council")
        return self.filter(Q(given_by=person) | own).exclude(status="objected")

    def running_out(self, day):
        """In force, and to end, or to be looked at again, by the end of a day."""
        ends = Q(ends_at__isnull=False, ends_at__date__lte=day)
        return self.in_force().filter(Q(review_due_on__lte=day) | ends)

    def of_open_families(self):
        """Of families that somebody works with now."""
        work = rows(self, "Involvement").current().filter(role__in=["lead", "worker"])
        return self.filter(Exists(work.filter(family=OuterRef("family"))))

    def without_task(self):
        """Nobody has been asked yet to speak of it."""
        todos = rows(self, "ToDo").filter(kind="renew", cause_id=OuterRef("pk"))
        return self.exclude(Exists(todos))


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
