"""A plan's own pages: read, open, strengths, level, end."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.calendar.front_door import working_calendar
from familyhubs.council.current import council
from familyhubs.paging import page_of
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..filters import PlanFilter
from ..forms import ChangeLevelForm, ClosePlanForm, OpenPlanForm, WriteStrengthsForm
from ..levels import FAMILY_WORDS, Level
from ..models import Plan, Review, Step
from ..pack import goals_of
from ..permissions import can_list_plans, can_open_plan
from ..progress import whole_result
from ..review_dates import usual_review
from .doors import family_for, helpers_of, members_of, plan_for

LATEST = 5


def plans(request):
    """Open plans by review date, the longest overdue first."""
    require(can_list_plans(request.user))
    seen = Plan.objects.visible_to(request.user).open()
    found = PlanFilter(request.GET, seen, request=request)
    rows = found.qs.select_related("family", "hub")
    page = page_of(request, rows, "review_due_on", "pk")
    return render(request, "outcomes/plans.html", {"filter": found, "page": page})


@require_safe
def plan(request, pk):
    """Strengths first, then goals, who does what, who helps, reviews and steps."""
    plan = plan_for(request, pk)
    goals, acts = goals_of(plan, request.user)
    shown = {row.goal.pk for row in goals}
    context = {
        "plan": plan,
        "is_open": plan.closed_at is None,
        "may_write": plan.may_write and plan.closed_at is None,
        "goals": goals,
        "result": whole_result(goals),
        "own_actions": [action for action in acts if action.goal_id not in shown],
        "reviews": Review.objects.in_plan(plan, request.user)[:LATEST],
        "steps": Step.objects.in_plan(plan, request.user).select_related("sender", "receiver")[
            :LATEST
        ],
        "helpers": helpers_of(plan, request.user),
        "seen_people": _seen_people(plan, request.user),
    }
    return render(request, "outcomes/plan.html", context)


def _seen_people(plan, user):
    """Whose names may stand on the page; None where all may."""
    if plan.reads_whole:
        return None
    return set(members_of(plan, user).values_list("person", flat=True))


@require_safe
def family_copy(request, pk):
    """The plan as the family keeps it: their words, no scores of ours, made to be printed."""
    plan = plan_for(request, pk)
    require(plan.reads_whole)
    goals, _acts = goals_of(plan, request.user)
    context = {
        "plan": plan,
        "goals": [row for row in goals if row.goal.state != "stopped"],
        "level_words": FAMILY_WORDS[Level(plan.level)],
        "helpers": helpers_of(plan, request.user),
    }
    return render(request, "outcomes/family_copy.html", context)


def open_plan(request, family_pk):
    """A new plan; where one is open, that one."""
    family = family_for(request, family_pk)
    require(can_open_plan(request.user, family))
    if opened := Plan.objects.open().visible_to(request.user).filter(family=family).first():
        return redirect(opened)
    weeks = council().first_review_weeks
    usual = usual_review(timezone.localdate(), weeks, working_calendar().is_working_day)
    form = bind(OpenPlanForm, request, weeks=weeks, initial={"review_due_on": usual})
    if form.is_valid():
        try:
            plan = actions.open_plan(family, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The plan is open. Now add a goal."))
            return redirect(plan)
    return render(request, "outcomes/open.html", {"family": family, "form": form})


def strengths(request, pk):
    """What goes well."""
    plan = plan_for(request, pk)
    require(plan.may_write)
    given = {"strengths": plan.strengths, "stood": plan.strengths_mark}
    form = bind(WriteStrengthsForm, request, initial=given)
    if form.is_valid():
        try:
            actions.write_strengths(plan, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
            plan.refresh_from_db(fields=["strengths"])
            form.show_what_stands(plan)
        else:
            messages.success(request, _("The family’s strengths are saved."))
            return redirect(plan)
    return _form_page(request, plan, form, _("What is going well"), _("Save"))


def change_level(request, pk):
    """Another level with the same helpers; a change of helper is a step."""
    plan = plan_for(request, pk)
    require(plan.may_write)
    form = bind(ChangeLevelForm, request, now=plan.level)
    if form.is_valid():
        try:
            change = actions.set_level(plan.family, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            done = _("The level of need is now: %(level)s")
            messages.success(request, done % {"level": change.get_to_level_display()})
            return redirect(plan)
    return _form_page(request, plan, form, _("Change the level of need"), _("Change the level"))


def close(request, pk):
    """The plan ends, with a reason."""
    plan = plan_for(request, pk)
    require(plan.may_write)
    form = bind(ClosePlanForm, request)
    if form.is_valid():
        try:
            plan = actions.close_plan(plan, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            done = _("The plan is closed: %(reason)s. The family can come back at any time.")
            messages.success(request, done % {"reason": plan.get_closure_reason_display()})
            return redirect(plan)
    return _form_page(request, plan, form, _("Close the plan"), _("Close the plan"))


def _form_page(request, plan, form, title, button):
    context = {"plan": plan, "form": form, "title": title, "button": button}
    return render(request, "outcomes/form.html", context)
