"""Colleagues: the list, one person, inviting, roles, leaving."""

from urllib.parse import urlencode

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from familyhubs import searches
from familyhubs.audit.log import record_look
from familyhubs.paging import page_of
from familyhubs.refusals import Refused
from familyhubs.web import bind, require
from hubs.actions import set_limits
from hubs.models import Membership, WorkLimit

from . import actions, lists, permissions
from .forms import (
    ChangePersonForm,
    CloseForm,
    GiveRoleForm,
    InviteForm,
    LimitsForm,
    PeopleFilter,
    ReasonForm,
)
from .holdings import what_is_held


def seen_or_404(request, pk):
    """A colleague this person may know of."""
    return get_object_or_404(permissions.people_visible_to(request.user), pk=pk)


def mine_to_change(request, pk):
    """A colleague this person may change: unseen 404, seen only 403."""
    person = seen_or_404(request, pk)
    require(permissions.can_change_person(request.user, person))
    return person


def back_to(person):
    return redirect("people:person", pk=person.pk)


def try_to(request, act, done):
    """Do it and say so, or say why not; then back where the person was."""
    try:
        act()
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)


def people(request):
    require(permissions.can_see_people(request.user))
    typed = searches.kept(request.session, request.GET.get("search", ""))
    chosen = PeopleFilter(request.GET.dict() | {"q": typed})
    found = lists.people_found(request.user, chosen.cleaned_data if chosen.is_valid() else {})
    rows = found.prefetch_related(lists.current_roles())
    context = {
        "filter": chosen,
        "is_filtered": any(request.GET.get(name) for name in ("search", "role", "state")),
        "page": page_of(request, rows, "full_name", "email", "pk", size=lists.SIZE),
        "count": found.count(),
    }
    return render(request, "people/list.html", context)


@require_POST
def search(request):
    """Whom somebody looks for stays in their session, out of the address."""
    require(permissions.can_see_people(request.user))
    chosen = {name: request.POST.get(name, "") for name in ("role", "state")}
    if text := request.POST.get("q", "").strip():
        chosen["search"] = searches.keep(request.session, text)
    query = urlencode({name: value for name, value in chosen.items() if value})
    return redirect(f"{reverse('people:list')}?{query}")


def person(request, pk):
    somebody = seen_or_404(request, pk)
    record_look(request.user, somebody)
    context = {
        "person": somebody,
        "memberships": lists.memberships_of(somebody),
        "limits": WorkLimit.objects.filter(user=somebody).first(),
        "invitation": somebody.invitations.open().first(),
        "can_change": permissions.can_change_person(request.user, somebody),
        "can_reset": permissions.can_administer(request.user),
        "is_self": somebody == request.user,
    }
    return render(request, "people/person.html", context)


def invite(request):
    require(permissions.can_see_people(request.user))
    form = bind(InviteForm, request, user=request.user)
    if form.is_valid():
        said = form.cleaned_data
        names = ("full_name", "email", "organisation", "role", "access_ends_on", "supervisor")
        try:
            somebody = actions.invite(
                by=request.user, **form.where, **{name: said[name] for name in names}
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The invitation is on its way to %s.") % somebody.email)
            return back_to(somebody)
    return render(request, "people/invite.html", {"form": form})


def limits(request, pk):
    """The highest level of need of this person's families, and how many at once (R059)."""
    somebody = mine_to_change(request, pk)
    now = WorkLimit.objects.filter(user=somebody).first()
    initial = {"highest_level": now.highest_level, "families": now.families} if now else {}
    form = bind(LimitsForm, request, initial=initial)
    if form.is_valid():
        set_limits(somebody, by=request.user, **form.cleaned_data)
        messages.success(request, _("Saved."))
        return back_to(somebody)
    return render(request, "people/limits.html", {"form": form, "person": somebody})


def give_role(request, pk):
    somebody = mine_to_change(request, pk)
    form = bind(GiveRoleForm, request, user=request.user)
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.give_role(
                somebody, role=said["role"], ends_on=said["ends_on"], by=request.user, **form.where
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The role is given."))
            return back_to(somebody)
    return render(request, "people/give_role.html", {"form": form, "person": somebody})


def end_role(request, pk, membership):
    somebody = seen_or_404(request, pk)
    held = get_object_or_404(Membership.objects.filter(user=somebody), pk=membership)
    require(permissions.can_end_role(request.user, held))
    form = bind(ReasonForm, request)
    if form.is_valid():
        try:
            actions.end_role(held, reason=form.cleaned_data["reason"], by=request.user)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The role has ended."))
            return back_to(somebody)
    context = {"form": form, "person": somebody, "membership": held}
    return render(request, "people/end_role.html", context)


def change(request, pk):
    somebody = mine_to_change(request, pk)
    form = bind(ChangePersonForm, request, user=request.user, person=somebody)
    if form.is_valid():
        actions.change_person(somebody, by=request.user, **form.cleaned_data)
        messages.success(request, _("The details are saved."))
        return back_to(somebody)
    return render(request, "people/change.html", {"form": form, "person": somebody})


def close(request, pk):
    somebody = mine_to_change(request, pk)
    holdings = what_is_held(somebody, seen_by=request.user)
    form = bind(CloseForm, request, user=request.user, person=somebody, holdings=holdings)
    if form.is_valid():
        try:
            actions.close(somebody, by=request.user, **form.cleaned_data)
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The account of %s is closed.") % somebody)
            return back_to(somebody)
    context = {"form": form, "person": somebody, "holdings": holdings}
    return render(request, "people/close.html", context)


@require_POST
def resend(request, pk):
    somebody = mine_to_change(request, pk)
    done = _("A new invitation is on its way. The old link no longer works.")
    try_to(request, lambda: actions.send_invitation(somebody, by=request.user), done)
    return back_to(somebody)


@require_POST
def revoke(request, pk):
    somebody = mine_to_change(request, pk)
    done = _("The invitation is withdrawn.")
    try_to(request, lambda: actions.revoke_invitation(somebody, by=request.user), done)
    return back_to(somebody)


@require_POST
def reopen(request, pk):
    somebody = seen_or_404(request, pk)
    require(permissions.can_administer(request.user))
    done = _("The account is open again and an invitation is on its way. Give it a role.")
    try_to(request, lambda: actions.reopen(somebody, by=request.user), done)
    return back_to(somebody)


@require_POST
def reset_second_factors(request, pk):
    somebody = seen_or_404(request, pk)
    require(permissions.can_administer(request.user))
    done = _("Their second step is reset. They set up a new one at their next sign-in.")
    try_to(request, lambda: actions.reset_second_factors(somebody, by=request.user), done)
    return back_to(somebody)
