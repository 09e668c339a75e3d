"""Questions at desks by hub, topic, way and month (R019): counted, then let out.

Published are months of which nothing can be added or taken back any more, so that a month always
says the same.
"""

from dataclasses import dataclass
from datetime import timedelta

from django.db import connections

from hubs.members.rules import later
from referrals.actions.enquiries import CATCH_UP, TAKEN_BACK_WITHIN
from referrals.desk.topics import CHOICES
from referrals.models import EnquiryChannel

from . import disclosure
from .disclosure import Line
from .figures import Exact, exact_share

MONTHS = 12
ALL = "all"
COUNT_SQL = """
SELECT hub_id::text, topic, channel,
    date_trunc('month', happened_at AT TIME ZONE 'Europe/London')::date, count(*)
FROM referrals_enquiry
WHERE happened_at >= %(first)s::date::timestamp AT TIME ZONE 'Europe/London'
    AND happened_at < %(end)s::date::timestamp AT TIME ZONE 'Europe/London'
    AND hub_id::text = ANY(%(hubs)s)
GROUP BY 1, 2, 3, 4
"""
HELPED_SQL = """
SELECT count(*), count(*) FILTER (WHERE helped <> ''), count(*) FILTER (WHERE helped = 'yes')
FROM referrals_enquiry
WHERE did = 'signposted' AND hub_id::text = ANY(%(hubs)s)
    AND happened_at >= %(first)s::date::timestamp AT TIME ZONE 'Europe/London'
    AND happened_at < %(end)s::date::timestamp AT TIME ZONE 'Europe/London'
"""


@dataclass(frozen=True)
class Asked:
    """What the page shows: three tables by month with the same last row, and what helped."""

    months: list
    tables: list  # (what, rows), each row (name, figures of each month, figure of the year)
    helped: tuple | None = None  # signposted, asked whether it helped, it did, the share


def closed_end(today):
    """The first day that is not published yet: of its month something may still change."""
    return (today - CATCH_UP - TAKEN_BACK_WITHIN - timedelta(days=1)).replace(day=1)


def counts(end, hubs):
    """True counts by cell ("hub" | "topic" | "channel" | "all", which, month); sums included."""
    months = [later(end, back - MONTHS) for back in range(MONTHS)]
    names = {
        "hub": [str(hub.pk) for hub in hubs],
        "topic": [code for code, _words in CHOICES],
        "channel": list(EnquiryChannel.values),
    }
    cells = {
        (about, which, month): 0
        for about, found in names.items()
        for which in found
        for month in months
    }
    rows = _read(COUNT_SQL, first=months[0], end=end, hubs=names["hub"])
    for hub, topic, channel, month, number in rows:
        for cell in (("hub", hub, month), ("topic", topic, month), ("channel", channel, month)):
            if cell in cells:
                cells[cell] += number
    return months, cells, list(add_up(cells, names, months))


def add_up(cells, names, months):
    """Put the sums among the cells; gives the lines they stand in. All three tables share one."""
    for about, found in names.items():
        for month in months:
            line = Line(("all", ALL, month), tuple((about, which, month) for which in found))
            cells[line.total] = sum(cells[part] for part in line.parts)
            yield line
        for which in found:
            line = Line((about, which, ALL), tuple((about, which, month) for month in months))
            cells[line.total] = sum(cells[part] for part in line.parts)
            yield line
        total = ("all", ALL, ALL)
        cells[total] = sum(cells[about, which, ALL] for which in found)
        yield Line(total, tuple((about, which, ALL) for which in found))
    yield Line(("all", ALL, ALL), tuple(("all", ALL, month) for month in months))


def published(today, hubs):
    """For commissioners: all hubs, small numbers hidden, the others rounded."""
    months, cells, lines = counts(closed_end(today), hubs)
    return Asked(months, _tables(months, disclosure.protect(cells, lines), hubs))


def exact(today, hubs):
    """For managers: the true figures of their own hubs, this month's too."""
    end = later(today.replace(day=1), 1)
    months, cells, _lines = counts(end, hubs)
    shown = {cell: Exact(number) for cell, number in cells.items()}
    keys = [str(hub.pk) for hub in hubs]
    sent, asked, did = map(Exact, *_read(HELPED_SQL, first=months[0], end=end, hubs=keys))
    return Asked(months, _tables(months, shown, hubs), (sent, asked, did, exact_share(did, asked)))


def _tables(months, shown, hubs):
    last = ("", [shown["all", ALL, month] for month in months], shown["all", ALL, ALL])
    named = {
        "hub": [(hub.name, str(hub.pk)) for hub in hubs],
        "topic": [(words, code) for code, words in CHOICES],
        "channel": [(label, value) for value, label in EnquiryChannel.choices],
    }
    return [
        (
            about,
            [
                (name, [shown[about, which, month] for month in months], shown[about, which, ALL])
                for name, which in rows
            ]
            + [last],
        )
        for about, rows in named.items()
    ]


def _read(sql, **values):
    with connections["reporting"].cursor() as cursor:
        cursor.execute(sql, values)
        return cursor.fetchall()
