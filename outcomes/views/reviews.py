"""A review: one page for all of it."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from familyhubs.calendar.front_door import working_calendar
from familyhubs.council.current import council
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..forms import ReviewForm
from ..models import Goal
from ..review_dates import usual_review
from .doors import plan_for


def review(request, pk):
    """Scores for every open goal, what was found, and the next date."""
    plan = plan_for(request, pk)
    require(plan.may_write)
    goals = Goal.objects.in_plan(plan, request.user).open().with_latest_score()
    weeks = council().later_review_weeks
    usual = usual_review(timezone.localdate(), weeks, working_calendar().is_working_day)
    form = bind(ReviewForm, request, goals=goals, weeks=weeks, initial={"next_due_on": usual})
    if form.is_valid():
        try:
            done = actions.review_plan(plan, by=request.user, **form.values())
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = _("The review is saved. The next one is due on %(day)s.")
            day = f"{done.next_due_on:%-d %b %Y}"
            messages.success(request, said % {"day": day})
            return redirect(plan)
    return render(request, "outcomes/review.html", {"plan": plan, "form": form})
