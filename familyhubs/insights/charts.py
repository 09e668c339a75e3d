"""Where the bars and lines of a chart stand. Pure; the templates draw them as SVG.

All measures are percentages of the drawing's own box, so that words keep their size on a phone.
"""

from dataclasses import dataclass
from math import ceil

BAR_ROW = 48


@dataclass(frozen=True)
class Bar:
    """One bar with its words; nothing is drawn for a hidden figure."""

    label: str
    figure: object
    share: object
    width: float
    y: int

    @property
    def text_y(self):
        return self.y + 16

    @property
    def bar_y(self):
        return self.y + 22


def bars(labelled):
    """Bars of (label, count, share in percent), one under the other."""
    return [
        Bar(label, figure, share, 0 if share.hidden else share.number, at * BAR_ROW)
        for at, (label, figure, share) in enumerate(labelled)
    ]


@dataclass(frozen=True)
class Point:
    x: float
    y: float


@dataclass(frozen=True)
class LineChart:
    """Two lines over the same months: this year and, dashed, the year before."""

    title: str
    months: list  # (x, name) of each.
    now: list  # Stretches of points; a hidden figure ends a stretch.
    before: list
    top: int  # The number at the top line.
    now_label: str
    before_label: str

    @property
    def scale(self):
        """(y, number) of the lines across."""
        return [(0, self.top), (50, self.top // 2), (100, 0)]

    @property
    def has_gaps(self):
        shown = sum(map(len, self.now)) + sum(map(len, self.before))
        return shown < 2 * len(self.months)


def line_chart(title, months, now, before, now_label, before_label):
    """A chart of figures by month; `months` are their names."""
    numbers = [figure.number for figure in (*now, *before) if not figure.hidden]
    top = round_top(max(numbers, default=0))
    places = [across(at, len(months)) for at in range(len(months))]
    return LineChart(
        title=title,
        months=list(zip(places, months, strict=True)),
        now=stretches(places, now, top),
        before=stretches(places, before, top),
        top=top,
        now_label=now_label,
        before_label=before_label,
    )


def across(at, count):
    """Where the nth of so many months stands, in percent of the width."""
    return round(8 + 86 * at / max(1, count - 1), 2)


def round_top(most):
    """A round number, even, at or above the largest figure."""
    size = 10
    while size * 10 <= most:
        size *= 10
    step = size if most > size * 2 else size // 5 or 2
    return max(10, ceil(most / step) * step)


def stretches(places, figures, top):
    """Runs of points that can be joined: a hidden figure leaves a gap."""
    runs, run = [], []
    for x, figure in zip(places, figures, strict=True):
        if figure.hidden:
            runs, run = [*runs, run], []
        else:
            run.append(Point(x, round(100 - 100 * figure.number / top, 2)))
    return [run for run in (*runs, run) if run]
