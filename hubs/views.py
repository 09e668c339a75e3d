"""Public pages: where the hubs are. No account is needed and nothing is kept."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from .forms import FindHubForm
from .models import Hub, Site
from .postcodes import by_distance, hub_for

NEAREST = 6


@login_not_required
@require_safe
def list_hubs(request):
    """Every hub with its sites; with a postcode, ours first and the nearest sites."""
    form = FindHubForm(request.GET) if "postcode" in request.GET else FindHubForm()
    found = {}
    if form.is_bound and form.is_valid():
        postcode = form.cleaned_data["postcode"]
        sites = Site.objects.open().hub_sites().select_related("hub")
        found = {
            "postcode": postcode,
            "nearest": by_distance(sites, postcode)[:NEAREST],
            "own_hub": hub_for(postcode),
        }
    hubs = Hub.objects.select_related("district").with_open_sites()
    return render(request, "hubs/list.html", {"form": form, "hubs": hubs, **found})


@login_not_required
@require_safe
def hub_page(request, slug):
    """One hub: where it is and every way to reach it."""
    hubs = Hub.objects.select_related("district").with_open_sites()
    return render(request, "hubs/hub.html", {"hub": get_object_or_404(hubs, slug=slug)})
