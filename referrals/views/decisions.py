"""What an officer does with a request besides accepting it: one page or one button each."""

from functools import partial

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from .. import actions
from ..forms import triage as forms
from ..forms.safe_enquiry import EnquiryForm, LiftForm
from ..permissions import answers_for_safeguarding, can_triage
from ..topics import words_of
from .request import undecided


def decide(
    request, pk, *, form_class, act, title, button, done, warning="", who=can_triage
):  # fmt: skip
    """One form, one action, back to the request with what changed named; `who` says who may."""
    referral = undecided(request, pk)
    require(who(request.user, referral))
    form = bind(form_class, request, **given_to(form_class, referral))
    if form.is_valid():
        try:
            actions.refuse_if_changed(referral, request.POST.get("seen", ""))
            getattr(actions, act)(referral, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{referral.reference}: {done}")
            return redirect("referrals:queue" if act == "move_to_hub" else referral)
    context = {
        "referral": referral,
        "form": form,
        "title": title,
        "button": button,
        "warning": warning,
    }
    return render(request, "referrals/decide.html", context)


def given_to(form_class, referral):
    """What a form is made with: some need the request itself."""
    return {"referral": referral} if getattr(form_class, "needs_referral", False) else {}


advise = partial(
    decide,
    form_class=forms.AdviseForm,
    act="advise",
    title=gettext_lazy("Give advice"),
    button=gettext_lazy("Save the advice and close the request"),
    done=gettext_lazy("advice given, and the request is decided."),
)
decline = partial(
    decide,
    form_class=forms.DeclineForm,
    act="decline",
    title=gettext_lazy("No further action"),
    button=gettext_lazy("Close the request"),
    done=gettext_lazy("closed without further action."),
)
escalate = partial(
    decide,
    form_class=forms.EscalateForm,
    act="escalate",
    title=gettext_lazy("Pass to children’s social care"),
    button=gettext_lazy("Pass it on"),
    done=gettext_lazy("passed on, and the safeguarding leads have been told."),
    warning=gettext_lazy("Ring first. This page does not tell children’s social care by itself."),
)
ask_more = partial(
    decide,
    form_class=forms.AskMoreForm,
    act="ask_more",
    title=gettext_lazy("Wait for the family"),
    button=gettext_lazy("Stop the clock and wait"),
    done=gettext_lazy("waiting for the family; the clock stands still."),
)
attempt = partial(
    decide,
    form_class=forms.AttemptForm,
    act="record_attempt",
    title=gettext_lazy("Record a try to reach the family"),
    button=gettext_lazy("Save"),
    done=gettext_lazy("the try is on record."),
)
move = partial(
    decide,
    form_class=forms.MoveForm,
    act="move_to_hub",
    title=gettext_lazy("Pass to another hub"),
    button=gettext_lazy("Pass it on"),
    done=gettext_lazy("passed to the other hub, whose triage has been told."),
)


enquire = partial(
    decide,
    form_class=EnquiryForm,
    act="record_enquiry",
    title=gettext_lazy("Safe enquiry"),
    button=gettext_lazy("Save"),
    done=gettext_lazy("the safe enquiry is on record."),
    warning=gettext_lazy("Ask only when they are alone. Where somebody is in danger, ring first."),
)
lift = partial(
    decide,
    form_class=LiftForm,
    act="lift_abuse",
    title=gettext_lazy("Joint sessions after all"),
    button=gettext_lazy("Let joint sessions be offered"),
    done=gettext_lazy("joint sessions may be offered again."),
    warning=gettext_lazy("Only where you know that nobody is made to say that they are safe."),
    who=lambda user, referral: answers_for_safeguarding(user),
)
prepare = partial(
    decide,
    form_class=forms.PrepareForm,
    act="prepare",
    title=gettext_lazy("Preparing: not ready yet"),
    button=gettext_lazy("Prepare them and look again"),
    done=gettext_lazy("being prepared; it comes back by itself on its day."),
)
propose_giving_up = partial(
    decide,
    form_class=forms.ProposeForm,
    act="propose_giving_up",
    title=gettext_lazy("Ask a manager: could not be reached"),
    button=gettext_lazy("Ask a manager"),
    done=gettext_lazy("the managers of the hub have been asked."),
)
answer_giving_up = partial(
    decide,
    form_class=forms.AnswerForm,
    act="answer_giving_up",
    title=gettext_lazy("Could not be reached: your answer"),
    button=gettext_lazy("Save your answer"),
    done=gettext_lazy("your answer is on record."),
)


@require_POST
def add_need(request, pk):
    """One click, also after the decision: what else turned out to matter (R054)."""
    referral = undecided(request, pk)
    require(can_triage(request.user, referral))
    form = forms.NeedForm(request.POST)
    if not form.is_valid():
        messages.warning(request, form.errors["topic"][0])
        return redirect(referral)
    need = actions.add_need(referral, by=request.user, **form.cleaned_data)
    messages.success(request, f"{referral.reference}: {words_of(need.topic)}")
    return redirect(referral)


def press(request, pk, *, act, done):
    """One button: no form, the same way back. What was told since the page was drawn, nobody who
    presses it has read."""
    referral = undecided(request, pk)
    require(can_triage(request.user, referral))
    try:
        actions.refuse_if_changed(referral, request.POST.get("seen", ""))
    except Refused:
        said = _("This request has changed since you opened the page. Read it, then press again.")
        messages.warning(request, said)
        return redirect(referral)
    try:
        getattr(actions, act)(referral, by=request.user)
    except Refused as refused:
        messages.warning(request, str(refused))
    else:
        messages.success(request, f"{referral.reference}: {done}")
    return redirect(referral)


screen = require_POST(partial(press, act="screen", done=gettext_lazy("safeguarding screen done.")))
resume = require_POST(partial(press, act="resume", done=gettext_lazy("the clock runs again.")))
