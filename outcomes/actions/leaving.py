"""What a leaver still had to do goes to one colleague."""

from django.db import transaction

from families.actions import end_grants, grant
from families.models import GrantKind
from familyhubs.audit.log import record
from familyhubs.refusals import Refused

from ..models import Action, Step, StepState
from ..permissions import can_receive
from .steps import tell


@transaction.atomic
def hand_over_work(leaver, *, to, by):
    """Their open actions, and the steps they were asked to receive; how many of each.

    Called after their families have been handed over, so that `to` works with those by now.
    """
    actions = Action.objects.to_do().filter(owner_user=leaver).select_related("goal__plan")
    actions = list(actions.select_for_update(of=("self",)))
    for action in actions:
        action.owner_user = to
        action.save(update_fields=["owner_user", "updated_at"])
        family_id = action.goal.plan.family_id
        record("action.passed_on", by=by, about=action, family_id=family_id, to=to.pk)
    steps = Step.objects.filter(receiver=leaver, state=StepState.PROPOSED)
    steps = list(steps.select_related("plan__family").select_for_update(of=("self",)))
    for step in steps:
        _pass_on(step, to=to, by=by)
    return len(actions), len(steps)


def _pass_on(step, *, to, by):
    family = step.plan.family
    if to.pk == step.sender_id or not can_receive(to, family):
        raise Refused(
            f"{to} cannot answer a step that waits for this person."
            " Choose somebody else, or ask its sender to withdraw it."
        )
    step.receiver = to
    step.save(update_fields=["receiver", "updated_at"])
    end_grants(step.pk, by=by)
    grant(family, kind=GrantKind.RECEIVER, user=to, by=by, cause_id=step.pk)
    record("step.passed_on", by=by, about=step, family_id=family.pk, to=to.pk)
    tell(to, step, "step_proposed", by=by)
