"""Another period for a rule: one proposes it, another decides, all of it is kept."""

from django.db import transaction
from django.utils import timezone

from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Rule, RuleChange, Way
from ..permissions import can_decide

LONGEST = 1_200  # Months


@transaction.atomic
def propose_change(rule, *, months, why, by):
    """Nothing changes until somebody else agrees."""
    rule = Rule.objects.select_for_update().get(pk=rule.pk)
    if rule.way != Way.REVIEWED:
        raise Refused("What ends by itself or is kept for good has no period to change here.")
    if not 12 <= months <= LONGEST:
        raise Refused("Enter a period between 1 and 100 years.")
    if months == rule.months:
        raise Refused("This is the period already.")
    if rule.changes.filter(decided_at=None).exists():
        raise Refused("Another change of this rule waits for a decision.")
    change = RuleChange.objects.create(
        rule=rule, before=rule.months, months=months, why=why, proposed_by=by
    )
    record("keeping.change_proposed", by=by, about=change, rule=rule.code, months=months)
    return change


@transaction.atomic
def decide_change(change, *, agreed, by):
    """Somebody else says yes or no."""
    change = RuleChange.objects.lock(change)
    if change.decided_at is not None:
        raise Refused("Somebody decided this already.")
    if not can_decide(by, change):
        raise Refused("Somebody else must decide what you proposed.")
    change.decided_by, change.decided_at, change.agreed = by, timezone.now(), agreed
    change.save()
    if agreed:
        rule = Rule.objects.select_for_update().get(pk=change.rule_id)
        rule.months = change.months
        rule.save(update_fields=["months", "updated_at"])
        # What waits is worked out anew; what two people agreed to is looked at again as it goes.
        rule.due.to_review().delete()
    record("keeping.change_decided", by=by, about=change, agreed=agreed)
    return change
