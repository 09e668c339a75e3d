"""What the pages of the network show of its sites."""

from dataclasses import dataclass

from django.db.models import Count

from ..models import AccessPoint, Channel, Hub
from ..timetables import doors_of, light_of, scheduled_hours


@dataclass(frozen=True)
class Hours:
    """One site of the network: whether it is open as long as it must be."""

    site: object
    scheduled: float
    light: str


@dataclass(frozen=True)
class Line(Hours):
    """The same, and how it stands now."""

    doors: object


def line_of(site):
    """Of a site fetched `with_timetables`."""
    return Line(site, scheduled_hours(site), light_of(site), doors_of(site))


def network(hubs=Hub.objects):
    """[(hub, lines)] of these hubs, or of all, with their open sites, the main building first."""
    hubs = hubs.select_related("district").with_open_sites(deprivation=True)
    return [(hub, [line_of(site) for site in hub.open_sites]) for hub in hubs]


def hours(hubs):
    """[(hub, lines)] that say how long the sites are open, and not how they stand now."""
    hubs = hubs.select_related("district").with_open_sites(deprivation=True, usual_week=True)
    return [
        (hub, [Hours(site, scheduled_hours(site), light_of(site)) for site in hub.open_sites])
        for hub in hubs
    ]


def in_deciles(hubs, most):
    """The same hubs with their sites in the `most` deprived deciles only; those without go."""
    found = [
        (hub, [line for line in lines if line.site.decile and line.site.decile <= most])
        for hub, lines in hubs
    ]
    return [(hub, lines) for hub, lines in found if lines]


def by_decile(hubs):
    """Every site in one list, the most deprived areas first; those of no known decile last."""
    lines = [line for _hub, lines in hubs for line in lines]
    return sorted(lines, key=lambda line: (line.site.decile or 11, line.site.name))


def counts(hubs):
    """How many sites there are of each kind that is counted apart (R001, R002)."""
    sites = [line.site for _hub, lines in hubs for line in lines]
    lights = [line.light for _hub, lines in hubs for line in lines]
    return {
        "sites": len(sites),
        "main": sum(site.kind == "main" for site in sites),
        "satellite": sum(site.kind == "satellite" for site in sites),
        "virtual": sum(site.kind == "virtual" for site in sites),
        "other": sum(site.kind not in ("main", "satellite", "virtual") for site in sites),
        "mandated": sum(site.is_mandated for site in sites),
        "short": sum(light in ("amber", "red") for light in lights),
    }


def ways():
    """[(channel in words, how many)] of the ways in without a building, as families read them."""
    rows = AccessPoint.objects.values_list("channel").annotate(n=Count("pk")).order_by()
    found = dict(rows)
    return [(way.label, found[way.value]) for way in Channel if way.value in found]
