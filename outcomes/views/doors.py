"""How the pages of this app find their rows: through the one door, and noting the look.

A look is an event whatever the method: a form that is sent back shows the page again.
"""

from django.shortcuts import get_object_or_404

from families.models import Family, FamilyMember, Involvement
from familyhubs.audit.log import record_look

from ..models import Action, Goal, Plan, Step


def plan_for(request, pk):
    """The plan, or 404."""
    plan = _plan(Plan.objects.visible_to(request.user), request, pk)
    return _seen(request, plan, plan)


def family_for(request, pk):
    """A family about to get a plan, or 404."""
    families = Family.objects.with_grounds(request.user, pk)
    family = get_object_or_404(families.select_related("hub"))
    seen_as = family.seen_as
    record_look(request.user, family, family_id=family.pk, what="form_seen", seen_as=seen_as)
    return family


def goal_for(request, pk):
    goal = get_object_or_404(Goal.objects.visible_to(request.user), pk=pk)
    goal.plan = _plan(Plan.objects, request, goal.plan_id)
    return _seen(request, goal, goal.plan)


def action_for(request, pk):
    actions = Action.objects.visible_to(request.user).select_related("goal")
    action = get_object_or_404(actions, pk=pk)
    action.goal.plan = _plan(Plan.objects, request, action.goal.plan_id)
    return _seen(request, action, action.goal.plan)


def step_for(request, pk):
    steps = Step.objects.visible_to(request.user)
    steps = steps.select_related("sender", "receiver__organisation")
    step = get_object_or_404(steps, pk=pk)
    step.plan = _plan(Plan.objects.with_own_door(request.user), request, step.plan_id)
    return _seen(request, step, step.plan)


def members_of(plan, user):
    members = FamilyMember.objects.current().filter(family=plan.family).visible_to(user)
    return members.select_related("person").order_by("role", "id")


def helpers_of(plan, user):
    """Who works with the family now."""
    helpers = Involvement.objects.current().filter(family=plan.family).visible_to(user)
    return helpers.select_related("user__organisation", "team").order_by("role", "starts_at")


def _plan(plans, request, pk):
    """The plan with what this user may do with it; for a part that its own door showed, any."""
    plans = plans.for_page(request.user).select_related("family", "hub")
    return get_object_or_404(plans, pk=pk)


def _seen(request, thing, plan):
    record_look(request.user, thing, family_id=plan.family_id, seen_as=plan.seen_as)
    return thing
