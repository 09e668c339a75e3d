"""The organisations whose people use the portal."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from familyhubs.accounts.models import Organisation
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs.permissions import can_administer

from . import actions, lists
from .forms import OrganisationForm


def organisations(request):
    require(can_administer(request.user))
    rows = Organisation.objects.annotate(
        open_accounts=Count("people", filter=Q(people__closed_at=None))
    )
    context = {"organisations": lists.with_sharing(rows)}
    return render(request, "people/organisations.html", context)


def save_organisation(request, pk=None):
    """A new organisation, or one to change."""
    require(can_administer(request.user))
    known = get_object_or_404(Organisation, pk=pk) if pk else None
    names = ("name", "kind", "ended_on", "may_triage")
    initial = {name: getattr(known, name) for name in names} if known else {}
    form = bind(OrganisationForm, request, initial=initial)
    if form.is_valid():
        try:
            actions.save_organisation(known, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The organisation is saved."))
            return redirect("people:organisations")
    return render(request, "people/organisation.html", {"form": form, "organisation": known})
