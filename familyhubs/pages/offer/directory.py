"""The directory as staff keep it: the list, a service, its changes, its places, its file."""

from io import StringIO
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from families.permissions import can_list
from familyhubs.audit.log import record_look
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs import actions
from hubs.models import Proposal, ProposalState, Service, ServiceStatus
from hubs.permissions import can_administer, can_keep_directory, can_propose, can_read_directory

from ..places.views import sent
from . import lists, spreadsheet
from .filters import DirectoryFilter
from .forms import PlaceForm, ProposeForm, ServiceForm, SiteChoiceForm, SwitchForm
from .public import about

ON_A_PAGE = 50


@require_safe
def services(request):
    """Every service, also what families do not see."""
    require(can_read_directory(request.user))
    chosen = DirectoryFilter(request.GET)
    page = Paginator(lists.directory(chosen.chosen), ON_A_PAGE).get_page(request.GET.get("page"))
    kept = request.GET.copy()
    kept.pop("page", None)
    context = {
        "filter": chosen,
        "chips": chosen.chips(request),
        "page": page,
        "kept": kept.urlencode(),
        "keeps": can_keep_directory(request.user),
        "administers": can_administer(request.user),
        "today": timezone.localdate(),
        "hidden": set(Service.objects.stale().values_list("pk", flat=True)),
    }
    return render(request, "directory/list.html", context)


def is_given(service):
    """Whether anybody could be referred to it today."""
    return service.status in (ServiceStatus.ACTIVE, ServiceStatus.CLOSED)


@require_safe
def service(request, pk):
    """One service, with who owns it, how fresh it is and what waits."""
    require(can_read_directory(request.user))
    rows = Service.objects.select_related("provider", "owner", "owner_card", "assured_by")
    service = get_object_or_404(rows, pk=pk)
    proposals, problems = lists.touches(service)
    context = about(service) | {
        "keeps": can_keep_directory(request.user),
        "may_propose": can_propose(request.user, service),
        "may_refer": can_list(request.user) and is_given(service),
        "proposals": proposals,
        "problems": problems,
        "own_proposals": service.proposals.filter(proposed_by=request.user),
        "is_hidden": Service.objects.stale().filter(pk=pk).exists(),
    }
    return render(request, "directory/service.html", context)


def save_service(request, pk=None):
    """A new service, or one to change; one much like another is asked about first."""
    require(can_keep_directory(request.user))
    rows = Service.objects.select_related("owner", "owner_card")
    service = get_object_or_404(rows, pk=pk) if pk else None
    typed = request.POST.get("name", "")[:200]
    alike = lists.alike(typed) if typed and not service else ()
    form = bind(ServiceForm, request, initial=ServiceForm.initial_of(service), alike=alike)
    saved = []

    def act():
        saved.append(actions.save_service(service, by=request.user, **form.cleaned_data))

    if sent(request, form, act, _("The service is saved. Families see it at once.")):
        return redirect("directory:service", saved[0].pk)
    title = service or _("Add a service")
    return form_page(request, form, service, title)


def form_page(request, form, service, title):
    """One form on a page of its own; back to the service, or to the list of them."""
    back = reverse("directory:service", args=[service.pk]) if service else reverse("directory:list")
    context = {"form": form, "title": title, "back": back, "button": _("Save")}
    return render(request, "directory/form.html", context)


def switch_service(request, pk):
    """On or off, by hand or by date."""
    require(can_keep_directory(request.user))
    service = get_object_or_404(Service, pk=pk)
    form = bind(SwitchForm, request, initial=SwitchForm.initial_of(service))
    me = request.user
    if sent(
        request,
        form,
        lambda: actions.switch_service(service, by=me, **form.cleaned_data),
        _("Saved. Come back here to change it again."),
    ):
        return redirect("directory:service", pk)
    title = _("Switch on or off: %s") % service
    return form_page(request, form, service, title)


def place_service(request, pk):
    """Given at a site, with when."""
    require(can_keep_directory(request.user))
    service = get_object_or_404(Service, pk=pk)
    form = bind(PlaceForm, request)
    me = request.user
    if sent(
        request,
        form,
        lambda: actions.place_service(service, by=me, **form.cleaned_data),
        _("The place is saved."),
    ):
        return redirect("directory:service", pk)
    title = _("A site of %s") % service
    return form_page(request, form, service, title)


@require_POST
def take_away(request, pk):
    """Not at this site any more; adding it again is the way back."""
    require(can_keep_directory(request.user))
    service = get_object_or_404(Service, pk=pk)
    form = SiteChoiceForm(request.POST)
    if form.is_valid():
        actions.take_away(service, by=request.user, **form.cleaned_data)
        messages.success(
            request, _("It is no longer given at %s.") % form.cleaned_data["site"].name
        )
    return redirect("directory:service", pk)


@require_POST
def assure(request, pk):
    """All of it is right today."""
    require(can_keep_directory(request.user))
    service = actions.assure_service(get_object_or_404(Service, pk=pk), by=request.user)
    due = f"{service.review_due_on:%d %b %Y}".lstrip("0")
    messages.success(request, _("Checked today. We ask again by %s.") % due)
    return redirect("directory:service", pk)


def propose(request, pk):
    """A provider signed in: their change is looked at before families read it."""
    service = get_object_or_404(Service.objects.select_related("provider"), pk=pk)
    require(can_propose(request.user, service))
    changes = taken_back(request, service)
    form = bind(ProposeForm, request, initial=ProposeForm.initial_of(service, changes))

    def act():
        values = dict(form.cleaned_data)
        seen = values.pop("seen")
        actions.propose(service, seen=seen, values=values, by=request.user)

    if sent(request, form, act, _("Thank you. It goes live when somebody has looked at it.")):
        return redirect("directory:service", pk)
    title = _("Suggest a change to %s") % service
    return form_page(request, form, service, title)


def taken_back(request, service):
    """What this person took back and would send again, or None."""
    try:
        asked_for = UUID(request.GET.get("again", ""))
    except ValueError:
        return None
    rows = service.proposals.filter(proposed_by=request.user, state=ProposalState.WITHDRAWN)
    found = rows.filter(pk=asked_for).first()
    return found and found.changes


@require_POST
def withdraw(request, pk):
    """Whoever suggested a change takes it back while nobody has decided; of others', no word."""
    rows = Proposal.objects.filter(proposed_by=request.user).select_related("service")
    proposal = get_object_or_404(rows, pk=pk)
    try:
        actions.withdraw(proposal, by=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Taken back. You can send it again from this page."))
    return redirect("directory:service", proposal.service_id)


@require_safe
def export(request):
    """The whole offer as a file."""
    require(can_keep_directory(request.user))
    file = StringIO()
    spreadsheet.write(file)
    record_look(request.user, Service, what="exported")
    response = HttpResponse(file.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="services.csv"'
    return response
