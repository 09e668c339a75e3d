"""Who gives the help that requests lead to, and whether money comes with it (R060).

Counted by the moment the decision was written down, which no later act moves: a quarter that is
over always says the same. Quarters do not lie over each other, so none can be taken from another.
"""

from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connections

from familyhubs.accounts.models import Organisation
from referrals.models import Funded

from . import disclosure
from .disclosure import Line
from .figures import KEPT_A_WHILE, Exact
from .periods import offered

ALL = "all"
COUNT_SQL = """
SELECT facts.provider_id::text, facts.is_funded, count(*)
FROM referrals_decisionfacts facts JOIN referrals_referral asked ON asked.id = facts.referral_id
WHERE facts.provider_id IS NOT NULL
    AND facts.recorded_at >= %(start)s::timestamp AT TIME ZONE 'Europe/London'
    AND facts.recorded_at < %(end)s::timestamp AT TIME ZONE 'Europe/London'
    AND (%(all)s OR asked.hub_id = ANY(%(hubs)s))
GROUP BY 1, 2
"""


@dataclass(frozen=True)
class Given:
    """What the page shows: (provider, a figure for each kind of funding, all of them), and all."""

    rows: list
    total: list


def quarters(today, *, running=False):
    """The quarters there are to choose, newest first."""
    return [period for period in offered(today, running) if period.months == 3]


def published(quarter):
    """For commissioners: all hubs together, small numbers hidden."""
    key = f"figures:funded:{quarter.key}"
    return cache.get_or_set(key, lambda: _published(quarter), KEPT_A_WHILE)


def _published(quarter):
    counts = _counts(quarter)
    names = _names(counts)
    lines = list(add_up(counts, names))
    return _page(names, disclosure.protect(counts, lines))


def exact(quarter, hubs):
    """For managers: the true figures of their own hubs."""
    counts = _counts(quarter, [hub.pk for hub in hubs])
    names = _names(counts)
    list(add_up(counts, names))
    return _page(names, {cell: Exact(number) for cell, number in counts.items()})


def add_up(counts, names):
    """Put the sums among the cells; gives the lines they stand in."""
    for provider in names:
        line = Line((provider, ALL), tuple((provider, kind) for kind in Funded.values))
        counts[line.total] = sum(counts[part] for part in line.parts)
        yield line
    for kind in (*Funded.values, ALL):
        line = Line((ALL, kind), tuple((provider, kind) for provider in names))
        counts[line.total] = sum(counts[part] for part in line.parts)
        yield line
    yield Line((ALL, ALL), tuple((ALL, kind) for kind in Funded.values))


def _counts(quarter, hubs=None):
    """True counts by (provider, kind of funding), every kind of a provider that has any."""
    values = {"start": quarter.start, "end": quarter.end, "all": hubs is None, "hubs": hubs or []}
    with connections["reporting"].cursor() as cursor:
        cursor.execute(COUNT_SQL, values)
        found = Counter({(provider, kind): n for provider, kind, n in cursor.fetchall()})
    providers = {provider for provider, _kind in found}
    return {
        (provider, kind): found[provider, kind] for provider in providers for kind in Funded.values
    }


def _names(counts):
    """Provider → its name, by name."""
    ids = {provider for provider, _kind in counts}
    rows = Organisation.objects.filter(pk__in=ids).order_by("name", "pk")
    return {str(row.pk): row.name for row in rows}


def _page(names, shown):
    kinds = (*Funded.values, ALL)
    return Given(
        rows=[(name, [shown[pk, kind] for kind in kinds]) for pk, name in names.items()],
        total=[shown[ALL, kind] for kind in kinds],
    )
