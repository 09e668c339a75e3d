"""The paper form, to print: the same questions, with where to bring it."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from familyhubs.languages.reading import steps_in_english
from hubs.models import Hub, Site, SiteKind

from ..forms.journey import Journey, YoungJourney
from ..forms.paper import questions


@login_not_required
@require_safe
def leaflet(request, slug=None):
    """For one hub, or for all of them."""
    return on_paper(request, Journey({}), slug)


@login_not_required
@require_safe
def young_leaflet(request):
    """A young person's own questions, for all hubs: which one they go to is their choice."""
    return on_paper(request, YoungJourney({}))


def on_paper(request, journey, slug=None):
    """The questions of one way, with where to bring them."""
    hubs = Hub.objects.filter(slug=slug) if slug else Hub.objects.order_by("name")
    if slug:
        get_object_or_404(hubs)
    sites = Site.objects.open(timezone.localdate()).filter(kind=SiteKind.MAIN)
    main = {site.hub_id: site for site in sites.filter(hub__in=hubs).order_by("-name", "-pk")}
    places = [(hub, main.get(hub.pk)) for hub in hubs]
    asked = questions(journey, in_english=steps_in_english(request))
    context = {"questions": asked, "places": places, "site": settings.PUBLIC_URL}
    context |= {"is_young": journey.is_young, "start_url": reverse(journey.start)}
    return render(request, "ask/leaflet.html", context)
