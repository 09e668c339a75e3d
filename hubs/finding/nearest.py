"""One statement for each kind of help: how many there are, and which stand on a page (R026).

What was asked for is worked out once; it is counted, measured and put in order from there.
"""

from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.db import connection

from ..models import ServiceAtSite, Site
from .where import km_from

# What has no place on the map, or none that anybody may know, is last.
SERVICES = """
WITH found AS MATERIALIZED ({found}),
far AS (
    SELECT found.id, found.name AS turn, min(at.km) AS km
    FROM found LEFT JOIN ({places}) AS at ON at.service_id = found.id
    WHERE NOT found.is_remote GROUP BY found.id, found.name
),
remote AS (SELECT id, name AS turn FROM found WHERE is_remote)
"""
BY_NAME = """
WITH found AS MATERIALIZED ({found}),
far AS (SELECT id, name AS turn, NULL::float AS km FROM found WHERE NOT is_remote),
remote AS (SELECT id, name AS turn FROM found WHERE is_remote)
"""
# Of each activity its next session.
SESSIONS = """
WITH found AS MATERIALIZED (
    SELECT DISTINCT ON (activity_id) id, starts_at, site_id, is_remote
    FROM ({found}) AS every ORDER BY activity_id, starts_at, id
),
far AS (
    SELECT found.id, found.starts_at AS turn, at.km
    FROM found LEFT JOIN ({places}) AS at ON at.id = found.site_id WHERE NOT found.is_remote
),
remote AS (SELECT id, starts_at AS turn FROM found WHERE is_remote)
"""
BY_TIME = """
WITH found AS MATERIALIZED (
    SELECT DISTINCT ON (activity_id) id, starts_at, is_remote
    FROM ({found}) AS every ORDER BY activity_id, starts_at, id
),
far AS (SELECT id, starts_at AS turn, NULL::float AS km FROM found WHERE NOT is_remote),
remote AS (SELECT id, starts_at AS turn FROM found WHERE is_remote)
"""
PAGES = """
(SELECT 1 AS part, id, km, turn FROM far ORDER BY km NULLS LAST, turn, id LIMIT %s OFFSET %s)
UNION ALL
(SELECT 2, id, NULL, turn FROM remote ORDER BY turn, id LIMIT %s OFFSET %s)
UNION ALL
SELECT 3, NULL, count(*) FILTER (WHERE NOT is_remote), NULL FROM found
UNION ALL
SELECT 4, NULL, count(*) FILTER (WHERE is_remote), NULL FROM found
ORDER BY part, km NULLS LAST, turn, id
"""
NOTHING = slice(0, 0)


@dataclass
class Found:
    """How many there are near and by phone or online, and (id, kilometres) of one page of each."""

    counts: tuple = (0, 0)
    near: list = field(default_factory=list)
    remote: list = field(default_factory=list)


def services(rows, here, near=NOTHING, remote=NOTHING):
    """Of these services, by distance and by name."""
    rows = rows.order_by().values("id", "name", "is_remote")
    if not is_placed(here):
        return _found(BY_NAME, rows, near, remote)
    places = ServiceAtSite.objects.filter(site__in=Site.objects.open())
    places = places.order_by().annotate(km=km_from(here, "site__")).values("service_id", "km")
    return _found(SERVICES, rows, near, remote, places=places)


def sessions(rows, here, near=NOTHING, remote=NOTHING):
    """Of these sessions, which tell `is_remote`, by distance and by time."""
    rows = rows.order_by().values("id", "activity_id", "starts_at", "site_id", "is_remote")
    if not is_placed(here):
        return _found(BY_TIME, rows, near, remote)
    places = Site.objects.order_by().annotate(km=km_from(here)).values("id", "km")
    return _found(SESSIONS, rows, near, remote, places=places)


def is_placed(here):
    return here is not None and here.longitude is not None


def _found(statement, rows, near, remote, **others):
    """Run it over what the querysets say."""
    try:
        parts = {
            name: each.query.sql_with_params() for name, each in (("found", rows), *others.items())
        }
    except EmptyResultSet:
        return Found()
    texts = {name: text for name, (text, _params) in parts.items()}
    params = [value for _text, values in parts.values() for value in values]
    for page in (near, remote):
        params += [page.stop - page.start, page.start]
    with connection.cursor() as cursor:
        cursor.execute(statement.format(**texts) + PAGES, params)
        lines = cursor.fetchall()
    # The last two lines are how many there are.
    return Found(
        tuple(int(many) for _part, _id, many, _turn in lines[-2:]),
        *([(pk, km) for at, pk, km, _turn in lines if at == part] for part in (1, 2)),
    )
