"""Goals, and who does what."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..forms import AddActionForm, AddGoalForm, FinishActionForm, FinishGoalForm
from ..permissions import can_report_on, can_write_plan
from .doors import action_for, goal_for, helpers_of, members_of, plan_for


def add_goal(request, pk):
    """What the family wants to be different."""
    plan = plan_for(request, pk)
    require(plan.may_write)
    members = members_of(plan, request.user)
    form = bind(AddGoalForm, request, members=members, level=plan.level)
    if form.is_valid():
        try:
            goal = actions.add_goal(plan, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The goal is added. Now say who does what."))
            return redirect("outcomes:add_action", goal.pk)
    return _page(request, plan, form, _("Add a goal"), _("Add the goal"))


def finish_goal(request, pk):
    """Achieved, or no longer a goal."""
    goal = goal_for(request, pk)
    require(can_write_plan(request.user, goal.plan))
    form = bind(FinishGoalForm, request)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.finish_goal(
                goal, by=request.user, state=given["state"], evidence=given["evidence"]
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The goal is finished: “%(goal)s”") % {"goal": goal.words})
            return redirect(goal.plan)
    return _page(request, goal.plan, form, _("Finish the goal"), _("Save"), goal=goal)


def add_action(request, pk):
    """Who does what by when."""
    goal = goal_for(request, pk)
    require(can_write_plan(request.user, goal.plan))
    form = bind(
        AddActionForm,
        request,
        members=members_of(goal.plan, request.user),
        helpers=helpers_of(goal.plan, request.user),
    )
    if form.is_valid():
        try:
            action = actions.add_action(goal, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            done = _("The action is added: “%(what)s”, %(who)s")
            messages.success(request, done % {"what": action.what, "who": action.owner})
            return redirect(goal.plan)
    return _page(request, goal.plan, form, _("Add an action"), _("Add the action"), goal=goal)


def finish_action(request, pk):
    """Done or dropped: by its owner, or by whoever writes the plan."""
    action = action_for(request, pk)
    require(can_report_on(request.user, action))
    form = bind(FinishActionForm, request)
    if form.is_valid():
        try:
            action = actions.finish_action(action, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            _say_finished(request, action)
            return redirect(action.goal.plan)
    return _page(request, action.goal.plan, form, _("Finish an action"), _("Save"), action=action)


def _say_finished(request, action):
    said = _("%(state)s: “%(what)s”. If that was a slip, choose Undo beside it.")
    messages.success(request, said % {"state": action.get_state_display(), "what": action.what})


@require_POST
def undo_action(request, pk):
    """Back to do."""
    action = action_for(request, pk)
    require(can_report_on(request.user, action))
    try:
        actions.reopen_action(action, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("To do again: “%(what)s”") % {"what": action.what})
    return redirect(action.goal.plan)


def _page(request, plan, form, title, button, **about):
    context = {"plan": plan, "form": form, "title": title, "button": button} | about
    return render(request, "outcomes/form.html", context)
