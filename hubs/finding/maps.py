"""Which places a map shows, and the areas around them: everything through the mask (R027)."""

from functools import lru_cache
from uuid import UUID

from django.urls import reverse
from django.utils.http import urlencode

from ..masking import placed, public_place
from ..models import Area, AreaKind, Hub, Site, SiteKind
from .drawing import HEIGHT, WIDTH, frame_around, markers_of, shape_of
from .statements import worded
from .where import locate

MOST = 40
NOWHERE = "-"


def drawn_areas():
    """The wards that a hub serves and whose outline is known; never the boundaries themselves."""
    wards = Area.objects.filter(kind=AreaKind.WARD, hub__isnull=False, outline__isnull=False)
    return wards.defer("boundary")


@lru_cache
def any_area():
    return worded(drawn_areas().order_by().values("pk")[:1])


def map_address(services, *, near="", hub=None):
    """The address of the map of these services, in the list's order, or "" where there is none.

    Each is shown where it is nearest; one without a place that anybody may know keeps its number.
    The services are `dressed` (rows.py).
    """
    if not any(service.has_map for service in services):
        return ""
    keys = [_key(service) for service in services[:MOST]]
    if all(key == NOWHERE for key in keys):
        return ""
    query = {"at": ".".join(keys)}
    if near:
        query["near"] = near
    if hub is not None:
        query["hub"] = hub.slug
    return f"{reverse('help:map')}?{urlencode(query)}"


def _key(service):
    """The first of its places, which is the nearest; the mask says whether it may be shown."""
    first = next((site for site in service.places if public_place(site).is_placed), None)
    return first.pk.hex if first else NOWHERE


def read_map(query):
    """What an address asks for, drawn: shapes, markers, where somebody looks from; or None."""
    numbered = _places(query.get("at", ""))
    here = _here(query.get("near", ""))
    hub = Hub.objects.filter(slug=query.get("hub", "")[:100]).first()
    areas = list(drawn_areas())
    own = [area for area in areas if hub and area.hub_id == hub.pk]
    points = [point for _number, point in numbered]
    points += [here] if here else []
    points += [point for area in own for ring in area.outline for point in ring]
    if not areas or not points:
        return None
    frame = frame_around(points)
    shapes = [
        shape_of(frame, area.name, area.outline, is_own=bool(hub and area.hub_id == hub.pk))
        for area in areas
    ]
    return {
        "shapes": [shape for shape in shapes if shape],
        "markers": markers_of(frame, numbered),
        "hubs": hubs_within(frame),
        "here": frame.at(here) if here else None,
        "mile": frame.mile,
    }


def hubs_within(frame):
    """Where the hubs' main buildings stand on the drawing, beyond what the list has numbered."""
    sites = Site.objects.open().hub_sites().filter(placed(), kind=SiteKind.MAIN)
    found = (public_place(site) for site in sites)
    at = (frame.at((place.longitude, place.latitude)) for place in found)
    return [(x, y) for x, y in at if 0 < x < WIDTH and 0 < y < HEIGHT]


def _places(text):
    """(number in the list, point) of each place that may be shown."""
    keys = {}
    for number, key in enumerate(text.split(".")[:MOST], start=1):
        try:
            keys[number] = UUID(key)
        except ValueError:
            continue
    sites = Site.objects.open().filter(placed(), pk__in=keys.values())
    points = {}
    for site in sites:
        place = public_place(site)
        points[site.pk] = (place.longitude, place.latitude)
    return [(number, points[key]) for number, key in keys.items() if key in points]


def _here(near):
    here, _missed = locate(near) if near.strip() else (None, None)
    return (here.longitude, here.latitude) if here and here.longitude is not None else None
