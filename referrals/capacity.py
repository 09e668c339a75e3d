"""How a hub stands against what it can do, and how requests come and go with the terms. Pure."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from familyhubs.calendar.school import When, weeks_of, when


@dataclass(frozen=True)
class Worker:
    """One worker: families and plans now, against how many at once."""

    name: str
    families: int
    plans: int
    limit: int
    highest_level: int | None = None

    @property
    def left(self):
        """How many more; below nought where there are too many."""
        return self.limit - self.families


@dataclass(frozen=True)
class HubLine:
    """One hub, or None for those of no single one: what is open, waits, how long, its workers."""

    hub: object
    open: int = 0
    waiting: int = 0
    late: int = 0
    oldest_days: int | None = None
    workers: list = field(default_factory=list)

    @property
    def families(self):
        return sum(worker.families for worker in self.workers)

    @property
    def limit(self):
        return sum(worker.limit for worker in self.workers)


@dataclass(frozen=True)
class Week:
    """One week of two school years; None is a week that is not over or not there."""

    monday: date
    came: int | None
    when: str
    before_monday: date | None
    before: int | None
    before_when: str

    @property
    def change(self):
        if self.came is None or self.before is None:
            return None
        return self.came - self.before


def trend(year, counts, terms, today):
    """The weeks of a school year beside the same weeks of the one before.

    `counts`: Monday → how many came. A week counts once it is over.
    """
    before = weeks_of(year - 1)
    found = []
    for at, monday in enumerate(weeks_of(year)):
        then = before[at] if at < len(before) else None
        found.append(
            Week(
                monday=monday,
                came=counts.get(monday, 0) if monday + timedelta(days=7) <= today else None,
                when=when(monday, terms),
                before_monday=then,
                before=None if then is None else counts.get(then, 0),
                before_when=when(then, terms) if then else When.UNKNOWN,
            )
        )
    return found


@dataclass(frozen=True)
class Bar:
    """One week of the drawing, in percent of its box."""

    x: float
    width: float
    y: float
    height: float
    is_holiday: bool
    month: date | None


@dataclass(frozen=True)
class Drawing:
    """Bars for this school year, a line for the one before, holidays shaded."""

    bars: list
    line: str
    top: int

    @property
    def scale(self):
        """(y, number) of the lines across."""
        return [(0, self.top), (50, self.top // 2), (100, 0)]


LEFT, WIDE = 8, 91


def draw(weeks):
    """Where the bars and the line of these weeks stand."""
    most = max([0, *(week.came or 0 for week in weeks), *(week.before or 0 for week in weeks)])
    top = max(10, -(-most // 10) * 10)
    step = WIDE / max(1, len(weeks))
    bars, months = [], set()
    for at, week in enumerate(weeks):
        month = (week.monday + timedelta(days=6)).replace(day=1)
        new = month not in months
        months.add(month)
        height = round(100 * (week.came or 0) / top, 2)
        bars.append(
            Bar(
                x=round(LEFT + at * step, 2),
                width=round(step, 2),
                y=round(100 - height, 2),
                height=height,
                is_holiday=week.when == When.HOLIDAY,
                month=month if new else None,
            )
        )
    points = (
        f"{round(LEFT + (at + 0.5) * step, 2)},{round(100 - 100 * week.before / top, 2)}"
        for at, week in enumerate(weeks)
        if week.before is not None
    )
    return Drawing(bars, " ".join(points), top)
