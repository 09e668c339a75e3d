"""Which requests: what waits, what is late, and who may know of them."""

from django.apps import apps
from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Value,
    When,
)
from django.db.models.functions import Upper
from django.utils import timezone

from families.matching import LIKELY
from families.models import ConflictOfInterest
from families.querysets.door import seen_families
from families.querysets.standing import Standing
from families.sharing import Part, grounds_that_open
from familyhubs.records import RecordQuerySet
from hubs.models import Hub, Role

QUEUE_ROLES = (Role.TRIAGE, Role.MANAGER)
NOBODY = Q(pk__in=[])
EVERY = Q()


def families_barred_to(user):
    """This person's conflicts of interest in force."""
    return ConflictOfInterest.objects.current().filter(user=user, lifted_by=None)


def requests_likely_barred_to(user):
    """The ids of requests that are very likely about a family this person is barred from.

    A bar holds from the first moment: who it is about is settled only when it is accepted.
    """
    matches = apps.get_model("referrals", "ProposedMatch").objects.filter(score__gte=LIKELY)
    return matches.filter(family__in=families_barred_to(user).values("family")).values("referral")


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
        seen = Q(family__in=seen_families(user))
        return self.annotate(is_seen=ExpressionWrapper(seen, BooleanField()))

    def seen_by(self, user):
        """Those whose family this user sees."""
        return self.filter(family__in=seen_families(user))


class ReferralQuerySet(RecordQuerySet):
    def visible_to(self, user):
        """Every request this user may know exists; the only door to this table.

        Triage officers and managers see their hubs' requests, safeguarding leads all, referrers
        and those who keyed it in their own, and workers those of the families whose requests
        they may read. A bar of access.md section 2 is stronger than all of them.
        """
        if not (user.is_authenticated and user.is_active) or user.organisation is None:
            return self.none()
        return self.filter(self._reading(user, Q(referrer=user) | Q(taken_by=user)))

    def readable_by(self, user):
        """The visible ones this user may read in full; own ones alone show their status only."""
        if not (user.is_authenticated and user.is_active) or user.organisation is None:
            return self.none()
        return self.filter(self._reading(user))

    def with_reading(self, user):
        """Each row annotated with whether this user may read it in full."""
        return self.annotate(may_read=ExpressionWrapper(self._reading(user), BooleanField()))

    def _reading(self, user, also=NOBODY):
        """The condition on a request's row under which this user, an active one, reads it."""
        standing = Standing(user)
        if standing.holds(Role.COMMISSIONER):
            return NOBODY
        hubs = Hub.objects.where(user, *QUEUE_ROLES)
        families = seen_families(user, grounds_that_open(Part.REQUESTS))
        unrestricted = Q(family=None) | Q(family__is_restricted=False) | Q(family__in=families)
        ours = Q(hub__in=hubs) & unrestricted | Q(family__in=families) | also
        if standing.holds(Role.SAFEGUARDING):
            ours = EVERY
        return ours & ~self._barred(user)

    def not_barred_to(self, user):
        """Less those about a family this person is connected to, or very likely about one."""
        return self.exclude(self._barred(user))

    def _barred(self, user):
        barred = families_barred_to(user).filter(family=OuterRef("family"))
        return Q(Exists(barred)) | Q(family=None, pk__in=requests_likely_barred_to(user))

    def with_concerns(self):
        """Each row annotated with whether a safeguarding concern was raised about it."""
        concerns = self.model.concerns.rel.related_model.objects.filter(referral=OuterRef("pk"))
        return self.annotate(has_concern=Exists(concerns))

    def in_queue_of(self, user):
        """The one queue: every channel, of the hubs where this person triages or manages."""
        rows = self.readable_by(user)
        if not user.is_authenticated or Standing(user).holds(Role.SAFEGUARDING):
            return rows
        return rows.filter(hub__in=Hub.objects.where(user, *QUEUE_ROLES))

    def sent_by(self, user):
        """What this person sent or keyed in."""
        return self.visible_to(user).filter(Q(referrer=user) | Q(taken_by=user))

    def in_queue(self):
        return self.exclude(status="decided")

    def waiting(self):
        return self.filter(status="waiting")

    def late(self, now):
        return self.waiting().filter(decision_due_at__lt=now)

    def contact_late(self, received_before):
        """Not waiting for the family, received before this moment, and nobody has reached them."""
        return self.waiting().filter(self._unreached(), happened_at__lt=received_before)

    def _unreached(self):
        attempts = apps.get_model("referrals", "ContactAttempt").objects
        return ~Exists(attempts.filter(referral=OuterRef("pk"), reached=True))

    def late_by_any(self, now, received_before):
        """By one clock or another: the screen, the decision or the first contact."""
        decision = Q(decision_due_at__lt=now)
        contact = Q(self._unreached(), happened_at__lt=received_before)
        screen = Q(screened_at=None, screen_due_at__lt=now)
        return self.in_queue().filter(Q(status="waiting") & (decision | contact) | screen)

    def screen_late(self, now):
        """Not decided, and nobody has looked for safeguarding in the time there is."""
        return self.in_queue().filter(screened_at=None, screen_due_at__lt=now)

    def sharing_a_fact(self, known, postcode):
        """About somebody of the same name or birth date as one of these, or of the postcode."""
        told = self.model.people.rel.related_model.objects.filter(referral=OuterRef("pk"))
        named = told.annotate(upper_name=Upper("full_name"))
        named = named.filter(upper_name__in={facts.name.upper() for facts in known})
        born = told.filter(born_on__in={facts.born_on for facts in known if facts.born_on})
        near = Q(postcode=postcode) if postcode else NOBODY
        return self.filter(Q(Exists(named)) | Q(Exists(born)) | near)

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


