"""What waits for those who keep the directory: proposals, problems, and what is not checked."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.paging import page_of
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs import actions
from hubs.models import Problem, Proposal
from hubs.permissions import can_keep_directory

from ..places.views import sent
from . import lists
from .changes import changes_of
from .filters import ClosedProblemsFilter
from .forms import CloseProblemForm, ReasonForm

MOST = 100


@require_safe
def attention(request):
    """How fresh the directory is, and all that waits."""
    require(can_keep_directory(request.user))
    context = {
        "fresh": lists.freshness(),
        "proposals": lists.waiting_proposals()[:MOST],
        "problems": lists.open_problems()[:MOST],
    }
    return render(request, "directory/attention.html", context)


def proposal(request, pk):
    """The changed fields only, old → new; approved or declined."""
    require(can_keep_directory(request.user))
    rows = Proposal.objects.select_related("service", "proposed_by", "decided_by")
    proposal = get_object_or_404(rows, pk=pk)
    form = bind(ReasonForm, request, initial={"seen": proposal.service.version})
    if form.is_valid() and decide(request, proposal, form):
        return redirect("directory:attention")
    context = {"proposal": proposal, "form": form, "changes": changes_of(proposal)}
    return render(request, "directory/proposal.html", context)


def decide(request, proposal, form):
    """Whether it was decided; which button was pressed says how."""
    try:
        if request.POST.get("decision") == "approve":
            actions.approve(proposal, seen=form.cleaned_data["seen"], by=request.user)
            messages.success(request, _("Approved. Families read the new version now."))
        else:
            actions.decline(proposal, reason=form.cleaned_data["reason"], by=request.user)
            messages.success(request, _("Declined. The provider reads why."))
    except Refused as refused:
        form.add_error(None, str(refused))
        return False
    return True


@require_safe
def closed_problems(request):
    """What was reported and mended, the latest first; found by words and by kind."""
    require(can_keep_directory(request.user))
    form = ClosedProblemsFilter(request.GET)
    rows = lists.closed_problems(form.chosen)
    page = page_of(request, rows, "-closed_at", "-pk")
    context = {"filter": form, "page": page, "chips": form.chips(request)}
    return render(request, "directory/closed_problems.html", context)


def problem(request, pk):
    """What somebody told us; closed with what was done."""
    require(can_keep_directory(request.user))
    rows = Problem.objects.select_related("service", "site__hub", "closed_by")
    problem = get_object_or_404(rows, pk=pk)
    form = bind(CloseProblemForm, request)
    me = request.user
    if sent(
        request,
        form,
        lambda: actions.close_problem(problem, by=me, **form.cleaned_data),
        _("Closed."),
    ):
        return redirect("directory:attention")
    return render(request, "directory/problem.html", {"form": form, "problem": problem})
