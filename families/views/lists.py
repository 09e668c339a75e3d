"""The list of families and the search over it."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse

from familyhubs.audit.log import record_look
from familyhubs.web import require
from hubs.models import Role
from hubs.permissions import holds

from .. import searches
from ..filters import FamilyFilter
from ..models import Family
from ..paging import page_of
from ..permissions import can_list, can_look_up, can_start


def family_list(request):
    """My families: everything this user may open, by name."""
    require(can_list(request.user))
    rows = Family.objects.visible_to(request.user)
    typed = searches.kept(request.session, request.GET.get("search", ""))
    asked = request.GET.dict() | {"q": typed}
    chosen = FamilyFilter(asked, queryset=rows, user=request.user)
    found = chosen.qs if chosen.form.is_valid() else rows.none()
    if chosen.chips:
        record_look(request.user, Family, what="searched")
    page = page_of(
        found.for_list(request.user),
        "name",
        "pk",
        before=request.GET.get("before", ""),
        after=request.GET.get("after", ""),
    )
    return render(
        request,
        "families/list.html",
        {
            "form": chosen.form,
            "page": page,
            "count": found.count(),
            "chips": [(words, without(request, name)) for name, words in chosen.chips],
            "kept": kept(request),
            "may_start": can_start(request.user),
            "mine": not holds(request.user, Role.MANAGER, Role.SAFEGUARDING),
        },
    )


def search(request):
    """The search box of every page; what was typed stays in the session, out of the address."""
    if can_look_up(request.user) and not can_list(request.user):
        return redirect("families:desk")
    require(can_list(request.user))
    chosen = {name: request.POST.get(name, "") for name in ("hub", "lead", "restricted")}
    if text := request.POST.get("q", "").strip():
        chosen["search"] = searches.keep(request.session, text)
    query = urlencode({name: value for name, value in chosen.items() if value})
    return redirect(f"{reverse('families:list')}?{query}")


def kept(request):
    """The filters in force as a query, without the page."""
    query = request.GET.copy()
    for name in ("before", "after"):
        query.pop(name, None)
    return query.urlencode()


def without(request, name):
    """The query that lifts one filter."""
    query = request.GET.copy()
    for each in ("before", "after", name):
        query.pop(each, None)
    return query.urlencode()
