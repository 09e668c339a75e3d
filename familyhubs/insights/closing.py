"""What is published of a quarter, worked out once, when it is closed (decision 10).

Ten working days after its end most of what happened in it is decided and written down. It is
counted then; what is written later changes the figures of managers, and no published one: two
looks at the same figure would show what a single family's decision did to it.
"""

from collections import Counter
from datetime import timedelta

from django.utils import timezone

from familyhubs.calendar.front_door import working_calendar
from hubs.models import Hub

from .disclosure import protect
from .measures import MEASURES, counts
from .models import ClosedQuarter
from .periods import years
from .sums import YearOfSums

WORKING_DAYS = 10


def settled():
    """The day of ten working days ago: what was over then may be closed."""
    calendar, day, left = working_calendar(), timezone.localdate(), WORKING_DAYS
    while left:
        day -= timedelta(days=1)
        left -= calendar.is_working_day(day)
    return day


def waiting():
    """The quarters to be closed, oldest first."""
    closed = set(ClosedQuarter.objects.values_list("start", flat=True))
    until = settled()
    quarters = [quarter for year in years(until) for quarter in year.parts(3)]
    return [q for q in quarters if q.over(until) and q.start not in closed]


def count(quarters):
    """True counts from the first of these years on: (measure, month, district, category) → n."""
    districts = dict(Hub.objects.values_list("pk", "district"))
    found = Counter()
    for measure in MEASURES:
        # From the year's beginning: a family counts once in a year, in the first month it can.
        rows = counts(measure, quarters[0].year.start, quarters[-1].end)
        for (month, hub, category), number in rows.items():
            found[measure.key, month, str(districts[hub]), category] += number
    return found


def close(quarter, counted):
    """The row of this quarter, not yet saved; those before it in its year are closed already."""
    before = ClosedQuarter.objects.filter(start__gte=quarter.year.start, start__lt=quarter.start)
    mine = {cell: n for cell, n in counted.items() if quarter.start <= cell[1] < quarter.end}
    known, out = dict(mine), {}
    for row in before:
        known |= row.true_counts
        out |= row.published
    cells = publishable(quarter, known, out)
    return ClosedQuarter(
        start=quarter.start,
        counts=[[key, month.isoformat(), *rest, n] for (key, month, *rest), n in mine.items()],
        cells=[[*cell, figure.kept] for cell, figure in cells.items() if cell not in out],
    )


def measures_of(out):
    """A measure that came later begins with a year: of the quarters before nobody counted it."""
    begun = {measure for measure, *_cell in out}
    return [measure for measure in MEASURES if not out or measure.key in begun]


def publishable(quarter, known, out):
    """Every cell of the year as far as this quarter; those that are `out` already stay."""
    places = {str(pk) for pk in Hub.objects.values_list("district", flat=True)}
    places = sorted(places | {place for _measure, _month, place, _category in known})
    cells = {}
    for measure in measures_of(out):
        mine = {cell[1:]: n for cell, n in known.items() if cell[0] == measure.key}
        year = YearOfSums(measure, quarter.year, mine, places, until=quarter.end)
        cells |= protect(year.counts, year.lines, out)
    return cells
