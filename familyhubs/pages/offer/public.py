"""What anybody can open: a service's page, "report a problem", and an owner's own link."""

from contextlib import suppress
from functools import partial
from uuid import uuid4

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from familyhubs.refusals import Refused
from familyhubs.web import bind
from hubs import actions
from hubs.actions.freshness import who_answers
from hubs.finding.cards import entry_of
from hubs.languages import name_of
from hubs.links import ask_of
from hubs.models import ProposalState, Service, Site
from hubs.querysets import NETWORK
from referrals.views.held import actor, public_page

from ..finding.collected import kept
from . import lists
from .forms import ProposeForm, ReportForm


def about(service):
    """What a service's page says, whoever reads it."""
    return {
        "service": service,
        "places": lists.places_of(service),
        "topics": service.topics.all(),
        "languages": [name_of(code) for code in service.languages],
        "is_on": lists.is_on(service),
        "today": timezone.localdate(),
    }


@login_not_required
@require_safe
def service_page(request, slug):
    """One service: what, for whom, when, where, what it costs and how to get it."""
    given = Service.objects.given().select_related("provider")
    service = get_object_or_404(given, slug=slug)
    if not Service.objects.fresh().filter(pk=service.pk).exists():
        return render(request, "offer/hidden.html", {"service": service}, status=404)
    badged = Service.objects.badged().filter(pk=service.pk).exists()
    entry, on_list = entry_of(service), kept(request)
    context = {"is_badged": badged, "entry": entry, "kept": on_list, "is_kept": entry in on_list}
    context["with_a_page"] = NETWORK
    return render(request, "offer/service.html", about(service) | context)


@partial(public_page, counted="report")
def report_service(request, slug):
    """Something about a service is not right."""
    service = get_object_or_404(Service.objects.given(), slug=slug)
    return report(request, service, service.get_absolute_url(), service=service)


@partial(public_page, counted="report")
def report_site(request, pk):
    """Something about a site is not right."""
    site = get_object_or_404(Site.objects.open().select_related("hub"), pk=pk)
    back = site.hub.get_absolute_url() if site.hub else "/"
    return report(request, site, back, site=site)


def report(request, entry, back, **entry_of):
    form = bind(ReportForm, request, initial={"key": uuid4()})
    if form.is_valid():
        actions.report_problem(by=actor(request), **entry_of, **form.cleaned_data)
        return redirect("offer:reported")
    return render(request, "offer/report.html", {"form": form, "entry": entry, "back": back})


@login_not_required
@require_safe
def reported(request):
    """Thank you, and what happens next."""
    return render(request, "offer/reported.html")


@public_page
def check(request, token):
    """An owner's link. Opening it changes nothing: mail scanners open links too."""
    ask = ask_of(token)
    if ask is None or not ask.is_usable:
        return answered(request, ask, token)
    service = ask.service
    changing = "change" in request.GET
    taken_back = ask.proposals.order_by("recorded_at").last()
    initial = ProposeForm.initial_of(service, taken_back and taken_back.changes)
    form = bind(ProposeForm, request, initial=initial) if changing else None
    if request.method == "POST":
        try:
            if answer(ask, form):
                return redirect("offer:check", token)
        except Refused as refused:
            if form is None:
                return redirect("offer:check", token)
            form.add_error(None, str(refused))
    context = about(service) | {"form": form, "ask": ask, "taken_back": taken_back}
    return render(request, "offer/check.html", context)


def answer(ask, form):
    """All of it is right, or this is what changes."""
    if form is None:
        return actions.still_right(ask)
    if not form.is_valid():
        return None
    seen, values = form.cleaned_data.pop("seen"), form.cleaned_data
    return actions.propose(ask.service, seen=seen, values=values, ask=ask)


def answered(request, ask, token):
    """What came of it, or that this link opens nothing any more."""
    if ask is None:
        raise Http404
    proposal = ask.proposals.order_by("recorded_at").last()
    context = {"ask": ask, "token": token, "proposal": proposal, "service": ask.service}
    is_known = ask.used_at or proposal
    return render(request, "offer/answered.html", context, status=200 if is_known else 410)


@require_POST
@public_page
def withdraw(request, token):
    """An owner takes their change back; their link asks the question again while it holds."""
    ask = ask_of(token)
    if ask is None:
        raise Http404
    waiting = ask.proposals.filter(state=ProposalState.WAITING).first()
    # Where it was decided in the same moment, the page says how.
    with suppress(Refused):
        if waiting:
            actions.withdraw(waiting, by=who_answers(ask))
    return redirect("offer:check", token)
