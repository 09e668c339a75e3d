"""Which pairs and merges: those of which somebody may see both records, and no other."""

from django.db.models import F, Q

from families.models import Family
from familyhubs.records import RecordQuerySet


class PairQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """A restricted record never shows up in a pair for whoever may not see it (access.md 6)."""
        seen = Family.objects.visible_to(user)
        return self.filter(one__in=seen.values("pk"), other__in=seen.values("pk"))

    def to_look_at(self):
        """Not rejected, or resting on something else since; both records still stand."""
        rests_anew = Q(rejected_at=None) | ~Q(rejected_basis=F("basis"))
        return self.filter(rests_anew, one__merged_into=None, other__merged_into=None)

    def rejected(self):
        return self.filter(rejected_at__isnull=False, rejected_basis=F("basis"))


class JoinQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """To whoever sees the record that both stand in."""
        return self.filter(record__in=Family.objects.visible_to(user).values("pk"))

    def in_force(self):
        return self.filter(joined_at__isnull=False, undone_at=None)


class MergeQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """As pairs are."""
        seen = Family.objects.visible_to(user)
        return self.filter(source__in=seen.values("pk"), target__in=seen.values("pk"))

    def waiting(self):
        """For a second person: the merge, or its undoing."""
        undo = Q(undo_asked_at__isnull=False, undone_at=None)
        return self.filter(Q(decided_at=None) | undo)

    def in_force(self):
        return self.filter(merged_at__isnull=False, undone_at=None)
