"""Lets out figures: what anybody may have, or what the manager of one hub may.

`published()` is the one door to a commissioner's page: what comes out of it is Published, never a
count. It is suppressed first and kept for the day afterwards; only periods that are over are in it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.utils import timezone

from hubs.models import Hub

from . import disclosure
from .measures import MEASURES, counts
from .periods import years
from .sums import ALL, EVERYWHERE, YearOfSums

KEPT_A_DAY = 24 * 60 * 60
KEPT_A_WHILE = 10 * 60  # Counting at a council of 20,000 families takes a third of a second.


@dataclass(frozen=True)
class Exact:
    """A true figure, for those who answer for the families in it."""

    number: int | None
    few = None  # Nothing is hidden from its reader; without a base there is no figure.

    @property
    def hidden(self):
        return self.number is None


NO_BASE = Exact(None)


def exact_share(part, whole):
    return Exact(disclosure.percent(part.number, whole.number)) if whole.number else NO_BASE


def exact_change(now, before):
    if not before.number:
        return NO_BASE if now.number else Exact(0)
    gain = now.number - before.number
    size = disclosure.percent(abs(gain), before.number)
    return Exact(size if gain >= 0 else -size)


@dataclass(frozen=True)
class Figures:
    """Figures of all measures by period, place and category, as at one moment."""

    cells: dict
    as_at: datetime
    today: date
    share: callable
    change: callable
    nothing: object

    def count(self, measure, period, category=ALL, place=EVERYWHERE):
        if period.start > self.today:
            return self.nothing
        return self.cells.get((measure.key, period.key, str(place), category), self.nothing)

    def percentage(self, measure, period, category, place=EVERYWHERE):
        """The share of a category in its total."""
        whole = self.count(measure, period, ALL, place)
        return self.share(self.count(measure, period, category, place), whole)

    def against_last_year(self, measure, period, category=ALL, place=EVERYWHERE):
        """The change in percent on the same period of the year before, once it is over."""
        if not period.over(self.today):
            return self.nothing
        before = self.count(measure, period.last_year, category, place)
        return self.change(self.count(measure, period, category, place), before)


def published():
    """Every figure that may be published today."""
    today = timezone.localdate()
    cells, as_at = cache.get_or_set(f"figures:published:{today}", _publish_all, KEPT_A_DAY)
    return Figures(cells, as_at, today, disclosure.share, disclosure.change, disclosure.NOT_SHOWN)


def _publish_all():
    today = timezone.localdate()
    districts = {hub: str(district) for hub, district in Hub.objects.values_list("pk", "district")}
    cells = {}
    for measure in MEASURES:
        for year in _years_of(measure, today, districts, until=today):
            cells |= disclosure.protect(year.counts, year.lines)
    return cells, timezone.now()


def exact(hub):
    """Every figure of one hub as it is, running periods too, counted within ten minutes."""
    today = timezone.localdate()
    key = f"figures:exact:{hub.pk}:{today}"
    cells, as_at = cache.get_or_set(key, lambda: _count_all(hub, today), KEPT_A_WHILE)
    return Figures(cells, as_at, today, exact_share, exact_change, NO_BASE)


def _count_all(hub, today):
    cells = {}
    for measure in MEASURES:
        places = {hub.pk: str(hub.district_id)}
        for year in _years_of(measure, today, places, hub=hub):
            cells |= {key: Exact(count) for key, count in year.counts.items()}
    return cells, timezone.now()


def _years_of(measure, today, districts, until=None, hub=None):
    """The counts of each year by district."""
    span = years(today)
    known = Counter()
    for (month, hub_id, category), count in counts(
        measure, span[0].start, span[-1].end, hub
    ).items():
        known[month, districts[hub_id], category] += count
    places = sorted(set(districts.values()))
    return [YearOfSums(measure, year, known, places, until) for year in span]
