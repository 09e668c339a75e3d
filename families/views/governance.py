"""Information governance: agreements and logs of any family, content only inside a case (A7)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.audit.log import record_look
from familyhubs.database.actor import beyond_sight, open_with
from familyhubs.paging import page_of
from familyhubs.web import bind, require

from .. import actions
from ..forms import BasisForm, CaseForm, CloseCaseForm, FindRecordForm, WordingForm
from ..models import Agreement, Family, GovernanceCase, LawfulBasis, SharingDecision, Wording
from ..permissions import can_govern, can_open_case
from .doors import family_for, send


def start(request):
    """Find a family by its reference; the open cases."""
    require(can_govern(request.user))
    form = bind(FindRecordForm, request)
    if form.is_bound and form.is_valid():
        families = Family.objects.not_barred_to(request.user)
        with beyond_sight("which family an officer means"):
            family = families.filter(**form.cleaned_data).first()
        if family:
            return redirect("families:agreements", family.pk)
        form.add_error("reference", _("No family has this reference"))
    cases = GovernanceCase.objects.visible_to(request.user).open()
    with beyond_sight("the references of families with an open case"):
        cases = list(cases.select_related("family", "officer"))
    record_look(request.user, GovernanceCase, what="listed")
    return render(request, "families/governance.html", {"form": form, "cases": cases})


def open_case(request, pk):
    """The officer reads this family from now on, and everybody can see why."""
    family = family_for(request, pk, oversight=True)
    require(can_open_case(request.user, family))
    form = bind(CaseForm, request)
    if send(form, lambda: actions.open_case(family, by=request.user, **form.cleaned_data)):
        messages.success(request, _("The case is open. You read this record until you close it."))
        return redirect(family)
    return page(request, form, _("Open a case"), _("Open the case"), family.reference)


def close_case(request, pk):
    """What came of it; the record is shut again."""
    case = get_object_or_404(GovernanceCase.objects.visible_to(request.user), pk=pk)
    open_with(case.family_id)
    record_look(request.user, case, family_id=case.family_id)
    form = bind(CloseCaseForm, request)
    if send(form, lambda: actions.close_case(case, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Closed"))
        return redirect("families:governance")
    return page(request, form, _("Close this case"), _("Close the case"), str(case))


def page(request, form, title, button, note=""):
    context = {"form": form, "title": title, "button": button, "note": note}
    return render(request, "families/governance_form.html", context)


@require_safe
def sharing_log(request):
    """What was shared without agreement, in any family, the newest first."""
    require(can_govern(request.user))
    rows = SharingDecision.objects.visible_to(request.user)
    rows = rows.select_related("family", "organisation", "decided_by", "asked_by")
    with beyond_sight("the references of families of whom something was shared"):
        found = page_of(request, rows, "-starts_at", "-pk")
    record_look(request.user, SharingDecision, what="listed")
    return render(request, "families/sharing_log.html", {"page": found})


@require_safe
def running_out(request):
    """What families agreed to that ends within four weeks, or is to be asked again."""
    require(can_govern(request.user))
    rows = Agreement.objects.visible_to(request.user).running_out(actions.soon())
    rows = rows.of_open_families().select_related("family__hub", "organisation")
    with beyond_sight("the references of families whose agreements run out"):
        found = page_of(request, rows, "review_due_on", "pk")
    record_look(request.user, Agreement, what="listed")
    return render(request, "families/running_out.html", {"page": found})


@require_safe
def wordings(request):
    """Every version of the words in which families are asked."""
    require(can_govern(request.user))
    in_force = {row.pk for row in Wording.objects.in_force()}
    rows = Wording.objects.select_related("written_by")
    return render(request, "families/wordings.html", {"wordings": rows, "in_force": in_force})


def add_wording(request):
    """New words from now on."""
    require(can_govern(request.user))
    form = bind(WordingForm, request)
    if send(form, lambda: actions.write_wording(by=request.user, **form.cleaned_data)):
        messages.success(request, _("These words are shown from now on"))
        return redirect("families:wordings")
    note = _("What was agreed to before stays agreed to in its own words.")
    return page(request, form, _("Write new words"), _("Show these words"), note)


@require_safe
def bases(request):
    """The law for each purpose, now and before."""
    require(can_govern(request.user))
    rows = LawfulBasis.objects.select_related("decided_by")
    return render(request, "families/bases.html", {"bases": rows})


def change_basis(request):
    """The council relies on another law from now on."""
    require(can_govern(request.user))
    form = bind(BasisForm, request)
    if send(form, lambda: actions.decide_basis(by=request.user, **form.cleaned_data)):
        messages.success(request, _("Recorded"))
        return redirect("families:bases")
    return page(request, form, _("Change the lawful basis"), _("Record it"))
