"""Families helped and requests received, by the hundred."""

from datetime import UTC, datetime, time, timedelta

from families.models import Family
from familyhubs.contact.models import ContactCard
from familyhubs.database.actor import SystemActor
from familyhubs.insights.actions import close_quarters
from familyhubs.insights.periods import months_on
from outcomes.models import Goal, Plan, Review, Score
from referrals.models import Referral
from tests.factories.accounts import UserFactory
from tests.factories.families import FamilyFactory
from tests.factories.referrals import ProfessionalReferralFactory


def publish():
    """What the clock does: every quarter that is due is closed and published."""
    close_quarters(by=SystemActor.CLOCK)


def noon(day):
    return datetime.combine(day, time(12), tzinfo=UTC)


def helped(hub, period, *, improved=0, same=0, worse=0, none=0, after_months=0):
    """Families whose six months ended on the second day of a month of this period."""
    baseline = noon(months_on(period.start, after_months - 6) + timedelta(days=1))
    changes = [2] * improved + [0] * same + [-1] * worse + [None] * none
    at = {"first_known_at": baseline}
    families = Family.objects.bulk_create(
        Family(name=f"Family {n}", hub=hub, **at) for n in range(len(changes))
    )
    plans = Plan.objects.bulk_create(
        Plan(family=f, hub=hub, level=3, opened_at=baseline, review_due_on=baseline.date())
        for f in families
    )
    goals = Goal.objects.bulk_create(Goal(plan=plan, words="Sleep") for plan in plans)
    by = UserFactory()
    later = baseline + timedelta(days=90)
    scores = [Score(goal=g, happened_at=baseline, value=5, scored_by=by) for g in goals]
    Score.objects.bulk_create(scores)
    seconds = add_reviews(plans, later, by)
    Score.objects.bulk_create(
        Score(goal=g, review=r, happened_at=later, value=5 + change, scored_by=by)
        for g, r, change in zip(goals, seconds, changes, strict=True)
        if change is not None
    )


def add_reviews(plans, at, by):
    return Review.objects.bulk_create(
        Review(
            plan=plan,
            happened_at=at,
            due_on=at.date(),
            summary="Seen",
            next_due_on=at.date() + timedelta(days=60),
            led_by=by,
        )
        for plan in plans
    )


def asked(hub, day, count, level=None):
    """Requests received on one day, decided at this level (or not decided)."""
    cards = ContactCard.objects.bulk_create(ContactCard(may_call=True) for _ in range(count))
    at = noon(day)
    Referral.objects.bulk_create(
        Referral(
            hub=hub,
            channel="web",
            source="1A",
            asker="my_family",
            contact_name="Ada Okafor",
            contact_card=card,
            happened_at=at,
            screen_due_at=at,
            decision_due_at=at,
            level=level,
        )
        for card in cards
    )


def referred(hub, day, kind, *, accepted=0, otherwise=0):
    """Professionals' referrals of this kind, decided on one day."""
    by, at = UserFactory(), noon(day)
    for decision, count in (("single_agency", accepted), ("iag", otherwise)):
        for _ in range(count):
            referral = ProfessionalReferralFactory(
                kind=kind, agency_kind="social_care", referral__hub=hub, referral__happened_at=at
            ).referral
            decided = {"status": "decided", "decision": decision, "decision_reason": "x"}
            decided |= {"decided_by": by, "decided_at": at}
            if decision == "single_agency":
                decided["family"] = FamilyFactory(hub=hub)
            Referral.objects.filter(pk=referral.pk).update(**decided)
