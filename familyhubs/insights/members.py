"""Members by hub and month joined, and the share with a baby (R031): counted, then let out.

Months that are over never change: who leaves stays counted in the month of joining.
"""

from dataclasses import dataclass

from django.db import connections

from hubs.members.rules import later

from . import disclosure
from .disclosure import Line
from .figures import Exact, exact_share

MONTHS = 12
ALL = "all"
JOINED_SQL = """
SELECT hub_id, date_trunc('month', joined_at AT TIME ZONE 'Europe/London')::date, count(*)
FROM hubs_member
WHERE joined_at >= %(first)s::date::timestamp AT TIME ZONE 'Europe/London'
    AND joined_at < %(end)s::date::timestamp AT TIME ZONE 'Europe/London'
GROUP BY 1, 2
"""
# Members since before this month who are still members; a baby is under one, or on the way.
BABIES_SQL = """
SELECT hub_id, EXISTS (SELECT FROM unnest(children) month WHERE month > %(year_ago)s), count(*)
FROM hubs_member
WHERE state = 'member' AND joined_at < %(end)s::date::timestamp AT TIME ZONE 'Europe/London'
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Joined:
    """What the page shows: a row for each hub, and the last one for all where all stand here."""

    months: list
    joined: list  # (name, figures of each month, figure of the year)
    babies: list  # (name, members, of them with a baby, the share)


def counts(today, hubs):
    """True counts by cell: ("joined", hub, month) and ("baby", hub, what); sums included."""
    end = today.replace(day=1)
    months = [later(end, back - MONTHS) for back in range(MONTHS)]
    keys = [str(hub.pk) for hub in hubs]
    cells = {("joined", hub, month): 0 for hub in keys for month in months}
    cells |= {("baby", hub, what): 0 for hub in keys for what in (True, False)}
    rows = [("joined", *row) for row in _read(JOINED_SQL, first=months[0], end=end)]
    rows += [("baby", *row) for row in _read(BABIES_SQL, year_ago=later(end, -12), end=end)]
    for about, hub, column, number in rows:
        if (about, str(hub), column) in cells:
            cells[about, str(hub), column] = number
    return months, cells, [*add_up(cells, "joined", keys, months), *add_up(cells, "baby", keys)]


def add_up(cells, about, hubs, columns=(True, False)):
    """Put the sums over hubs and over columns among the cells; gives the lines they stand in."""
    lines = []
    for column in columns:
        lines.append(Line((about, ALL, column), tuple((about, hub, column) for hub in hubs)))
        cells[lines[-1].total] = sum(cells[part] for part in lines[-1].parts)
    for hub in (*hubs, ALL):
        lines.append(Line((about, hub, ALL), tuple((about, hub, column) for column in columns)))
        cells[lines[-1].total] = sum(cells[part] for part in lines[-1].parts)
    lines.append(Line((about, ALL, ALL), tuple((about, hub, ALL) for hub in hubs)))
    return lines


def published(today, hubs):
    """For commissioners: all hubs, small numbers hidden, the others rounded."""
    months, cells, lines = counts(today, hubs)
    shown = disclosure.protect(cells, lines)
    rows = [(hub.name, str(hub.pk)) for hub in hubs] + [("", ALL)]
    return _page(months, shown, rows, disclosure.share)


def exact(today, hubs):
    """For managers: the true figures of their own hubs, and of no other."""
    months, cells, _lines = counts(today, hubs)
    shown = {cell: Exact(number) for cell, number in cells.items()}
    return _page(months, shown, [(hub.name, str(hub.pk)) for hub in hubs], exact_share)


def _page(months, shown, rows, share):
    return Joined(
        months=months,
        joined=[
            (name, [shown["joined", hub, month] for month in months], shown["joined", hub, ALL])
            for name, hub in rows
        ],
        babies=[
            (
                name,
                shown["baby", hub, ALL],
                shown["baby", hub, True],
                share(shown["baby", hub, True], shown["baby", hub, ALL]),
            )
            for name, hub in rows
        ],
    )


def _read(sql, **values):
    with connections["reporting"].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
