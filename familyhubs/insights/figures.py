"""Lets out figures: what anybody may have, or what the manager of one hub may.

`published()` is the one door to a commissioner's page: what comes out of it is Published, never a
count. It stands in the rows of closed quarters, which nobody counts again.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.cache import cache
from django.utils import timezone

from . import disclosure
from .measures import MEASURES, counts
from .models import ClosedQuarter
from .periods import offered, years
from .sums import ALL, EVERYWHERE, YearOfSums

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


def published_periods():
    """The periods that are published, newest first: closed quarters, and years that are whole."""
    closed = set(ClosedQuarter.objects.values_list("start", flat=True))
    return [p for p in offered(timezone.localdate()) if p.parts(3)[-1].start in closed]


def published(period):
    """Every published figure of this period's year and of the year before."""
    year, cells, as_at = period.year, {}, None
    rows = ClosedQuarter.objects.filter(start__gte=year.last_year.start, start__lt=year.end)
    for row in rows.order_by("start").defer("counts"):
        cells |= row.published
        if row.start < period.end:
            as_at = row.recorded_at
    return Figures(
        cells,
        as_at,
        timezone.localdate(),
        disclosure.share,
        disclosure.change,
        disclosure.NOT_SHOWN,
    )


def exact(hub):
    """Every figure of one hub as it is, running periods too, counted within ten minutes."""
    today = timezone.localdate()
    key = f"figures:exact:{hub.pk}:{today}"
    cells, as_at = cache.get_or_set(key, lambda: _count_all(hub, today), KEPT_A_WHILE)
    return Figures(cells, as_at, today, exact_share, exact_change, NO_BASE)


def _count_all(hub, today):
    span, place, cells = years(today), str(hub.district_id), {}
    for measure in MEASURES:
        rows = counts(measure, span[0].start, span[-1].end, hub)
        known = {(month, place, category): n for (month, _hub, category), n in rows.items()}
        for year in span:
            sums = YearOfSums(measure, year, known, [place])
            cells |= {key: Exact(count) for key, count in sums.counts.items()}
    return cells, timezone.now()
