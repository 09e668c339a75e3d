"""The register of sharing agreements: without one an organisation's people see nothing (R069)."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from families import actions
from families.models import IntegratedTeam, SharingAgreement
from families.permissions import can_see_sharing_agreements, can_sign_sharing_agreements
from familyhubs.accounts.models import Organisation, OrganisationKind
from familyhubs.refusals import Refused
from familyhubs.web import bind, require

from . import lists
from .forms import NameTeamForm, ReasonForm, SharingAgreementForm


def partners():
    """Every organisation but the council itself."""
    return Organisation.objects.exclude(kind=OrganisationKind.COUNCIL)


def register(request):
    """Every organisation, with its agreement in force or the lack of one."""
    require(can_see_sharing_agreements(request.user))
    rows = lists.with_sharing(
        partners().annotate(open_accounts=Count("people", filter=Q(people__closed_at=None)))
    )
    may = can_sign_sharing_agreements(request.user)
    return render(request, "people/sharing.html", {"organisations": rows, "may_sign": may})


def of_organisation(request, pk):
    """One organisation's agreements, the present one and those before it."""
    require(can_see_sharing_agreements(request.user))
    organisation = get_object_or_404(partners(), pk=pk)
    rows = SharingAgreement.objects.filter(organisation=organisation).order_by("-starts_at")
    rows = rows.prefetch_related("integrated_teams__team")
    context = {
        "organisation": organisation,
        "agreements": rows,
        "in_force": next((row for row in rows if row.is_current), None),
        "work": lists.work_for_families(organisation),
        "may_sign": can_sign_sharing_agreements(request.user),
        "now": timezone.now(),
    }
    return render(request, "people/sharing_of.html", context)


def sign(request, pk):
    """A new agreement with an organisation."""
    require(can_sign_sharing_agreements(request.user))
    organisation = get_object_or_404(partners(), pk=pk)
    form = bind(SharingAgreementForm, request)
    if form.is_valid():
        try:
            actions.sign_sharing_agreement(organisation, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The agreement with %s is recorded.") % organisation)
            return redirect("people:sharing_of", pk=organisation.pk)
    return render(request, "people/sign_sharing.html", {"form": form, "organisation": organisation})


def name_team(request, pk, agreement):
    """An integrated team whose members see the families that were told of it."""
    require(can_sign_sharing_agreements(request.user))
    organisation = get_object_or_404(partners(), pk=pk)
    rows = SharingAgreement.objects.filter(organisation=organisation)
    agreement = get_object_or_404(rows, pk=agreement)
    form = bind(NameTeamForm, request)
    if form.is_valid():
        try:
            actions.name_team(agreement, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The team is named")
            return redirect("people:sharing_of", pk=organisation.pk)
    context = {"form": form, "organisation": organisation}
    return render(request, "people/name_team.html", context)


def end_team(request, pk, agreement, named):
    """An integrated team works as one no longer."""
    require(can_sign_sharing_agreements(request.user))
    organisation = get_object_or_404(partners(), pk=pk)
    rows = IntegratedTeam.objects.filter(agreement=agreement, agreement__organisation=organisation)
    named = get_object_or_404(rows.select_related("team", "agreement"), pk=named)
    form = bind(ReasonForm, request)
    if form.is_valid():
        try:
            actions.end_named_team(named, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"{named} works as one with {organisation} no longer.")
            return redirect("people:sharing_of", pk=organisation.pk)
    context = {"form": form, "organisation": organisation, "named": named}
    return render(request, "people/end_team.html", context)


def end(request, pk, agreement):
    """From this moment the organisation's people see no family."""
    require(can_sign_sharing_agreements(request.user))
    organisation = get_object_or_404(partners(), pk=pk)
    rows = SharingAgreement.objects.select_related("organisation")
    agreement = get_object_or_404(rows.filter(organisation=organisation), pk=agreement)
    form = bind(ReasonForm, request)
    if form.is_valid():
        try:
            actions.end_sharing_agreement(agreement, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The agreement with %s has ended.") % organisation)
            return redirect("people:sharing_of", pk=organisation.pk)
    work = lists.work_for_families(organisation)
    context = {"form": form, "organisation": organisation, "agreement": agreement, "work": work}
    return render(request, "people/end_sharing.html", context)
