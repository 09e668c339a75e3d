"""Where somebody looks from: a postcode, or the name of a district, a ward, a hub or a site."""

import re
from dataclasses import dataclass
from enum import StrEnum
from math import cos, radians

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Avg, Case, CharField, FloatField, Func, Value, When
from django.db.models.functions import Cast

from ..geography import normalise
from ..masking import placed, public_place
from ..models import Area, District, Hub, Postcode, Site, SiteKind
from ..postcodes import find

# A degree of latitude; over the few miles that matter here the earth is as good as flat.
KM_A_DEGREE = 111.195
# From which likeness on a name is the one that was meant.
CLOSE, SAME = 0.45, 1.0
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
    if normalise(text):
        lookup = find(text)
        return (from_postcode(lookup.postcode), None) if lookup.found else (None, Missed.UNKNOWN)
    if here := place_called(text):
        return here, None
    return None, Missed.MALFORMED if re.search(r"\d", text) else Missed.NO_SUCH_PLACE


def from_postcode(row):
    """The place of a postcode, and the hub of its ward."""
    hub = row.ward.hub if row.ward else None
    return Here(row.postcode, row.longitude, row.latitude, row.postcode.split()[0], hub)


def place_called(text, likeness=CLOSE):
    """The district, ward, hub or site of this name, or of one much like it; else None."""
    found = _named(text, likeness)
    return WAYS[found["is_a"]](found["key"]) if found else None


def _named(text, likeness):
    """The likest name of all, in one query."""
    sites = Site.objects.open().exclude(kind=SiteKind.SERVICE).filter(placed())
    rows = [
        _alike(rows, name, kind, text, likeness)
        for rows, name, kind in (
            (District.objects, "name", "district"),
            (Area.objects.filter(kind="ward"), "name", "ward"),
            (Hub.objects, "name", "hub"),
            (Hub.objects, "public_name", "hub"),
            (sites, "name", "site"),
        )
    ]
    return rows[0].union(*rows[1:], all=True).order_by("-likeness", "is_a").first()


def _alike(rows, name, kind, text, likeness):
    rows = rows.annotate(likeness=TrigramSimilarity(name, text)).filter(likeness__gte=likeness)
    rows = rows.annotate(is_a=Value(kind), key=Cast("pk", CharField())).order_by()
    return rows.values("is_a", "key", "likeness")


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


class Distance(Func):
    """Kilometres from `here`, in one piece: put together of many it costs more than to work it out.

    The cosine is taken once, of where somebody looks from.
    """

    arity, output_field = 2, FloatField()

    def __init__(self, *place, here):
        super().__init__(*place)
        self.here = here

    def as_sql(self, compiler, connection, **context):
        (east, one), (north, other) = map(compiler.compile, self.get_source_expressions())
        text = f"sqrt(power(({east} - %s) * %s, 2) + power({north} - %s, 2)) * {KM_A_DEGREE}"
        here = self.here
        shorter = cos(radians(here.latitude))
        return text, (*one, here.longitude, shorter, *other, here.latitude)


def is_placed(here):
    """Whether anything can be near or far from there."""
    return here is not None and here.longitude is not None


def km_from(here, site=""):
    """For a query: how far a site is; nothing for one that may not be near or far."""
    if not is_placed(here):
        return Value(None, output_field=FloatField())
    km = Distance(f"{site}longitude", f"{site}latitude", here=here)
    return Case(When(placed(site), then=km), default=None, output_field=FloatField())


def nearest_hub_site(here):
    """The network's own site that is nearest, its hub with it and how far as `km`; or None."""
    if not is_placed(here):
        return None
    sites = Site.objects.open().hub_sites().filter(placed()).select_related("hub")
    sites = sites.only(*OF_A_PLACE, "hub__name", "hub__public_name", "hub__slug", "hub__phone")
    return sites.annotate(km=km_from(here)).order_by("km", "name", "pk").first()
