"""The list of families and the search over it."""

from django.shortcuts import redirect, render

from familyhubs.audit.log import record_look
from familyhubs.web import require
from hubs.models import Role
from hubs.permissions import holds

from ..filters import FamilyFilter
from ..models import Family
from ..paging import page_of
from ..permissions import can_list, can_look_up, can_start


def family_list(request):
    """My families: everything this user may open, by name."""
    require(can_list(request.user))
    rows = Family.objects.visible_to(request.user)
    chosen = FamilyFilter(request.GET, queryset=rows, user=request.user)
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
    """The search box of every page: the list, or the desk's look-up for the front desk."""
    if can_look_up(request.user) and not can_list(request.user):
        return redirect("families:desk")
    return family_list(request)


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
