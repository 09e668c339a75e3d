"""What stands on a page of figures: headline cards, tables and charts, made from Figures.

Works alike on published and on exact figures: what may be seen was decided before.
"""

from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from familyhubs.calendar.school import school_days
from referrals.models import ReferralKind

from .charts import bars, line_chart
from .measures import OUTCOMES, REQUESTS, TURNOUTS
from .sums import ALL, EVERYWHERE
from .turnouts import ACCEPTED, OTHERWISE, category

TARGETED, INTENSIVE = "3", "4"


@dataclass(frozen=True)
class Cell:
    """One figure of a table; `kind` says how it is written."""

    figure: object
    kind: str = "count"
    share: object = None


@dataclass(frozen=True)
class Row:
    head: str
    cells: list
    is_total: bool = False


@dataclass(frozen=True)
class Table:
    caption: str
    first: str  # What the first column holds.
    heads: list
    rows: list


@dataclass(frozen=True)
class Card:
    """A headline number with its trend, its polarity and the way to its definition."""

    measure: object
    title: str
    figure: object
    kind: str
    detail: str
    detail_figure: object
    before: object
    change: object
    polarity: str

    @property
    def points(self):
        """How many points a percentage went up, or None."""
        if self.kind != "percent" or self.figure.hidden or self.before.hidden:
            return None
        return self.figure.number - self.before.number


def cards(figures, period):
    """The headlines of a period."""
    better = figures.percentage(OUTCOMES, period, "improved")
    before = figures.percentage(OUTCOMES, period.last_year, "improved")
    first = Card(
        measure=OUTCOMES,
        title=_("Families who improved within six months"),
        figure=better,
        kind="percent",
        detail=_("families with two scores"),
        detail_figure=figures.count(OUTCOMES, period),
        before=before,
        change=None,
        polarity=_("Higher is better"),
    )
    return [
        first,
        *(
            Card(
                measure=REQUESTS,
                title=title,
                figure=figures.count(REQUESTS, period, level),
                kind="count",
                detail="",
                detail_figure=None,
                before=figures.count(REQUESTS, period.last_year, level),
                change=figures.against_last_year(REQUESTS, period, level),
                polarity=_("Neither way is better by itself"),
            )
            for title, level in (
                (_("Requests at level 4, intensive"), INTENSIVE),
                (_("Requests at level 3, targeted"), TARGETED),
                (_("All requests for support"), ALL),
            )
        ),
    ]


def outcome_bars(figures, period):
    """Improved, same and worse, as bars."""
    return bars(
        (
            words,
            figures.count(OUTCOMES, period, category),
            figures.percentage(OUTCOMES, period, category),
        )
        for category, words in OUTCOMES.categories.items()
    )


def outcome_table(figures, period, places, *, alone=False):
    """Outcome change by district."""

    def row(name, place, is_total=False):
        changes = [
            Cell(
                figures.count(OUTCOMES, period, category, place),
                "share",
                figures.percentage(OUTCOMES, period, category, place),
            )
            for category in OUTCOMES.categories
        ]
        whole = Cell(figures.count(OUTCOMES, period, ALL, place))
        left_out = Cell(figures.count(OUTCOMES, period, "none", place))
        return Row(name, [*changes, whole, left_out], is_total)

    return Table(
        caption=_("Families by what changed within six months"),
        first=_("District"),
        heads=[*OUTCOMES.short.values(), OUTCOMES.total, OUTCOMES.beside["none"]],
        rows=by_place(row, places, alone=alone),
    )


def district_table(figures, period, places, *, alone=False):
    """Requests by district and level."""
    levels = [*REQUESTS.categories, ALL]

    def row(name, place, is_total=False):
        counts = [Cell(figures.count(REQUESTS, period, level, place)) for level in levels]
        change = Cell(figures.against_last_year(REQUESTS, period, ALL, place), "change")
        return Row(name, [*counts, change], is_total)

    return Table(
        caption=_("Requests by district and level"),
        first=_("District"),
        heads=[*REQUESTS.short.values(), _("All"), _("All, on last year")],
        rows=by_place(row, places, alone=alone),
    )


