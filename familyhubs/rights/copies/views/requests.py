"""Who asked, by when it is due, and each step of the way."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_safe

from families.models import CaseKind, GovernanceCase, ParentalResponsibility
from families.views.doors import family_for, people_of, send
from familyhubs.audit.log import record_look
from familyhubs.database.actor import beyond_sight
from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions, forms
from ..models import CopyRequest, Entry, Redaction
from ..permissions import can_agree, can_govern, can_read_content

STEPS = {
    "identity": (forms.IdentityForm, actions.show_identity, "Who they are"),
    "pause": (forms.PauseForm, actions.begin_pause, "Pause the clock"),
    "resume": (forms.AgreeForm, actions.end_pause, "End the pause"),
    "extend": (forms.ExtendForm, actions.extend, "Give it two more months"),
    "agree": (forms.AgreeForm, actions.agree, "Agree to this copy"),
    "end_link": (forms.AgreeForm, actions.withdraw_links, "Withdraw the link"),
    "take_back": (forms.TakeBackForm, actions.take_back, "They took the request back"),
    "release": (forms.ReleaseForm, actions.release, "Record how it left"),
}


@require_safe
def requests(request):
    """What is owed, the first due first; and the cases within which a request can be logged."""
    require(can_govern(request.user))
    rows = CopyRequest.objects.visible_to(request.user).open()
    mine = GovernanceCase.objects.visible_to(request.user).open()
    mine = mine.filter(kind=CaseKind.SUBJECT_ACCESS, officer=request.user)
    with beyond_sight("the references of families of whom somebody asked for a copy"):
        page = page_of(request, rows.select_related("family", "logged_by"), "due_on", "pk")
        cases = list(mine.select_related("family")[:50])
    record_look(request.user, CopyRequest, what="listed")
    late = {asked.pk for asked in rows.overdue().filter(pk__in=[one.pk for one in page.rows])}
    return render(request, "copies/requests.html", {"page": page, "cases": cases, "late": late})


def ask(request, pk):
    """Somebody asked: logged within the officer's own case."""
    require(can_govern(request.user))
    family = family_for(request, pk)
    answers = ParentalResponsibility.objects.current().filter(family=family)
    answers = answers.select_related("holder", "child")
    people = people_of(family, request.user)
    form = bind(forms.AskForm, request, people=people, responsibilities=answers)
    made = []
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    if send(form, lambda: made.append(actions.log_request(family, by=request.user, **said))):
        messages.success(request, "Logged. The clock runs.")
        return redirect("copies:request", made[0].pk)
    context = {"form": form, "title": "Log a request for a copy", "note": family.reference}
    return render(request, "copies/form.html", context | {"button": "Log it"})


@require_safe
def one(request, pk):
    """One request: its clock, how far its copy is, and what can be done next."""
    asked = found(request, pk)
    entries = Entry.objects.visible_to(request.user).filter(request=asked)
    context = {
        "asked": asked,
        "pauses": asked.pauses.all(),
        "reads": can_read_content(request.user, asked),
        "may_agree": asked.agreed_at is None and can_agree(request.user, asked),
        "many": entries.count(),
        "left": entries.unmarked().count(),
    }
    redactions = Redaction.objects.filter(entry__in=entries).select_related("made_by", "entry")
    context["redactions"] = redactions[:200]
    context["agreed_others"] = entries.exclude(yes_on=None).select_related("yes_by")[:200]
    context["links"] = asked.links.select_related("sent_by") if context["reads"] else []
    return render(request, "copies/request.html", context)


def step(request, pk, name):
    """One step of the way, on a form of its own."""
    asked = found(request, pk)
    require(can_read_content(request.user, asked))
    form_class, action, title = STEPS[name]
    form = bind(form_class, request)
    if send(form, lambda: action(asked, by=request.user, **form.cleaned_data)):
        messages.success(request, "Recorded")
        return redirect("copies:request", asked.pk)
    context = {"form": form, "title": title, "note": str(asked), "asked": asked}
    return render(request, "copies/form.html", context | {"button": title})


def found(request, pk):
    """The request, if governance may know of it; the look is on record."""
    require(can_govern(request.user))
    rows = CopyRequest.objects.visible_to(request.user).select_related("logged_by", "agreed_by")
    asked = get_object_or_404(rows, pk=pk)
    record_look(request.user, asked, family_id=asked.family_id)
    return asked
