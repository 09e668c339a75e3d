"""The list of families and the search over it."""

from urllib.parse import urlencode

from django.shortcuts import redirect, render
from django.urls import reverse

from familyhubs import searches
from familyhubs.audit.log import record_look
from familyhubs.paging import known, page_of, without_turns
from familyhubs.web import require
from hubs.models import Role
from hubs.permissions import holds, reads_only

from ..filters import BY_NAME, FamilyFilter
from ..models import Family
from ..permissions import (
    can_find_duplicates,
    can_list,
    can_look_up,
    can_open_in_emergency,
    can_start,
)
from ..querysets.search import MOST


def family_list(request):
    """My families: everything this user may open, by name."""
    require(can_list(request.user))
    rows, count = known(Family.objects.visible_to(request.user).filter(merged_into=None))
    typed = searches.kept(request.session, request.GET.get("search", ""))
    asked = request.GET.dict() | {"q": typed}
    chosen = FamilyFilter(asked, queryset=rows, user=request.user)
    found, order = rows, BY_NAME
    if chosen.chips or not chosen.form.is_valid():
        record_look(request.user, Family, what="searched")
        found, count, order = chosen.found()
    page = page_of(request, found.for_list(request.user), *order)
    return render(
        request,
        "families/list.html",
        {
            "form": chosen.form,
            "page": page,
            "count": count,
            "typed": typed,
            "capped": typed and count == MOST,
            "most": MOST,
            "chips": [
                (words, without_turns(request, name).urlencode()) for name, words in chosen.chips
            ],
            "may_start": can_start(request.user),
            "reads_only": reads_only(request.user),
            "may_find_duplicates": can_find_duplicates(request.user),
            "may_break_glass": can_open_in_emergency(request.user),
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
