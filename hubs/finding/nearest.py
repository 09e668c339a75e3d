"""One statement for each kind of help: how many there are, and which stand on a page (R026).

What is near is looked for among the sites that are nearest: to measure every place of every service
is done only where these hold too little.
"""

from dataclasses import dataclass, field

from django.core.exceptions import EmptyResultSet
from django.utils import timezone

from .narrowing import which_are_remote
from .statements import asked, value
from .where import every_site, is_placed, km_from, open_sites

# So many sites hold the first page of nearly every search.
SITES = 60
# A service further away than the last of these sites may be nearer by another that is not among
# them, and so may one that is as far: only what is nearer than the last is sure of its turn.
AMONG_THE_NEAREST = """
WITH nearby AS MATERIALIZED (
    SELECT id, {km} AS km FROM ({sites}) AS site WHERE may_be_near ORDER BY km LIMIT {most}
),
far AS (
    SELECT found.id, found.name AS turn, min(nearby.km) AS km
    FROM nearby JOIN hubs_serviceatsite AS at ON at.site_id = nearby.id
    JOIN ({found}) AS found ON found.id = at.service_id
    WHERE NOT found.is_remote GROUP BY found.id, found.name
    HAVING min(nearby.km) < (SELECT max(km) FROM nearby) OR (SELECT count(*) < {most} FROM nearby)
),
remote AS (SELECT id, name AS turn FROM ({found}) AS found WHERE is_remote),
counted AS (SELECT is_remote, count(*) AS many FROM ({found}) AS found GROUP BY is_remote)
"""
# What has no place on the map, or none that anybody may know, is last.
OF_ALL = """
WITH found AS MATERIALIZED ({found}),
far AS (
    SELECT found.id, found.name AS turn, min(site.km) AS km
    FROM found LEFT JOIN hubs_serviceatsite AS at ON at.service_id = found.id
    LEFT JOIN (SELECT id, {km} AS km FROM ({sites}) AS every) AS site ON site.id = at.site_id
    WHERE NOT found.is_remote GROUP BY found.id, found.name
),
remote AS (SELECT id, name AS turn FROM found WHERE is_remote),
counted AS (SELECT is_remote, count(*) AS many FROM found GROUP BY is_remote)
"""
BY_NAME = """
WITH far AS (
    SELECT id, name AS turn, NULL::float AS km FROM ({found}) AS found WHERE NOT is_remote
),
remote AS (SELECT id, name AS turn FROM ({found}) AS found WHERE is_remote),
counted AS (SELECT is_remote, count(*) AS many FROM ({found}) AS found GROUP BY is_remote)
"""
# Of each activity its next session, and only of that one whether it is remote.
NEXT = """
WITH next AS MATERIALIZED (
    SELECT DISTINCT ON (activity_id) id, activity_id, starts_at, site_id
    FROM ({found}) AS every ORDER BY activity_id, starts_at, id
),
found AS MATERIALIZED (
    SELECT next.id, starts_at, site_id, is_remote
    FROM next JOIN ({activities}) AS activity ON activity.id = next.activity_id
),
remote AS (SELECT id, starts_at AS turn FROM found WHERE is_remote),
counted AS (SELECT is_remote, count(*) AS many FROM found GROUP BY is_remote),
"""
SESSIONS = f"""{NEXT}
far AS (
    SELECT found.id, found.starts_at AS turn, site.km
    FROM found LEFT JOIN (SELECT id, {{km}} AS km FROM ({{sites}}) AS every) AS site
    ON site.id = found.site_id WHERE NOT found.is_remote
)
"""
BY_TIME = f"""{NEXT}
far AS (SELECT id, starts_at AS turn, NULL::float AS km FROM found WHERE NOT is_remote)
"""
NEAR, REMOTE, MANY_NEAR, MANY_REMOTE = range(4)
PAGES = """
(SELECT 0 AS part, id, km, turn FROM far ORDER BY {by_km} turn, id {near})
UNION ALL
(SELECT 1, id, NULL, turn FROM remote ORDER BY turn, id {remote})
UNION ALL
SELECT CASE WHEN is_remote THEN 3 ELSE 2 END, NULL, many, NULL FROM counted
ORDER BY part, km NULLS LAST, turn, id
"""
NOTHING = slice(0, 0)


@dataclass
class Found:
    """How many there are near and by phone or online, and (id, kilometres) of one page of each."""

    counts: tuple = (0, 0)
    near: list = field(default_factory=list)
    remote: list = field(default_factory=list)


def services(found, here, near=NOTHING, remote=NOTHING):
    """Of these services (id, name, is_remote), by distance and by name."""
    if not is_placed(here):
        return _found(BY_NAME, near, remote, found=found)
    parts = {"found": found, "km": km_from(here), "sites": open_sites(timezone.localdate())}
    first = _found(AMONG_THE_NEAREST, near, remote, most=value(SITES), **parts)
    if len(first.near) == len(range(first.counts[0])[near]):
        return first
    return _found(OF_ALL, near, remote, **parts)


def sessions(found, here, near=NOTHING, remote=NOTHING):
    """Of these sessions (id, activity_id, starts_at, site_id), by distance and time."""
    parts = {"found": found, "activities": which_are_remote()}
    if not is_placed(here):
        return _found(BY_TIME, near, remote, **parts)
    return _found(SESSIONS, near, remote, **parts, km=km_from(here), sites=every_site())


def _found(statement, near, remote, **parts):
    """Run the statement over what the parts say."""
    # Without a place an index has the order by name, as long as no distance is asked for.
    parts["by_km"] = ("" if statement is BY_NAME else "km NULLS LAST,", ())
    for name, page in (("near", near), ("remote", remote)):
        parts[name] = ("LIMIT %s OFFSET %s", (page.stop - page.start, page.start))
    try:
        lines = asked(statement + PAGES, **parts)
    except EmptyResultSet:
        return Found()
    many = {part: int(number) for part, pk, number, _turn in lines if pk is None}
    pages = ([(pk, km) for at, pk, km, _turn in lines if at == part] for part in (NEAR, REMOTE))
    return Found((many.get(MANY_NEAR, 0), many.get(MANY_REMOTE, 0)), *pages)
