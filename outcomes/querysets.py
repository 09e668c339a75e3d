"""Which plans, goals, actions and steps."""

from django.db.models import Exists, OuterRef, Q

from families.models import Family, FamilyMember
from families.sharing import Ground, Part, grounds_that_open
from familyhubs.records import RecordQuerySet


def plan_families(user):
    """Families whose plan this user may read."""
    return Family.objects.visible_by(user, *grounds_that_open(Part.PLAN))


class PlanQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Plans of the families whose plan this user may read; the only door to this table."""
        return self.filter(family__in=plan_families(user))

    def open(self):
        return self.filter(closed_at=None)

    def review_due(self, on):
        return self.open().filter(review_due_on__lte=on)


def about_visible_people(user, family):
    """A goal about one person reaches a partner only if that person is covered (access.md B)."""
    whole = Family.objects.visible_by(user, *(grounds_that_open(Part.PLAN) - {Ground.PARTNER}))
    covered = FamilyMember.objects.covered_for(user.organisation).filter(
        family=OuterRef(family), person=OuterRef("person")
    )
    return Q(**{f"{family}__in": whole}) | Q(person=None) | Exists(covered)


class GoalQuerySet(RecordQuerySet):
    def visible_to(self, user):
        return self.filter(plan__family__in=plan_families(user)).filter(
            about_visible_people(user, "plan__family")
        )


class ActionQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Actions of visible goals."""
        goals = self.model.goal.field.related_model.objects.visible_to(user)
        return self.filter(goal__in=goals)

    def to_do(self):
        return self.filter(state="to_do", goal__state="open", goal__plan__closed_at=None)

    def overdue(self, on):
        return self.to_do().filter(due_on__lt=on)


class StepQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Steps of plans the user may read, and those they are asked to receive."""
        received = Family.objects.visible_by(user, *grounds_that_open(Part.HAND_OVER))
        return self.filter(
            Q(plan__family__in=plan_families(user)) | Q(plan__family__in=received, receiver=user)
        )

    def waiting(self):
        return self.filter(state="proposed")

    def late(self, now):
        return self.waiting().filter(due_at__lt=now)
