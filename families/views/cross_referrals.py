"""Asking a service of the directory to help a family, and what came of it (R026)."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from familyhubs.audit.log import record_look
from familyhubs.paging import page_of
from familyhubs.web import bind, require
from hubs.models import Service

from .. import actions
from ..cross_referring import portal_is_shut_to, shareable, what_is_missing
from ..forms import CrossOutcomeForm, PassOnForm, ReferForm
from ..models import CrossReferral, Family
from ..permissions import can_list, can_refer, can_say_what_came_of
from .doors import family_for, people_of, send

ON_A_PAGE = 25
LONGEST_SEARCH = 100


@require_safe
def choose_service(request, pk):
    """Which service? Its words stand in the address: they say nothing about the family."""
    family = family_for(request, pk)
    require(can_refer(request.user, family))
    words = request.GET.get("q", "").replace("\0", "").strip()[:LONGEST_SEARCH]
    services = Service.objects.given().select_related("provider").order_by("name", "pk")
    if words:
        services = services.matching(words)
    page = Paginator(services, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"family": family, "page": page, "words": words}
    return render(request, "families/choose_service.html", context)


def refer(request, pk, service_pk):
    """The one act: whom it is about, why, and it is asked."""
    family = family_for(request, pk)
    require(can_refer(request.user, family))
    services = Service.objects.given().select_related("provider", "owner", "owner_card")
    service = get_object_or_404(services, pk=service_pk)
    may_tell_of = shareable(family, service.provider)
    people = people_of(family, request.user).filter(pk__in=may_tell_of.values("person"))
    form = bind(ReferForm, request, user=request.user, people=people)
    made = []

    def act():
        made.append(actions.refer(family, service=service, by=request.user, **form.values))

    if send(form, act):
        messages.success(request, _("Referred to %s") % service)
        return redirect(made[0])
    organisation = service.provider
    context = {
        "family": family,
        "service": service,
        "form": form,
        "missing": what_is_missing(family, organisation),
        "may_tell_of": may_tell_of.select_related("person"),
        "is_shut": portal_is_shut_to(organisation),
    }
    return render(request, "families/refer.html", context)


@require_safe
def to_pass_on(request):
    """What somebody must still ring or post, the longest waiting first."""
    require(can_list(request.user))
    rows = CrossReferral.objects.visible_to(request.user).to_pass_on()
    rows = rows.select_related("family", "service", "person", "sender")
    page = page_of(request, rows, "happened_at", "pk")
    record_look(request.user, CrossReferral, what="listed")
    return render(request, "families/to_pass_on.html", {"page": page})


def referral_for(request, pk):
    """One referral that this user may see, with its family and their grounds, or 404."""
    rows = CrossReferral.objects.visible_to(request.user).select_related(
        "service", "person", "organisation", "sender", "receiver", "passed_on_by", "outcome_by"
    )
    referral = get_object_or_404(rows, pk=pk)
    families = Family.objects.with_grounds(request.user, referral.family_id)
    referral.family = get_object_or_404(families.select_related("hub"))
    seen_as = referral.family.seen_as
    record_look(request.user, referral, family_id=referral.family_id, seen_as=seen_as)
    return referral


@require_safe
def referral(request, pk):
    """What was asked of whom, whether the service knows, and what came of it."""
    asked = referral_for(request, pk)
    keeps = can_refer(request.user, asked.family)
    missing = what_is_missing(asked.family, asked.organisation, asked.person)
    context = {
        "asked": asked,
        "family": asked.family,
        "keeps": keeps,
        "missing": missing if asked.is_to_pass_on else "",
        "may_say": can_say_what_came_of(request.user, asked),
        "may_tell_of": shareable(asked.family, asked.organisation).select_related("person"),
    }
    return render(request, "families/cross_referral.html", context)


def pass_on(request, pk):
    """Somebody rang or wrote."""
    asked = referral_for(request, pk)
    require(can_refer(request.user, asked.family))
    form = bind(PassOnForm, request)
    if send(form, lambda: actions.pass_on(asked, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Passed on"))
        return redirect(asked)
    return one_form(request, asked, form, _("Pass on: %s") % asked.service)


def outcome(request, pk):
    """What came of it; whoever was asked sees the family no longer after that."""
    asked = referral_for(request, pk)
    require(can_say_what_came_of(request.user, asked))
    initial = {"outcome": asked.outcome, "said": asked.outcome_words, "seen": asked.outcome}
    form = bind(CrossOutcomeForm, request, initial=initial)
    if send(form, lambda: actions.say_outcome(asked, by=request.user, **form.cleaned_data)):
        messages.success(request, _("Thank you. It is written down."))
        return redirect(asked if can_refer(request.user, asked.family) else "pages:today")
    return one_form(request, asked, form, _("What came of it: %s") % asked.service)


def one_form(request, asked, form, title):
    """The page that asks one thing about a referral."""
    context = {"asked": asked, "family": asked.family, "form": form, "title": title}
    return render(request, "families/cross_form.html", context)
