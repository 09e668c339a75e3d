"""Which requests: what waits, what is late, and who may know of them."""

from django.db.models import Case, Exists, IntegerField, Q, Value, When

from families.models import Family
from families.sharing import Part, grounds_that_open
from familyhubs.records import RecordQuerySet
from hubs.models import Hub, Membership, Role


class ReferralQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Every request this user may know exists; the only door to this table.

        Triage officers and managers see their hubs' requests, safeguarding leads all, referrers
        their own, and workers those of the families whose record they may read.
        """
        if not (user.is_authenticated and user.is_active) or user.organisation is None:
            return self.none()
        hubs = Hub.objects.where(user, Role.TRIAGE, Role.MANAGER)
        families = Family.objects.visible_by(user, *grounds_that_open(Part.REQUESTS))
        unrestricted = Q(family=None) | Q(family__is_restricted=False) | Q(family__in=families)
        return self.filter(
            Q(hub__in=hubs) & unrestricted
            | Q(Exists(Membership.objects.of(user, Role.SAFEGUARDING)))
            | Q(referrer=user)
            | Q(family__in=families)
        ).exclude(Q(Exists(Membership.objects.of(user, Role.COMMISSIONER))))

    def in_queue(self):
        return self.exclude(status="decided")

    def waiting(self):
        return self.filter(status="waiting")

    def late(self, now):
        return self.waiting().filter(decision_due_at__lt=now)

    def safety_first(self):
        """Safety, then age: unscreened answers that a person must look at come before all."""
        return self.annotate(
            urgency=Case(
                When(~Q(safety_flags=[]) & Q(screened_at=None), then=Value(0)),
                When(~Q(safety_flags=[]), then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            )
        ).order_by("urgency", "happened_at", "id")