def by_place(row, places, *, alone=False):
    """A row for each district, and the whole council unless there is one district only.

    `alone`: these districts as they are published and nothing else, so that nothing adds up.
    """
    if alone:
        return [row(name, place) for place, name in places.items()]
    if len(places) == 1:
        return [row(name, EVERYWHERE) for name in places.values()]
    rows = [row(name, place) for place, name in places.items()]
    return [*rows, row(_("Whole council"), EVERYWHERE, is_total=True)]


def level_table(figures, period):
    """Requests by level against the same period last year."""
    words = {**REQUESTS.categories, ALL: REQUESTS.total}
    return Table(
        caption=_("Requests by level"),
        first=_("Level of need"),
        heads=[period.label, period.last_year.label, _("Change")],
        rows=[
            Row(
                label,
                [
                    Cell(figures.count(REQUESTS, period, level)),
                    Cell(figures.count(REQUESTS, period.last_year, level)),
                    Cell(figures.against_last_year(REQUESTS, period, level), "change"),
                ],
                is_total=level == ALL,
            )
            for level, label in words.items()
        ],
    )


def month_table(figures, period, terms):
    """Requests by month and level, with all of the same month last year beside.

    Each month says how many school days it had, which is no secret: more families ask while there
    is school (R046, R047). `terms`: (first day, last day) of each.
    """
    levels = [*REQUESTS.categories, ALL]
    return Table(
        caption=_("Requests by month and level"),
        first=_("Month"),
        heads=[*REQUESTS.short.values(), _("All"), _("All, a year before"), _("Change")],
        rows=[
            Row(
                with_school_days(month, terms),
                [
                    *(Cell(figures.count(REQUESTS, month, level)) for level in levels),
                    Cell(figures.count(REQUESTS, month.last_year)),
                    Cell(figures.against_last_year(REQUESTS, month), "change"),
                ],
            )
            for month in period.parts(1)
        ],
    )


def with_school_days(month, terms):
    """A month's name with its school days and those of the same month last year, where known."""
    now, before = (school_days(one.start, one.end, terms) for one in (month, month.last_year))
    if now is None or before is None:
        return month.label
    facts = {"month": month.label, "now": now, "before": before}
    return _("%(month)s (school days: %(now)s, a year before %(before)s)") % facts


def month_charts(figures, period):
    """Requests by month of the financial year, this one and the last, by level (R117)."""
    months = period.year.parts(1)
    return [
        line_chart(
            title,
            [f"{month.start:%b}" for month in months],
            [figures.count(REQUESTS, month, level) for month in months],
            [figures.count(REQUESTS, month.last_year, level) for month in months],
            period.year.key,
            period.year.last_year.key,
        )
        for title, level in (
            (_("All requests"), ALL),
            (_("Level 3, targeted"), TARGETED),
            (_("Level 4, intensive"), INTENSIVE),
        )
    ]


def turnout_table(figures, period):
    """What became of professionals' referrals, by kind (R045, R056)."""

    def row(kind):
        accepted, otherwise = (
            figures.count(TURNOUTS, period, category(kind, turn)) for turn in (ACCEPTED, OTHERWISE)
        )
        share = share_of_both(figures, accepted, otherwise)
        return Row(kind.label, [Cell(accepted), Cell(otherwise), Cell(share, "percent")])

    return Table(
        caption=TURNOUTS.title,
        first=_("Kind"),
        heads=[_("Accepted"), _("Other decision"), _("Share accepted")],
        rows=[row(kind) for kind in ReferralKind],
    )


def share_of_both(figures, accepted, otherwise):
    """Of two figures as they are shown, so that the share says no more than they do."""
    if accepted.hidden or otherwise.hidden:
        return figures.nothing
    return figures.share(accepted, replace(accepted, number=accepted.number + otherwise.number))


def open_plans_table(counts):
    """Plans open now, by level (exact counts by level code)."""
    total = sum(counts.values())
    rows = [
        (words, counts.get(level, 0))
        for level, words in REQUESTS.categories.items()
        if level != "0"
    ]
    return [*rows, (_("All open plans"), total)]
