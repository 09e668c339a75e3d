"""Which messages: waiting, due, one person's, newest first."""

from django.db.models import Q
from django.utils import timezone

from familyhubs.records import RecordQuerySet


class MessageQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """The notices of this person, but for those held back; nobody reads another's."""
        return self.filter(user=user, dropped_at=None)

    def queued(self):
        """Neither sent, nor dropped, nor given up."""
        return self.filter(sent_at=None, dropped_at=None, failed_at=None)

    def due(self, at=None):
        """Queued, its time come, and in nobody's hands."""
        at = at or timezone.now()
        return self.queued().filter(
            Q(claimed_until=None) | Q(claimed_until__lte=at), due_at__lte=at
        )

    def never_left(self):
        """Given up, or held back by an instruction or a withdrawal."""
        return self.filter(Q(failed_at__isnull=False) | Q(dropped_at__isnull=False))

    def unread(self):
        return self.filter(read_at=None)

    def newest_first(self):
        return self.order_by("-recorded_at", "-pk")
