"""The rows of a page of what was found: with all that a card says of them, and no more."""

from functools import lru_cache

from django.utils import timezone

from familyhubs.accounts.models import Organisation

from ..models import Activity, Hub, Service, Session, Site
from ..whats_on.places import counted
from .cards import OF_A_SERVICE, OF_A_SESSION, OF_AN_ACTIVITY
from .statements import put_together, value, worded
from .where import OF_A_PLACE, km_from, open_sites

SERVICES = "SELECT * FROM ({services}) AS service WHERE id = ANY ({ids})"
# By name as the database has it, and then, where somebody goes there, the nearest first.
PLACES = """
SELECT site.*, at.service_id, {km} AS km
FROM hubs_serviceatsite AS at JOIN ({sites}) AS site ON site.id = at.site_id
WHERE at.service_id = ANY ({ids}) ORDER BY site.name, at.id
"""
SESSIONS = "SELECT * FROM ({sessions}) AS session WHERE id = ANY ({ids})"
OF_ITS_ACTIVITY = [name for name in OF_AN_ACTIVITY if "__" not in name]


@lru_cache
def services():
    keys = ("id", "provider_id", "provider__id")
    return worded(Service.objects.order_by().values(*keys, *OF_A_SERVICE))


@lru_cache
def sessions():
    keys = ("id", "activity_id", "site_id", "activity__id", "activity__hub__id", "site__id")
    return worded(Session.objects.order_by().values(*keys, *OF_A_SESSION))


def dressed(near, here, remote=()):
    """The services of (id, kilometres), in this order, each with its open sites, nearest first.

    Those given by phone or online too, apart: of their sites none is nearer than another.
    """
    found, is_near = [*near, *remote], {pk for pk, _km in near}
    if not found:
        return [], []
    ids = value([pk for pk, _km in found])
    rows = Service.objects.raw(*put_together(SERVICES, services=services(), ids=ids))
    known = {row.pk: row for row in rows}
    for pk, km in found:
        known[pk].km, known[pk].places = km, []
        known[pk].provider = _read(known[pk], "provider", Organisation, ("name",))
    sites = open_sites(timezone.localdate())
    for site in Site.objects.raw(*put_together(PLACES, sites=sites, km=km_from(here), ids=ids)):
        known[site.service_id].places.append(site)
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
    ids = value([pk for pk, _km in found])
    rows = Session.objects.raw(*put_together(SESSIONS, sessions=sessions(), ids=ids))
    known = {row.pk: _whole(row) for row in rows}
    counted(known.values())
    for pk, km in found:
        known[pk].km = km
    return [known[pk] for pk, _km in found]


def _whole(session):
    """With its activity and its site, which stand in the same line."""
    session.activity = _read(session, "activity", Activity, OF_ITS_ACTIVITY)
    session.activity.hub = _read(session, "activity__hub", Hub, ("name", "public_name"))
    session.site = _read(session, "site", Site, OF_A_PLACE)
    return session


def _read(row, way, model, names):
    """What stands in the same line of something else, which is this way from the row; or None."""
    told = vars(row)
    if told[f"{way}__id"] is None:
        return None
    return model(**{name: told[f"{way}__{name}"] for name in ("id", *names)})
