"""Where somebody looks from: a postcode, or the name of a district, a ward, a hub or a site."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from math import cos, radians

from django.db.models import Avg, CharField, F, Value
from django.db.models.functions import Cast
from django.utils import timezone

from ..geography import normalise
from ..masking import placed, public_place
from ..models import Area, District, Hub, Postcode, Site, SiteKind
from .statements import asked, record, told, value, worded

# A degree of latitude; over the few miles that matter here the earth is as good as flat.
KM_A_DEGREE = 111.195
# From which likeness on a name is the one that was meant.
CLOSE = 0.45
LONGEST = 100
# What the mask reads of a site, and no more: rows are wide, and most of it is words.
OF_A_PLACE = (
    "name",
    "public_name",
    "inside",
    "address",
    "postcode",
    "longitude",
    "latitude",
    "is_address_hidden",
)
OF_A_SITE = [f"site__{name}" for name in OF_A_PLACE]
OF_ITS_HUB = ("name", "public_name", "slug", "phone")


@dataclass(frozen=True)
class Here:
    """Where somebody looks from. Without a place on the map nothing is near or far."""

    name: str
    longitude: float | None = None
    latitude: float | None = None
    outward: str = ""
    hub: Hub | None = None


class Missed(StrEnum):
    """Why we do not know where that is."""

    MALFORMED = "malformed"
    UNKNOWN = "unknown"
    NO_SUCH_PLACE = "no_such_place"


def locate(text):
    """(where that is, None), or (None, why we do not know it)."""
    text = text[:LONGEST].strip()
    if spelt := normalise(text):
        here = from_postcode(spelt)
        return here, None if here else Missed.UNKNOWN
    if here := place_like(text):
        return here, None
    return None, Missed.MALFORMED if re.search(r"\d", text) else Missed.NO_SUCH_PLACE


POSTCODE = "SELECT * FROM ({postcodes}) AS known WHERE postcode = {spelt}"


@lru_cache
def postcodes():
    """Every postcode with the hub of its ward."""
    hub = ("ward__hub", "ward__hub__slug")
    return worded(Postcode.objects.values("postcode", "longitude", "latitude", *hub))


def from_postcode(spelt):
    """The place of a postcode and the hub of its ward; None for one that we do not know."""
    found = asked(POSTCODE, postcodes=postcodes(), spelt=value(spelt))
    if not found:
        return None
    postcode, longitude, latitude, hub, slug = found[0]
    hub = Hub(pk=hub, slug=slug) if hub else None
    return Here(postcode, longitude, latitude, postcode.split()[0], hub)


LIKEST = """
SELECT is_a, key
FROM (SELECT is_a, key, similarity(called, {text}) AS likeness FROM ({names}) AS named) AS alike
WHERE likeness >= {likeness} ORDER BY likeness DESC, is_a LIMIT 1
"""
SAME = """
SELECT is_a, key FROM ({names}) AS named
WHERE upper(called) = upper({text}) ORDER BY is_a LIMIT 1
"""


def place_like(text):
    """The district, ward, hub or site of this name, or of one much like it; else None."""
    return _place(LIKEST, text=value(text), likeness=value(CLOSE))


def place_named(text):
    """The one of this very name, in large letters or small; else None."""
    return _place(SAME, text=value(text))


def _place(statement, **parts):
    found = asked(statement, names=names_of_places(timezone.localdate()), **parts)
    return WAYS[found[0][0]](found[0][1]) if found else None


@lru_cache(maxsize=4)
def names_of_places(day):
    """What may be called by its name, on this day: which kind of place it is, its key, its name."""
    sites = Site.objects.open(day).exclude(kind=SiteKind.SERVICE).filter(placed())
    rows = [
        rows.order_by().values(is_a=Value(kind), key=Cast("pk", CharField()), called=F(name))
        for rows, name, kind in (
            (District.objects, "name", "district"),
            (Area.objects.filter(kind="ward"), "name", "ward"),
            (Hub.objects, "name", "hub"),
            (Hub.objects, "public_name", "hub"),
            (sites, "name", "site"),
        )
    ]
    return worded(rows[0].union(*rows[1:], all=True))


def _district(key):
    return _hub_row(Hub.objects.select_related("district").get(district=key), district=True)


def _hub(key):
    return _hub_row(Hub.objects.select_related("district").get(pk=key))


def _hub_row(hub, *, district=False):
    """From the hub's main building, if it has one that anybody may know."""
    main = hub.sites.open().filter(placed(), kind=SiteKind.MAIN).first()
    name = str(hub.district if district else hub)
    return Here(name, main and main.longitude, main and main.latitude, "", hub)


def _site(key):
    site = Site.objects.select_related("hub").get(pk=key)
    place = public_place(site)
    return Here(place.name, place.longitude, place.latitude, "", site.hub)


def _ward(key):
    """From the middle of its postcodes."""
    ward = Area.objects.select_related("hub").get(pk=key)
    middle = Postcode.objects.filter(ward=ward).aggregate(x=Avg("longitude"), y=Avg("latitude"))
    return Here(ward.name, middle["x"], middle["y"], "", ward.hub)


WAYS = {"district": _district, "ward": _ward, "hub": _hub, "site": _site}


def is_placed(here):
    """Whether anything can be near or far from there."""
    return here is not None and here.longitude is not None


@lru_cache(maxsize=4)
def open_sites(day):
    """The sites that are open on this day: what the mask reads of them, and whether it lets them be
    near or far (`may_be_near`)."""
    return worded(told_of(Site.objects.open(day)))


@lru_cache
def every_site():
    """The same of all sites."""
    return worded(told_of(Site.objects.all()))


@lru_cache(maxsize=4)
def hub_sites(day):
    """The same of the network's own that may be near or far, with the hub of each."""
    sites = Site.objects.open(day).hub_sites().filter(placed())
    return worded(told_of(sites, "hub__id", *(f"hub__{name}" for name in OF_ITS_HUB)))


def told_of(sites, *more):
    return (
        sites.order_by()
        .annotate(may_be_near=placed())
        .values("id", "may_be_near", *OF_A_PLACE, *more)
    )


def km_from(here):
    """A part of a statement about such sites: how far each is, where that may be said.

    The earth is as good as flat, and its cosine is taken once, of where somebody looks from.
    """
    if not is_placed(here):
        return "NULL::float", ()
    text = (
        "CASE WHEN may_be_near THEN"
        " sqrt(power((longitude - %s) * %s, 2) + power(latitude - %s, 2)) * %s END"
    )
    return text, (here.longitude, cos(radians(here.latitude)), here.latitude, KM_A_DEGREE)


NEAREST = """
SELECT site.*, {km} AS km FROM ({sites}) AS site ORDER BY km, name, id LIMIT 1
"""


def nearest_hub_site(here):
    """The network's own site that is nearest, its hub with it and how far as `km`; or None."""
    if not is_placed(here):
        return None
    for line in told(NEAREST, km=km_from(here), sites=hub_sites(timezone.localdate())):
        site = record(Site, OF_A_PLACE, line)
        site.hub = record(Hub, OF_ITS_HUB, line, "hub__")
        site.km = line["km"]
        return site
    return None
