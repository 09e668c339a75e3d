"""What stands in the queue: the tabs, what comes first, and what a line says."""

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from familyhubs.records import RecordQuerySet

# What a line of the queue says; the story and all that is long stay where they are.
SAID = (
    "reference",
    "contact_name",
    "asker",
    "agency",
    "channel",
    "safety_flags",
    "status",
    "happened_at",
    "screened_at",
    "screen_due_at",
    "decision_due_at",
    "paused_at",
    "paused_for",
    "review_on",
    "decision",
    "decided_at",
    "hub__name",
    "hub__public_name",
    "referrer_organisation__name",
    "held_by__full_name",
    "held_by__email",
    "held_team__name",
    "alone__opened_at",
)
SAID_OF_A_PERSON = ("referral_id", "full_name", "age_told", "is_contact")


class LineQuerySet(RecordQuerySet):
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

    def tabs(self, user):
        """The condition of each tab of the queue."""
        tries = self.model.attempts.rel.related_model.objects.filter(referral=OuterRef("pk"))
        unreached = Exists(tries.filter(reached=False)) & ~Exists(tries.filter(reached=True))
        is_open = ~Q(status="decided")
        return {
            "waiting": Q(status="waiting"),
            "screen": is_open & Q(screened_at=None),
            "mine": is_open & Q(held_by=user),
            "unclaimed": Q(status="waiting", held_by=None),
            "family": Q(status="asked_family"),
            "reach": is_open & unreached,
            "preparing": Q(status="preparing"),
            "decided": Q(status="decided"),
        }

    def in_tab(self, tab, user):
        return self.filter(self.tabs(user)[tab])

    def counts_by_tab(self, user):
        """How many stand in each tab that is worked through, in one query."""
        worked = self.tabs(user)
        worked.pop("decided")
        counts = {name: Count("pk", filter=condition) for name, condition in worked.items()}
        return self.in_queue().order_by().aggregate(**counts)

    def with_line(self):
        """All that a line of the queue shows and no more, in a fixed number of queries."""
        people = self.model.people.rel.related_model.objects.order_by("is_child", "recorded_at")
        needs = self.model.needs.rel.related_model.objects.filter(referral=OuterRef("pk"))
        counted = needs.order_by().values("referral").annotate(n=Count("pk")).values("n")
        rows = self.select_related("hub", "referrer_organisation", "held_by", "held_team", "alone")
        rows = rows.only(*SAID).prefetch_related(Prefetch("people", people.only(*SAID_OF_A_PERSON)))
        return rows.annotate(needs_told=Coalesce(Subquery(counted), 0))
