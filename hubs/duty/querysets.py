"""Which deputies, and which offers of a duty."""

from django.db.models import F, Q
from django.utils import timezone

from familyhubs.records import PeriodQuerySet, RecordQuerySet


class DeputyQuerySet(PeriodQuerySet):
    def of(self, user):
        return self.current().filter(user=user)


class DutySwapQuerySet(RecordQuerySet):
    def open(self, now=None):
        """Offers that wait for an answer, of duties that are not over."""
        now = now or timezone.now()
        lasts = Q(shift__ends_at=None) | Q(shift__ends_at__gt=now)
        return self.filter(lasts, answered_at=None).exclude(shift__ends_at=F("shift__starts_at"))

    def for_user(self, user):
        """What this person is asked to take, and what they asked others to take."""
        return self.open().filter(Q(to=user) | Q(asked_by=user))
