"""How one year's figures of a measure add up: over districts, over categories, over time. Pure.

Shown are years and quarters by district and category, and months by category for the whole council.
A cell is named by (measure, period, place, category), all of them text.
"""

from collections import defaultdict

from .disclosure import Line

EVERYWHERE = "all"
ALL = "all"


class YearOfSums:
    """The counts of one financial year and the lines along which they add up.

    `known` are counts by (month's first day, place, category). Only periods that are over by
    `until`, where it is given, stand in it.
    """

    def __init__(self, measure, year, known, places, until=None):
        self.measure = measure
        self.year = year
        self.places = places
        self.quarters = [q for q in year.parts(3) if until is None or q.over(until)]
        self.is_whole = until is None or year.over(until)
        self.every_category = (*measure.categories, *measure.beside)
        self.counts = defaultdict(int)
        self.lines = []
        self.fill(known)
        self.add_tables()
        self.add_time()

    def cell(self, period, place, category):
        return (self.measure.key, period.key, place, category)

    @property
    def periods(self):
        """The periods shown by district: the quarters, and the year once it is over."""
        return [*self.quarters, self.year] if self.is_whole else self.quarters

    def fill(self, known):
        by_month = defaultdict(list)
        for (start, place, category), count in known.items():
            by_month[start].append((place, category, count))
        for quarter in self.quarters:
            for month in quarter.parts(1):
                for place, category, count in by_month[month.start]:
                    self.counts[self.cell(month, EVERYWHERE, category)] += count
                    self.counts[self.cell(quarter, place, category)] += count
                    if self.is_whole:
                        self.counts[self.cell(self.year, place, category)] += count

    def add_tables(self):
        """Districts make the council, categories make the total."""
        for period in self.periods:
            for category in self.every_category:
                self.add_up(
                    self.cell(period, EVERYWHERE, category), self.over_places(period, category)
                )
            for place in (*self.places, EVERYWHERE):
                self.add_up(self.cell(period, place, ALL), self.over_categories(period, place))
            total = self.cell(period, EVERYWHERE, ALL)
            self.lines.append(Line(total, self.over_places(period, ALL)))
        for quarter in self.quarters:
            for month in quarter.parts(1):
                for category in self.measure.beside:
                    self.counts[self.cell(month, EVERYWHERE, category)] += 0
                self.add_up(
                    self.cell(month, EVERYWHERE, ALL), self.over_categories(month, EVERYWHERE)
                )

    def over_places(self, period, category):
        return tuple(self.cell(period, place, category) for place in self.places)

    def over_categories(self, period, place):
        return tuple(self.cell(period, place, category) for category in self.measure.categories)

    def add_up(self, total, parts):
        self.counts[total] = sum(self.counts[part] for part in parts)
        self.lines.append(Line(total, parts))

    def add_time(self):
        """Months make a quarter and quarters a year: no table, but a reader can add them up."""
        for quarter in self.quarters:
            self.add_over_time(quarter, quarter.parts(1), [EVERYWHERE])
        if self.is_whole:
            self.add_over_time(self.year, self.quarters, [*self.places, EVERYWHERE])

    def add_over_time(self, period, shorter, places):
        for place in places:
            for category in (*self.every_category, ALL):
                parts = tuple(self.cell(part, place, category) for part in shorter)
                self.lines.append(Line(self.cell(period, place, category), parts, table=False))
