"""Families by priority group and hub (R077, R079, R133), without restricted ones.

For managers as it stands now; for others as it stood when the month began, and no answer given
later counts: two looks at figures that move could be taken from each other.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.core.cache import cache
from django.db import connections

from . import disclosure
from .disclosure import Line
from .figures import Exact

ALL = "all"
KEPT = timedelta(hours=12).total_seconds()
NOW_SQL = """
SELECT f.hub_id, g.code, count(*)
FROM families_familystanding s
JOIN families_family f ON f.id = s.family_id AND NOT f.is_restricted
CROSS JOIN LATERAL unnest(s.codes) AS g (code)
GROUP BY 1, 2
"""
MONTH_SQL = """
SELECT f.hub_id, g.code, count(DISTINCT seen.family_id)
FROM (
    SELECT DISTINCT ON (family_id, group_id, person_id) family_id, group_id, still_true
    FROM families_priorityobservation
    WHERE observed_on < %(month)s AND observed_on > %(month)s::date - interval '12 months'
        AND recorded_at < %(month)s::date::timestamp AT TIME ZONE 'Europe/London'
    ORDER BY family_id, group_id, person_id, observed_on DESC, recorded_at DESC
) seen
JOIN families_prioritygroup g ON g.id = seen.group_id
JOIN families_family f ON f.id = seen.family_id AND NOT f.is_restricted
WHERE seen.still_true GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Reach:
    """A row for each group: what it is called, a figure for each hub, and one for all of them."""

    hubs: list
    rows: list


def counts(sql, hubs, codes, **values):
    """True counts by (group, hub), with the sum over the hubs; a family may stand in several."""
    keys = [str(hub.pk) for hub in hubs]
    cells = {(code, hub): 0 for code in codes for hub in keys}
    with connections["reporting"].cursor() as cursor:
        cursor.execute(sql, values)
        for hub, code, number in cursor.fetchall():
            if (code, str(hub)) in cells:
                cells[code, str(hub)] = number
    lines = []
    for code in codes:
        lines.append(Line((code, ALL), tuple((code, hub) for hub in keys)))
        cells[lines[-1].total] = sum(cells[part] for part in lines[-1].parts)
    return cells, lines


def published(hubs, words, month):
    """For commissioners: all hubs, small numbers hidden, the others rounded."""
    key = f"figures:reach:{month}:{len(hubs)}:{'-'.join(words)}"
    shown = cache.get_or_set(key, lambda: _protected(hubs, words, month), KEPT)
    return _page(hubs, words, shown)


def _protected(hubs, words, month):
    """Hidden before it is kept. Each group stands alone: no sum goes across groups."""
    cells, lines = counts(MONTH_SQL, hubs, words, month=month)
    shown = {}
    for line in lines:
        block = {key: cells[key] for key in (*line.parts, line.total)}
        shown |= disclosure.protect(block, [line])
    return shown


def exact(hubs, words):
    """For managers: the true figures of their own hubs, and of no other."""
    cells, _lines = counts(NOW_SQL, hubs, words)
    return _page(hubs, words, {cell: Exact(number) for cell, number in cells.items()})


def _page(hubs, words, shown):
    keys = [str(hub.pk) for hub in hubs]
    rows = [
        (name, [shown[code, hub] for hub in keys], shown[code, ALL]) for code, name in words.items()
    ]
    return Reach(list(hubs), rows)
