"""Public pages: where the hubs are. No account is needed and nothing is kept."""

from datetime import timedelta

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from familyhubs.paging import page_of

from .forms import FindHubForm
from .models import AccessPoint, Hub, Service, ServiceAtSite, Session, Site, TeamHere
from .postcodes import by_distance, hub_for

NEAREST = 6
SHOWN = 20
NEWS_SHOWN = 3


@login_not_required
@require_safe
def list_hubs(request):
    """Every hub with its sites; with a postcode, ours first and the nearest sites."""
    form = FindHubForm(request.GET) if "postcode" in request.GET else FindHubForm()
    hubs = list(Hub.objects.select_related("district").with_open_sites())
    found = {}
    if form.is_bound and form.is_valid():
        postcode = form.cleaned_data["postcode"]
        # How near a secret address is would lead there.
        sites = [site for hub in hubs for site in hub.open_sites if not site.is_address_hidden]
        found = {
            "postcode": postcode,
            "nearest": by_distance(sites, postcode)[:NEAREST],
            "own_hub": hub_for(postcode),
        }
    context = {"form": form, "hubs": hubs, "points": AccessPoint.objects.of_network(), **found}
    return render(request, "hubs/list.html", context)


@login_not_required
@require_safe
def hub_page(request, slug):
    """One hub: where it is and every way to reach it."""
    hubs = Hub.objects.select_related("district").with_open_sites()
    hub = get_object_or_404(hubs, slug=slug)
    context = {"hub": hub, "champions": hub.volunteers.shown(), "has_said": has_said(hub)}
    teams = TeamHere.objects.shown().filter(site__hub=hub)
    context |= {"points": hub.access_points.in_order(), "teams": teams} | offered_by(hub)
    context["news"] = hub.notices.public().recent()[:NEWS_SHOWN]
    return render(request, "hubs/hub.html", context)


@login_not_required
@require_safe
def site_page(request, pk):
    """One site: when it is open, what is there and how to get in."""
    sites = Site.objects.open().hub_sites().select_related("hub__district").with_timetables()
    site = get_object_or_404(sites, pk=pk)
    context = {"site": site, "has_said": has_said(site.hub), "teams": site.teams_here.shown()}
    context |= offered_at(site)
    return render(request, "hubs/site.html", context)


@login_not_required
@require_safe
def you_said(request, slug):
    """What families of a hub said, and what was done about it (R038)."""
    hub = get_object_or_404(Hub, slug=slug)
    page = page_of(request, hub.you_said.published(), "-done_on", "-pk", size=SHOWN)
    return render(request, "hubs/you_said.html", {"hub": hub, "page": page})


def has_said(hub):
    """Whether there is anything to read there."""
    return hub.you_said.published().exists()


def offered_by(hub):
    """Of a hub: at any of its sites, and its sessions wherever they are."""
    at = ServiceAtSite.objects.filter(site__hub=hub)
    return offered(at, sessions=Session.objects.filter(activity__hub=hub))


def offered_at(site):
    return offered(ServiceAtSite.objects.filter(site=site), sessions=site.sessions.all())


def offered(at, *, sessions):
    """What is given there now, and what is on within a week."""
    today = timezone.localdate()
    week = sessions.to_come().between_days(today, today + timedelta(days=6)).once_a_day()
    services = Service.objects.public().filter(pk__in=at.values("service"))
    services = services.defer("description", "search_text")
    return {
        "services": services.order_by("name", "pk")[:SHOWN],
        "sessions": week.in_order().select_related("activity")[:SHOWN],
    }
