"""How the pages of this app find their rows: through the one door, and noting the look."""

from django.shortcuts import get_object_or_404

from families.models import Family, FamilyMember, Involvement
from familyhubs.audit.log import record_look

from ..models import Action, Goal, Plan, Step


def plan_for(request, pk):
    """The plan, or 404; reading one is an event."""
    plans = Plan.objects.visible_to(request.user).for_page(request.user)
    plan = get_object_or_404(plans.select_related("family", "hub"), pk=pk)
    return _seen(request, plan, plan.family_id)


def family_for(request, pk):
    """A family about to get a plan, or 404."""
    return get_object_or_404(Family.objects.visible_to(request.user).select_related("hub"), pk=pk)


def goal_for(request, pk):
    goals = Goal.objects.visible_to(request.user).select_related("plan__family", "plan__hub")
    goal = get_object_or_404(goals, pk=pk)
    return _seen(request, goal, goal.plan.family_id)


def action_for(request, pk):
    actions = Action.objects.visible_to(request.user)
    action = get_object_or_404(actions.select_related("goal__plan__family"), pk=pk)
    return _seen(request, action, action.goal.plan.family_id)


def step_for(request, pk):
    steps = Step.objects.visible_to(request.user)
    steps = steps.select_related("plan__family", "plan__hub", "sender", "receiver__organisation")
    step = get_object_or_404(steps, pk=pk)
    return _seen(request, step, step.plan.family_id)


def members_of(plan, user):
    members = FamilyMember.objects.current().filter(family=plan.family).visible_to(user)
    return members.select_related("person").order_by("role", "id")


def helpers_of(plan, user):
    """Who works with the family now."""
    helpers = Involvement.objects.current().filter(family=plan.family).visible_to(user)
    return helpers.select_related("user__organisation", "team").order_by("role", "starts_at")


def _seen(request, thing, family_id):
    if request.method == "GET":
        record_look(request.user, thing, family_id=family_id)
    return thing
