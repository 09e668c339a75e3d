"""Find help near you, and the whole offer of a district. No account, and nothing is kept."""

from dataclasses import dataclass

from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from familyhubs.database.actor import actor_of
from hubs import actions
from hubs.finding.filters import FindForm
from hubs.finding.search import Search, dressed, offer_of, services_about, topic_named
from hubs.finding.where import nearest_hub_site
from hubs.models import AccessPoint, Hub, Topic

from .collected import kept

ON_A_PAGE = 20
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
        search = Search(form)
        groups = groups_of(request, search)
        site = nearest_hub_site(form.here)
        hub = (form.here and form.here.hub) or (site and site.hub)
        context |= {"search": search, "groups": groups, "nearest": site, "own_hub": hub}
        context["points"] = points_for(request, hub)
        if not search.total and request.method == "GET":
            count_unmet(request, form)
    return render(request, "help/find.html", context)


def points_for(request, hub):
    """Ways in without a building, of the network and of one's own hub: on the first page only."""
    if request.GET.get("show"):
        return []
    return AccessPoint.objects.filter(Q(hub=None) | Q(hub=hub)).in_order()


def groups_of(request, search):
    """The first few of each kind; or one kind alone, page by page."""
    rows_of = {
        "services": search.nearest_services,
        "sessions": search.nearest_sessions,
        "remote": search.remote_services,
        "remote_sessions": lambda *at: search.nearest_sessions(*at, remote=True),
    }
    show = request.GET.get("show")
    if show not in rows_of:
        return {
            kind: Group(
                search.counts[kind],
                rows_of[kind](0, first) if search.counts[kind] else [],
                more=turned(request, show=kind) if search.counts[kind] > first else "",
            )
            for kind, first in FIRST_FEW.items()
        }
    page = Paginator(range(search.counts[show]), ON_A_PAGE).get_page(request.GET.get("page"))
    start = page.start_index() - 1 if page.object_list else 0
    return {
        show: Group(
            search.counts[show],
            rows_of[show](start, start + ON_A_PAGE) if search.counts[show] else [],
            turned(request, page=page.number - 1) if page.has_previous() else "",
            turned(request, page=page.number + 1) if page.has_next() else "",
            page.number,
        )
    }


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
    offer = offer_of(hub)
    groups = Topic.objects.filter(parent=None).annotate(
        count=Count("children__services", Q(children__services__in=offer), distinct=True)
    )
    groups = list(groups.filter(count__gt=0))
    chosen = next((one for one in groups if one.code == request.GET.get("topic")), None)
    rows = services_about(offer, chosen.code) if chosen else offer
    page = Paginator(rows.order_by("name", "pk").values_list("pk", flat=True), ON_A_PAGE)
    page = page.get_page(request.GET.get("page"))
    context = {
        "hub": hub,
        "topics": groups,
        "chosen": chosen,
        "count": page.paginator.count,
        "services": dressed([(pk, None) for pk in page], None),
        "newer": turned(request, page=page.number - 1) if page.has_previous() else "",
        "older": turned(request, page=page.number + 1) if page.has_next() else "",
        "number": page.number,
        "kept": kept(request),
    }
    return render(request, "help/area.html", context)
