"""More help, or lighter help: the hand-over and its answer."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..forms import AnswerStepForm, ProposeStepForm
from ..models import Plan
from ..pack import pack_of
from ..permissions import can_answer, can_withdraw
from ..querysets import possible_receivers
from ..stepping import hands_over_the_lead
from .doors import plan_for, step_for


def propose(request, pk):
    """The form beside what the receiver will read."""
    plan = plan_for(request, pk)
    require(plan.may_write)
    receivers = possible_receivers(plan.family).exclude(pk=request.user.pk)
    form = bind(
        ProposeStepForm, request, now=plan.level, receivers=receivers.select_related("organisation")
    )
    if form.is_valid():
        try:
            step = actions.propose_step(plan, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            said = _("%(who)s is asked to take the family on. Until then nothing changes for them.")
            messages.success(request, said % {"who": step.receiver.full_name})
            return redirect(plan)
    pack = pack_of(plan, request.user, with_what_was_told=False)
    return render(request, "outcomes/propose.html", {"plan": plan, "form": form, "pack": pack})


def step(request, pk):
    """The hand-over: the receiver answers here, the others see how it stands."""
    step = step_for(request, pk)
    answers = can_answer(request.user, step)
    require(answers or request.method != "POST")
    form = bind(AnswerStepForm, request) if answers and _may_post(request, step) else None
    if form and form.is_valid():
        try:
            return _answer(request, step, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
    context = {
        "step": step,
        "plan": step.plan,
        "form": form,
        "pack": pack_of(step.plan, request.user),
        "may_withdraw": step.is_waiting and step.plan.may_write,
        "reads_plan": step.plan.is_seen,
    }
    return render(request, "outcomes/step.html", context)


def _may_post(request, step):
    """A second press after the first was answered is told so, not ignored."""
    return step.is_waiting or request.method == "POST"


def _answer(request, step, *, decision, why):
    if decision == "decline":
        actions.decline_step(step, by=request.user, answer=why)
        messages.success(request, _("You have declined. The sender is told why."))
        return redirect("pages:today")
    actions.accept_step(step, by=request.user)
    messages.success(request, _taken_on(step))
    # Asked anew: who has accepted sees more than before, or, of another organisation, less.
    seen = Plan.objects.visible_to(request.user).filter(pk=step.plan_id)
    return redirect(step.plan if seen.exists() else "pages:today")


def _taken_on(step):
    if hands_over_the_lead(step.to_level):
        return _("The family is with you now. Arrange to meet them soon.")
    return _(
        "You have taken this on. The lead practitioner stays with the family until social care"
        " says who leads."
    )


@require_POST
def withdraw(request, pk):
    """Taken back before anybody answered."""
    step = step_for(request, pk)
    require(can_withdraw(request.user, step))
    try:
        actions.withdraw_step(step, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The step is withdrawn. The receiver is told."))
    return redirect(step.plan)
