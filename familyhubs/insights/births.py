"""Births registered at hubs as a share of all babies, by small area (R031): counted, let out.

How many babies there are is what the newest population estimate says of children under 1: about
as many as are born in a year. Only whole financial years are published, once nobody can count or
take back in them any more (hubs/actions/births.py), so the same year always says the same.
"""

from collections import Counter
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connections
from django.db.models import Q

from hubs.models import Area, AreaKind, BirthRegistered, Population, Postcode

from . import disclosure
from .disclosure import FEW, NOT_SHOWN, Line, Published
from .figures import KEPT_A_WHILE, Exact, exact_share
from .periods import months_on, years

ELSEWHERE, ALL = "elsewhere", "all"
COUNT_SQL = """
SELECT area_id, count(*)
FROM hubs_birthregistered
WHERE month >= %(start)s AND month < %(end)s AND (%(all)s OR hub_id = ANY(%(hubs)s))
GROUP BY 1
"""


@dataclass(frozen=True)
class Registered:
    """What the page shows: (area, registered, babies, the share), those elsewhere, and all."""

    rows: list
    elsewhere: object
    total: tuple
    babies_on: object


def published_years(today):
    """Whole years in which births were counted and nobody counts any more, newest first."""
    return _years(today, lambda year: months_on(year.end, 1) <= today)


def running_years(today):
    """For managers: the year that runs too."""
    return _years(today, lambda year: year.start <= today)


def _years(today, is_offered):
    first = BirthRegistered.objects.order_by("month").values_list("month", flat=True).first()
    if first is None:
        return []
    found = [year for year in years(today)[1:] if first < year.end and is_offered(year)]
    return sorted(found, reverse=True)


def published(year):
    """For commissioners: all hubs together, and of no area a number from 1 to 4."""
    return cache.get_or_set(f"figures:births:{year.key}", lambda: _published(year), KEPT_A_WHILE)


def _published(year):
    areas = list(_small_areas())
    counts = _counts(year, [area.code for area in areas])
    parts = add_up(counts)
    shown = hide_areas(disclosure.protect(counts, [Line(ALL, parts)]))
    babies, on = _babies(areas)
    return _page(areas, shown, babies, on, Published, disclosure.publish, disclosure.share)


def add_up(counts):
    """Put the sum of the areas among the counts; homes elsewhere are no part of a share."""
    parts = tuple(key for key in counts if key != ELSEWHERE)
    counts[ALL] = sum(counts[part] for part in parts)
    return parts


def hide_areas(shown):
    """In so small an area even "fewer than 5" is too much (domain.md 4.7)."""
    return {key: NOT_SHOWN if figure == FEW else figure for key, figure in shown.items()}


def exact(year, hubs):
    """For managers: what was registered at their own hubs, in the areas that these serve."""
    counts = _counts(year, [], [hub.pk for hub in hubs])
    served = Postcode.objects.filter(ward__hub__in=hubs).values("lsoa")
    areas = list(_small_areas().filter(Q(pk__in=served) | Q(pk__in=counts)))
    counts = {area.code: 0 for area in areas} | counts
    add_up(counts)
    babies, on = _babies(areas)
    shown = {key: Exact(number) for key, number in counts.items()}
    return _page(areas, shown, babies, on, Exact, Exact, exact_share)


def _small_areas():
    return Area.objects.filter(kind=AreaKind.LSOA).only("name").order_by("name", "code")


def _counts(year, areas, hubs=None):
    """True counts by area, those elsewhere among them."""
    counts = dict.fromkeys([*areas, ELSEWHERE], 0)
    values = {"start": year.start, "end": year.end, "all": hubs is None, "hubs": hubs or []}
    with connections["reporting"].cursor() as cursor:
        cursor.execute(COUNT_SQL, values)
        for area, number in cursor.fetchall():
            counts[area or ELSEWHERE] = number
    return counts


def _babies(areas):
    """Children under 1 by area at the newest date that is known, and that date."""
    rows = Population.objects.filter(area__kind=AreaKind.LSOA, age=0)
    rows = list(rows.values_list("on", "area", "sex", "people"))
    on = max((row[0] for row in rows), default=None)
    persons, sexes = {}, Counter()
    for _on, area, sex, people in (row for row in rows if row[0] == on):
        if sex == "persons":
            persons[area] = people
        else:
            sexes[area] += people
    # Some files tell persons, some the two sexes, some all three.
    found = {**sexes, **persons}
    return {area.code: found[area.code] for area in areas if area.code in found}, on


def _page(areas, shown, babies, on, figure, of_babies, share):
    def row(key, number):
        base = of_babies(number) if number is not None else figure(None)
        known = number is not None
        return shown[key], base, share(shown[key], base) if known else figure(None)

    everybody = sum(babies.values()) if babies else None
    return Registered(
        rows=[(area.name, *row(area.code, babies.get(area.code))) for area in areas],
        elsewhere=shown[ELSEWHERE],
        total=row(ALL, everybody),
        babies_on=on,
    )
