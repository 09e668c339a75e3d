"""Which rows: open to governance alone (access.md A7), and none of them names anybody."""

from django.db.models import Q
from django.utils import timezone

from families.permissions import can_govern
from familyhubs.records import PeriodQuerySet, RecordQuerySet


class GovernedQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Officers of information governance see all of it, nobody else any."""
        return self if can_govern(user) else self.none()


class HoldQuerySet(PeriodQuerySet, GovernedQuerySet):
    def in_force(self):
        return self.filter(ends_at=None)


class DueQuerySet(GovernedQuerySet):
    def to_review(self):
        """Due, in no batch, and not kept longer."""
        today = timezone.localdate()
        kept = Q(keep_until__gt=today)
        return self.filter(done_at=None, batch=None).exclude(kept)

    def kept_longer(self):
        return self.filter(done_at=None, keep_until__gt=timezone.localdate())

    def to_erase(self):
        """Of batches that a second person approved."""
        return self.filter(done_at=None, batch__approved_at__isnull=False)


class BatchQuerySet(GovernedQuerySet):
    def waiting(self):
        return self.filter(decided_at=None)
