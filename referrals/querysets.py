"""Which requests: what waits, what is late, and who may know of them."""

from django.db.models import Case, Count, Exists, IntegerField, OuterRef, Prefetch, Q, Value, When
from django.utils import timezone

from families.models import ConflictOfInterest, Family
from families.sharing import Part, grounds_that_open
from familyhubs.records import RecordQuerySet
from hubs.models import Hub, Membership, Role

QUEUE_ROLES = (Role.TRIAGE, Role.MANAGER)


class DraftQuerySet(RecordQuerySet):
    def in_time(self, now=None):
        """Drafts that this browser may still open, sent ones too."""
        return self.filter(expires_at__gt=now or timezone.now())

    def expired(self, now=None):
        """Drafts whose time is over, sent ones too: those hold nothing but the link."""
        return self.filter(expires_at__lte=now or timezone.now())


class MatchQuerySet(RecordQuerySet):
    def with_sight(self, user):
        """Each match annotated with whether this user may see its family at all."""
        seen = Family.objects.visible_to(user).filter(pk=OuterRef("family"))
        return self.annotate(is_seen=Exists(seen))


class ReferralQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Every request this user may know exists; the only door to this table.

        Triage officers and managers see their hubs' requests, safeguarding leads all, referrers
        and those who keyed it in their own, and workers those of the families whose requests
        they may read. A bar of access.md section 2 is stronger than all of them.
        """
        if not (user.is_authenticated and user.is_active) or user.organisation is None:
            return self.none()
        mine = Q(referrer=user) | Q(taken_by=user)
        return self._readable(user, mine)

    def readable_by(self, user):
        """The visible ones this user may read in full; own ones alone show their status only."""
        if not (user.is_authenticated and user.is_active) or user.organisation is None:
            return self.none()
        return self._readable(user, Q(pk__in=[]))

    def with_reading(self, user):
        """Each row annotated with whether this user may read it in full."""
        readable = self.model.objects.readable_by(user).filter(pk=OuterRef("pk"))
        return self.annotate(may_read=Exists(readable))

    def _readable(self, user, also):
        hubs = Hub.objects.where(user, *QUEUE_ROLES)
        families = Family.objects.visible_by(user, *grounds_that_open(Part.REQUESTS))
        unrestricted = Q(family=None) | Q(family__is_restricted=False) | Q(family__in=families)
        barred = ConflictOfInterest.objects.current().filter(
            user=user, lifted_by=None, family=OuterRef("family")
        )
        return self.filter(
            (
                Q(hub__in=hubs) & unrestricted
                | Q(Exists(Membership.objects.of(user, Role.SAFEGUARDING)))
                | Q(family__in=families)
                | also
            )
            & ~Q(Exists(barred))
            & ~Q(Exists(Membership.objects.of(user, Role.COMMISSIONER)))
        )

    def in_queue_of(self, user):
        """The one queue: every channel, of the hubs where this person triages or manages."""
        return self.readable_by(user).filter(
            Q(hub__in=Hub.objects.where(user, *QUEUE_ROLES))
            | Q(Exists(Membership.objects.of(user, Role.SAFEGUARDING)))
        )

    def sent_by(self, user):
        """What this person sent or keyed in."""
        return self.visible_to(user).filter(Q(referrer=user) | Q(taken_by=user))

    def in_queue(self):
        return self.exclude(status="decided")

    def waiting(self):
        return self.filter(status="waiting")

    def late(self, now):
        return self.waiting().filter(decision_due_at__lt=now)

    def screen_late(self, now):
        """Not decided, and nobody has looked for safeguarding in the time there is."""
        return self.in_queue().filter(screened_at=None, screen_due_at__lt=now)

    def with_urgency(self):
        """0: flagged and nobody has looked; 1: flagged; 2: the rest."""
        return self.annotate(
            urgency=Case(
                When(~Q(safety_flags=[]) & Q(screened_at=None), then=Value(0)),
                When(~Q(safety_flags=[]), then=Value(1)),
                default=Value(2),
                output_field=IntegerField(),
            )
        )

    def safety_first(self):
        """Safety, then age: unscreened answers that a person must look at come before all."""
        return self.with_urgency().order_by("urgency", "happened_at", "id")

    def counts_by_status(self):
        """How many stand where, in one query."""
        rows = self.order_by().values_list("status").annotate(n=Count("pk"))
        return dict(rows)

    def with_line(self):
        """All that a line of the queue shows, in a fixed number of queries."""
        people = self.model.people.rel.related_model.objects.order_by("is_child", "recorded_at")
        return self.select_related("hub", "referrer_organisation").prefetch_related(
            Prefetch("people", people), "needs"
        )