class WishQuerySet(RecordQuerySet):
    def unsettled(self):
        """Whom the family would let us talk to, of which nothing has been made yet."""
        return self.filter(agrees=True, agreement=None, left_because="")


class ConcernQuerySet(RecordQuerySet):
    def visible_to(self, user, now=None):
        """Every concern this user may read; a bar of access.md section 2 is stronger than all.

        Safeguarding leads read all of them. A manager reads one of a hub of theirs that nobody has
        taken in its time, and what they took themselves: who is told can answer.
        """
        if not (user.is_authenticated and user.may_sign_in and user.organisation):
            return self.none()
        if not user.organisation.is_council:
            return self.none()
        standing = Standing(user)
        if standing.holds(Role.COMMISSIONER):
            return self.none()
        unbarred = self.not_barred_to(user)
        if standing.holds(Role.SAFEGUARDING):
            return unbarred
        ours = Q(family=None) | Q(family__in=seen_families(user))
        untaken = Q(taken_at=None, due_at__lt=now or timezone.now())
        managed = unbarred.filter(ours, hub__in=Hub.objects.where(user, Role.MANAGER))
        return managed.filter(untaken | Q(taken_by=user))

    def not_barred_to(self, user):
        """Less those about a family this person is connected to, or very likely about one."""
        barred = families_barred_to(user).filter(family=OuterRef("family"))
        may_be = Q(family=None, referral__in=requests_likely_barred_to(user))
        return self.exclude(Q(Exists(barred)) | may_be)

    def raised_by(self, user):
        """What this person raised: they learn that it was received, and no more."""
        return self.filter(raised_by=user)

    def open(self):
        return self.filter(decided_at=None)

    def decided(self):
        return self.exclude(decided_at=None)

    def untaken(self, now):
        """Nobody has taken them in the time there is."""
        return self.open().filter(taken_at=None, due_at__lt=now)

    def unacknowledged(self):
        """Children's social care was told and has not said yet that it has them."""
        return self.filter(acknowledge_due_at__isnull=False, acknowledged_at=None)

    def worst_first(self):
        """What nobody has taken, what happens now, then the oldest."""
        now_first = Case(When(is_now="yes", then=Value(0)), default=Value(1))
        taken_last = Case(When(taken_at=None, then=Value(0)), default=Value(1))
        return self.order_by(taken_last, now_first, "raised_at", "id")
