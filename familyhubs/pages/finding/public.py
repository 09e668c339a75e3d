"""Find help near you, and the whole offer of a district. No account, and nothing is kept."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from familyhubs.database.actor import actor_of
from hubs import actions
from hubs.finding.area import offer_in
from hubs.finding.filters import FindForm
from hubs.finding.maps import map_address
from hubs.finding.rows import dressed, ways_to
from hubs.finding.search import Search, topic_named
from hubs.finding.where import nearest_hub_site
from hubs.models import Hub

from .collected import kept

ON_A_PAGE = 20
LONGEST_NUMBER = 7
FIRST_FEW = {"services": 10, "sessions": 5, "remote": 5, "remote_sessions": 5}


@dataclass
class Group:
    """One kind of what was found: how many, the first of them or a page, and the other pages."""

    count: int
    rows: list
    newer: str = ""
    older: str = ""
    number: int = 1
    more: str = ""


@login_not_required
@require_safe
def find(request):
    """One search: the nearest hub, services and sessions by distance, phone and online apart."""
    form = FindForm(request.GET)
    context = {"form": form, "kept": kept(request), "query": form.data.urlencode()}
    if form.is_asked:
        search, groups = looked_for(request, form)
        site = nearest_hub_site(form.here)
        hub = (form.here and form.here.hub) or (site and site.hub)
        context |= {"search": search, "groups": groups, "nearest": site, "own_hub": hub}
        shown = groups["services"].rows if "services" in groups else []
        context["map"] = map_address(shown, near=form.data.get("near", ""))
        context["points"] = points_for(request, hub)
        if not search.total and request.method == "GET":
            count_unmet(request, form)
    return render(request, "help/find.html", context)


def points_for(request, hub):
    """Ways in without a building, of the network and of one's own hub: on the first page only."""
    if request.GET.get("show"):
        return []
    return ways_to(hub)


def looked_for(request, form):
    """The search, with the first few of each kind; or with one kind alone, page by page."""
    show = request.GET.get("show")
    if show in FIRST_FEW:
        return one_kind(request, form, show)
    search = Search(form, {kind: slice(0, first) for kind, first in FIRST_FEW.items()})
    rows = search.rows()
    return search, {
        kind: Group(
            search.counts[kind],
            rows[kind],
            more=turned(request, show=kind) if search.counts[kind] > first else "",
        )
        for kind, first in FIRST_FEW.items()
    }


def one_kind(request, form, show):
    """A page that is there is one look; what is beyond the last is looked for again."""
    number = number_of(request)
    search = Search(form, {show: page_at(number)})
    page = Paginator(range(search.counts[show]), ON_A_PAGE).get_page(request.GET.get("page"))
    if page.number != number:
        search = Search(form, {show: page_at(page.number)})
    return search, {
        show: Group(
            search.counts[show],
            search.rows()[show],
            turned(request, page=page.number - 1) if page.has_previous() else "",
            turned(request, page=page.number + 1) if page.has_next() else "",
            page.number,
        )
    }


def number_of(request):
    """The page that was asked for, where that can be one."""
    typed = request.GET.get("page", "")
    return int(typed) if typed.isdecimal() and 0 < len(typed) < LONGEST_NUMBER else 1


def page_at(number):
    start = max(0, number - 1) * ON_A_PAGE
    return slice(start, start + ON_A_PAGE)


def turned(request, **changes):
    query = request.GET.copy()
    query.pop("page", None)
    for name, value in changes.items():
        query[name] = value
    return f"?{query.urlencode()}"


def count_unmet(request, form):
    """Only the first half of the postcode, and a topic where one was chosen or named."""
    topic = form.chosen.get("topic") or topic_named(form.chosen.get("q", ""))
    outward = form.here.outward if form.here else ""
    actions.count_unmet(outward=outward, topic=topic or "", by=actor_of(request.user))


@login_not_required
@require_safe
def area(request, slug):
    """Everything that is offered in a hub's district, by topic (R026)."""
    hub = get_object_or_404(Hub.objects.select_related("district"), slug=slug)
    topic, number = request.GET.get("topic", ""), number_of(request)
    offer = offer_in(hub, topic, page_at(number))
    page = Paginator(range(offer.count), ON_A_PAGE).get_page(request.GET.get("page"))
    if page.number != number:
        offer = offer_in(hub, topic, page_at(page.number))
    services = dressed([(pk, None) for pk in offer.ids], None)[0]
    context = {
        "hub": hub,
        "topics": offer.topics,
        "chosen": offer.chosen,
        "count": offer.count,
        "services": services,
        "map": map_address(services, hub=hub),
        "newer": turned(request, page=page.number - 1) if page.has_previous() else "",
        "older": turned(request, page=page.number + 1) if page.has_next() else "",
        "number": page.number,
        "kept": kept(request),
    }
    return render(request, "help/area.html", context)
