"""Which rows: the registers are governance's; a dispute is read with what it is about."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from families.models import FamilyMember, TimelineEntry
from families.permissions import can_govern
from families.querysets.bars import families_barred_to
from familyhubs.records import RecordQuerySet


class RightsRequestQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Every officer's, but those about a family that they are barred from."""
        if not can_govern(user):
            return self.none()
        return self.filter(Q(family=None) | ~Q(family__in=families_barred_to(user)))

    def open(self):
        return self.filter(closed_at=None)

    def closed(self):
        return self.filter(closed_at__isnull=False)

    def owed(self):
        """Nothing was decided yet: a clock runs."""
        return self.open().filter(decided_at=None)

    def owed_by(self, day):
        return self.owed().filter(owed_on__lte=day)

    def overdue(self):
        return self.owed().filter(owed_on__lt=timezone.localdate())


class DisputeQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """With the line of the timeline, or the person, that it is about."""
        members = FamilyMember.objects.visible_to(user)
        member = members.filter(family=OuterRef("family"), person=OuterRef("person"))
        entries = TimelineEntry.objects.visible_to(user).filter(pk=OuterRef("entry"))
        return self.filter(Exists(member) | Exists(entries))

    def open(self):
        return self.filter(outcome="")


class BreachQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Officers; not one who is barred from a family that it names."""
        if not can_govern(user):
            return self.none()
        return self.exclude(families__family__in=families_barred_to(user))

    def open(self):
        return self.filter(closed_at=None)

    def closed(self):
        return self.filter(closed_at__isnull=False)

    def undecided(self):
        """Whether the regulator must hear of it is not decided yet."""
        return self.open().filter(to_regulator=None)


class BreachFamilyQuerySet(RecordQuerySet):
    def visible_to(self, user):
        if not can_govern(user):
            return self.none()
        return self.exclude(family__in=families_barred_to(user))
