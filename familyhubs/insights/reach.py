"""Families by priority group and hub (R077, R079, R133): counted now, then let out."""

from dataclasses import dataclass

from django.db import connections

from . import disclosure
from .disclosure import Line
from .figures import Exact

ALL = "all"
COUNT_SQL = """
SELECT f.hub_id, g.code, count(*)
FROM families_familystanding s
JOIN families_family f ON f.id = s.family_id
CROSS JOIN LATERAL unnest(s.codes) AS g (code)
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Reach:
    """A row for each group: what it is called, a figure for each hub, and one for all of them."""

    hubs: list
    rows: list


def counts(hubs, codes):
    """True counts by (group, hub), with the sum over the hubs; a family may stand in several."""
    keys = [str(hub.pk) for hub in hubs]
    cells = {(code, hub): 0 for code in codes for hub in keys}
    with connections["reporting"].cursor() as cursor:
        cursor.execute(COUNT_SQL)
        for hub, code, number in cursor.fetchall():
            if (code, str(hub)) in cells:
                cells[code, str(hub)] = number
    lines = []
    for code in codes:
        lines.append(Line((code, ALL), tuple((code, hub) for hub in keys)))
        cells[lines[-1].total] = sum(cells[part] for part in lines[-1].parts)
    return cells, lines


def published(hubs, words):
    """For commissioners: all hubs, small numbers hidden, the others rounded."""
    cells, lines = counts(hubs, words)
    shown = {}
    # A group's own hubs are all that its total can be worked out from.
    for line in lines:
        block = {key: cells[key] for key in (*line.parts, line.total)}
        shown |= disclosure.protect(block, [line])
    return _page(hubs, words, shown)


def exact(hubs, words):
    """For managers: the true figures of their own hubs, and of no other."""
    cells, _lines = counts(hubs, words)
    return _page(hubs, words, {cell: Exact(number) for cell, number in cells.items()})


def _page(hubs, words, shown):
    keys = [str(hub.pk) for hub in hubs]
    rows = [
        (name, [shown[code, hub] for hub in keys], shown[code, ALL]) for code, name in words.items()
    ]
    return Reach(list(hubs), rows)
