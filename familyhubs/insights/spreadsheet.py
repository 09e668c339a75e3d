"""Published figures as CSV: one figure a line, c where it is confidential."""

from defusedcsv import csv

from .measures import MEASURES
from .sums import ALL, EVERYWHERE

HEADING = (
    "measure",
    "period",
    "from",
    "until",
    "place",
    "category",
    "count",
    "percent_of_total",
    "count_same_period_last_year",
    "change_percent",
)


def write(file, figures, period, places):
    """Everything of a period that stands on the page, and the months it is made of."""
    writer = csv.writer(file)
    writer.writerow(HEADING)
    districts = {EVERYWHERE: "Whole council", **places}
    for measure in MEASURES:
        for place, name in districts.items():
            for line in lines(measure, figures, period, place, name):
                writer.writerow(line)
        for month in period.parts(1):
            for line in lines(measure, figures, month, EVERYWHERE, districts[EVERYWHERE]):
                writer.writerow(line)


def lines(measure, figures, period, place, name):
    words = {ALL: measure.total, **measure.categories, **measure.beside}
    for category, label in words.items():
        in_total = category not in measure.beside
        share = figures.percentage(measure, period, category, place) if in_total else None
        yield [
            measure.key,
            period.key,
            period.start.isoformat(),
            period.end.isoformat(),
            name,
            label,
            figures.count(measure, period, category, place).machine,
            share.machine if share else "",
            figures.count(measure, period.last_year, category, place).machine,
            figures.against_last_year(measure, period, category, place).machine,
        ]
