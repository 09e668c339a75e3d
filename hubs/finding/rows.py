"""The rows of a page of what was found: with all that a card says of them, and no more."""

from functools import lru_cache

from django.db.models import Q
from django.utils import timezone

from familyhubs.accounts.models import Organisation

from ..models import AccessPoint, Activity, Hub, Service, Session, Site
from .cards import OF_A_SERVICE, OF_A_SESSION, OF_AN_ACTIVITY
from .maps import any_area
from .statements import record, told, value, worded
from .where import OF_A_PLACE, km_from, open_sites

OF_A_WAY = ("channel", "label", "value", "hours", "language")
# Their places by name as the database has it, and then, where somebody goes there, nearest first.
# Whether there is any map to show them on is asked in the same breath.
SERVICES = f"""
SELECT service.*, {", ".join(f"site.{name} AS site__{name}" for name in ("id", *OF_A_PLACE))},
    {{km}} AS site__km, EXISTS ({{areas}}) AS has_map
FROM ({{services}}) AS service
LEFT JOIN (hubs_serviceatsite AS at JOIN ({{sites}}) AS site ON site.id = at.site_id)
ON at.service_id = service.id
WHERE service.id = ANY ({{ids}}) ORDER BY site.name, at.id
"""
SESSIONS = "SELECT * FROM ({sessions}) AS session WHERE id = ANY ({ids})"
OF_ITSELF, OF_ITS_TIME, OF_ITS_ACTIVITY = (
    tuple(name for name in names if "__" not in name)
    for names in (OF_A_SERVICE, OF_A_SESSION, OF_AN_ACTIVITY)
)


@lru_cache
def services():
    return worded(Service.objects.order_by().values("id", "provider__id", *OF_A_SERVICE))


@lru_cache
def sessions():
    keys = ("id", "activity__id", "activity__hub__id", "site__id", "booked", "waiting")
    return worded(Session.objects.with_places().order_by().values(*keys, *OF_A_SESSION))


def dressed(near, here, remote=()):
    """The services of (id, kilometres), in this order, each with its open sites, nearest first.

    Those given by phone or online too, apart: of their sites none is nearer than another.
    """
    found, is_near = [*near, *remote], {pk for pk, _km in near}
    if not found:
        return [], []
    ids, known, km = value([pk for pk, _km in found]), {}, dict(found)
    parts = {"services": services(), "sites": open_sites(timezone.localdate())}
    for line in told(SERVICES, km=km_from(here), ids=ids, areas=any_area(), **parts):
        service = known.get(line["id"])
        if service is None:
            service = known[line["id"]] = record(Service, OF_ITSELF, line)
            service.provider = record(Organisation, ("name",), line, "provider__")
            service.km, service.places = km[service.pk], []
            service.has_map = line["has_map"]
        if site := record(Site, OF_A_PLACE, line, "site__"):
            site.km = line["site__km"]
            service.places.append(site)
    for pk in is_near:
        known[pk].places.sort(key=_distance)
    return [known[pk] for pk, _km in near], [known[pk] for pk, _km in remote]


def _distance(site):
    """What has none is last."""
    return (site.km is None, site.km or 0)


def coming_sessions(found):
    """The sessions of (id, kilometres), in this order, with all that a line about them says."""
    if not found:
        return []
    ids, known, km = value([pk for pk, _km in found]), {}, dict(found)
    for line in told(SESSIONS, sessions=sessions(), ids=ids):
        session = known[line["id"]] = record(Session, OF_ITS_TIME, line)
        session.activity = record(Activity, OF_ITS_ACTIVITY, line, "activity__")
        session.activity.hub = record(Hub, ("name", "public_name"), line, "activity__hub__")
        session.site = record(Site, OF_A_PLACE, line, "site__")
        session.booked, session.waiting = line["booked"], line["waiting"]
        session.km = km[session.pk]
    return [known[pk] for pk, _km in found]


def ways_to(hub):
    """The ways in without a building: the network's, and a hub's own where one is given."""
    lines = told("{ways}", ways=_ways_in(hub and hub.pk))
    return [record(AccessPoint, OF_A_WAY, line) for line in lines]


@lru_cache(maxsize=100)
def _ways_in(hub):
    rows = AccessPoint.objects.filter(Q(hub=None) | Q(hub=hub)).in_order()
    return worded(rows.values("id", *OF_A_WAY))
