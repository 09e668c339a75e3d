"""How long families wait: for a first word from us, and after the decision (R047)."""

from datetime import timedelta
from math import ceil
from typing import NamedTuple

from django.apps import apps
from django.db.models import (
    Aggregate,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    OuterRef,
    Subquery,
)

from familyhubs.records import RecordQuerySet

# How far back a wait is looked at, and how many must have waited to speak of it.
LATELY, ENOUGH = timedelta(days=28), 30
# How long after a decision its first contact is asked for; the ladder is climbed by then.
CHASED_FOR = timedelta(days=90)
FAMILY_ROWS = ("Involvement", "TimelineEntry")


class Waited(NamedTuple):
    """In how many days half of the families, and 8 of 10, heard from us: whole days, rounded up."""

    half: int
    most: int

    @classmethod
    def of(cls, waits):
        waits = sorted(waits)
        half, most = (waits[ceil(share * len(waits)) - 1] for share in (0.5, 0.8))
        return cls(ceil(half / timedelta(days=1)), ceil(most / timedelta(days=1)))


class EightOfTen(Aggregate):
    """The value that 8 of 10 rows do not exceed."""

    template = "percentile_disc(0.8) WITHIN GROUP (ORDER BY %(expressions)s)"
    output_field = DurationField()


class WaitQuerySet(RecordQuerySet):
    """The part of the requests' queryset that tells who waits, and how long."""

    def contacted_lately(self, now):
        """In how many days families heard from us lately; None where too few did.

        Of those first reached in the last weeks; and of those whom nobody has reached in the time
        there is, who have waited so long already. Whole council.
        """
        attempts = apps.get_model("referrals", "ContactAttempt").objects.filter(reached=True)
        earlier = attempts.filter(
            referral=OuterRef("referral"), happened_at__lt=OuterRef("happened_at")
        )
        reached = attempts.filter(happened_at__gt=now - LATELY, happened_at__lte=now)
        reached = reached.exclude(Exists(earlier)).order_by()
        span = F("happened_at") - F("referral__happened_at")
        waits = list(reached.values_list(ExpressionWrapper(span, DurationField()), flat=True))
        for late in (self.contact_late(now), self.promise_late(now)):
            waits += [now - at for at in late.order_by().values_list("happened_at", flat=True)]
        return Waited.of(waits) if len(waits) >= ENOUGH else None

    def being_helped(self, now):
        """Accepted, the newest of its family, whose plan is open; with how its two clocks stand."""
        plans = apps.get_model("outcomes", "Plan").objects.open()
        later = self.model.objects.filter(
            family=OuterRef("family"), decided_at__gt=OuterRef("decided_at")
        )
        rows = self.filter(status="decided", family__isnull=False)
        rows = rows.filter(family__in=plans.values("family")).exclude(Exists(later))
        return rows.with_help(now)

    def with_help(self, now):
        """How the two clocks after the decision stand.

        `lead_left_at`: when the last lead's time ended; `has_lead`; `is_met`: a contact with the
        family is on record since the decision.
        """
        models = {name: apps.get_model("families", name).objects for name in FAMILY_ROWS}
        leads = models["Involvement"].leads().filter(family=OuterRef("family"))
        met = models["TimelineEntry"].contacts()
        met = met.filter(family=OuterRef("family"), happened_at__gte=OuterRef("decided_at"))
        return self.annotate(
            has_lead=Exists(leads.current(now)),
            lead_left_at=Subquery(leads.order_by("-ends_at").values("ends_at")[:1]),
            is_met=Exists(met),
        )

    def unallocated(self, now):
        """Accepted, and nobody leads the work."""
        return self.being_helped(now).filter(has_lead=False)

    def unmet(self, now):
        """Accepted of late, led by somebody, and no contact with the family since."""
        lately = self.being_helped(now).filter(decided_at__gt=now - CHASED_FOR)
        return lately.filter(has_lead=True, is_met=False)

    def still_promised(self, now):
        """Accepted of late, and nobody has been in touch since it came: we told the family when."""
        entries = apps.get_model("families", "TimelineEntry").objects.contacts()
        entries = entries.filter(
            family=OuterRef("family"), happened_at__gte=OuterRef("happened_at")
        )
        rows = self.being_helped(now).filter(decided_at__gt=now - CHASED_FOR)
        return rows.filter(self._unreached(), ~Exists(entries), contact_due_at__isnull=False)

    def promise_late(self, now):
        """The same, past the day that we told the family."""
        return self.still_promised(now).filter(contact_due_at__lt=now)

    def _unreached(self):
        attempts = apps.get_model("referrals", "ContactAttempt").objects
        return ~Exists(attempts.filter(referral=OuterRef("pk"), reached=True))
