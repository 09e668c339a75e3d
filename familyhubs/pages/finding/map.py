"""The map of a page of the list: a picture of its own, made here from our own lines (R027)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404
from django.shortcuts import render
from django.views.decorators.http import require_safe

from hubs.finding.maps import read_map

AN_HOUR = 3600


@login_not_required
@require_safe
def picture(request):
    """Numbered places among the wards. It is asked for only when somebody opens the map."""
    drawn = read_map(request.GET)
    if drawn is None:
        raise Http404
    response = render(request, "help/map.svg", drawn, content_type="image/svg+xml")
    # Only this browser keeps it: the address may hold a postcode.
    response["Cache-Control"] = f"private, max-age={AN_HOUR}"
    return response
