"""Who may write what on a plan (access.md section 5). Whether now, the actions say."""

from families.models import Family
from hubs.permissions import holds

from .querysets import WORK_ROLES, WRITERS, possible_receivers


def can_list_plans(user):
    """Those whose work is with families; the list itself shows only what they may see."""
    return holds(user, *WORK_ROLES)


def can_write_plan(user, plan):
    """The lead of any organisation, council workers involved, and the hub's managers."""
    return can_open_plan(user, plan.family)


def can_open_plan(user, family):
    """The same people, before there is a plan."""
    return Family.objects.visible_by(user, *WRITERS).filter(pk=family.pk).exists()


def can_report_on(user, action):
    """The action's own owner, of any organisation, and whoever may write the plan."""
    return action.owner_user_id == user.pk or can_write_plan(user, action.goal.plan)


def can_answer(user, step):
    """Only the person who was asked."""
    return step.receiver_id == user.pk


def can_withdraw(user, step):
    """The sender while they work with the family, or anybody else who may write the plan."""
    return can_write_plan(user, step.plan)


def can_receive(user, family):
    """Somebody who could take the family on."""
    return possible_receivers(family).filter(pk=user.pk).exists()
