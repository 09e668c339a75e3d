"""Statistical disclosure control (domain.md 4.7). Pure: exact counts in, published figures out.

A true 0 is shown, 1 to 4 is "fewer than 5", anything else goes to the nearest 5; totals are
rounded for themselves. Where exactly one part of a row or column is hidden, the next smallest is
hidden too. Then each hidden count is tried: there must be other true counts, different for it,
that would have been published just the same. Where there are none, more is hidden.

Every other figure (a share, a change) is worked out from published numbers only, so it can tell
nothing that they do not.
"""

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

FEWEST = 5
STEP = 5
SMALLEST_BASE = 10
BUDGET = 400  # Steps of the search for one hidden count; without an answer, more is hidden.
NO_LIMIT = 10**9


@dataclass(frozen=True)
class Published:
    """A figure fit for anybody's eyes. Only this module makes one from a count."""

    number: int | None
    few: bool = False

    @property
    def hidden(self):
        return self.number is None

    @property
    def machine(self):
        """What a spreadsheet gets: a number, or c for confidential."""
        return "c" if self.number is None else self.number

    @property
    def kept(self):
        """As it stands in a row: a number, "few" or nothing."""
        return "few" if self.few else self.number


FEW = Published(None, few=True)
NOT_SHOWN = Published(None)


@lru_cache(maxsize=4096)
def restored(kept):
    """The published figure that was kept."""
    return FEW if kept == "few" else Published(kept)


def rounded(count):
    """A count to the nearest 5; no whole number stands half way."""
    return (count + STEP // 2) // STEP * STEP


def publish(count):
    """One count on its own."""
    if 0 < count < FEWEST:
        return FEW
    return Published(rounded(count))


def percent(part, whole):
    """A whole percentage, halves up. Exact arithmetic: no float decides a published figure."""
    return (200 * part + whole) // (2 * whole)


def share(part, whole):
    """A percentage of two published numbers; not shown on a base of fewer than 10."""
    if part.hidden or whole.hidden or whole.number < SMALLEST_BASE:
        return NOT_SHOWN
    return Published(percent(part.number, whole.number))


def change(now, before):
    """The percentage change between two published numbers; not shown on a base below 10."""
    if now.number == before.number == 0:
        return Published(0)
    if now.hidden or before.hidden or before.number < SMALLEST_BASE:
        return NOT_SHOWN
    gain = now.number - before.number
    size = percent(abs(gain), before.number)
    return Published(size if gain >= 0 else -size)


@dataclass(frozen=True)
class Line:
    """A total and the parts that add up to it. `table`: a row or column that is shown as such."""

    total: object
    parts: tuple
    table: bool = True


def protect(counts, lines, out=None):
    """Published figures for counts that stand in these sums: a dict with the same keys.

    Those that are `out` already stay as they are, so it is others that are hidden for them.
    """
    block = Block(counts, lines, out or {})
    block.hide_next_smallest()
    block.hide_until_nothing_tells()
    block.hide_next_smallest()
    return {key: block.published(key) for key in counts}


class Block:
    """Counts that are published together, and which of them are hidden."""

    def __init__(self, counts, lines, out):
        self.counts = counts
        self.lines = lines
        self.out = out
        self.few = {key for key, count in counts.items() if 0 < count < FEWEST}
        self.more = {key for key in counts if out.get(key) == NOT_SHOWN}
        # By cell: the lines it stands in, +1 as a part and -1 as the total.
        self.lines_of = defaultdict(list)
        for at, line in enumerate(lines):
            self.lines_of[line.total].append((at, -1))
            for part in line.parts:
                self.lines_of[part].append((at, 1))

    def is_hidden(self, key):
        return key in self.few or key in self.more

    def may_hide(self, key):
        """A zero is always shown, and what is out cannot be called back."""
        return self.counts[key] > 0 and key not in self.out

    def published(self, key):
        if key in self.more:
            return NOT_SHOWN
        return FEW if key in self.few else Published(rounded(self.counts[key]))

    def hide_next_smallest(self):
        """The plain rule, again and again until no row or column has one hidden part alone."""
        again = True
        while again:
            again = False
            for line in self.lines:
                hidden = [key for key in line.parts if self.is_hidden(key)]
                if line.table and len(hidden) == 1 and not self.is_hidden(line.total):
                    again |= self.hide_one(line.parts)

    def hide_one(self, keys):
        """Hide the smallest of these that can be and is not; whether there was one."""
        shown = [key for key in keys if self.may_hide(key) and not self.is_hidden(key)]
        if shown:
            self.more.add(min(shown, key=lambda key: (self.counts[key], str(key))))
        return bool(shown)

    def hide_until_nothing_tells(self):
        """Each hidden count must be able to be another; where it is not, hide more."""
        for key in sorted(self.few, key=str):
            while not self.could_differ(key) and self.hide_best_for(key):
                pass

    def hide_best_for(self, key):
        """Hide the smallest cell that frees this one, or just the smallest; False if none is left.

        A cell that says "fewer than 5" comes to say "not shown", which tells less.
        """
        open_cells = [k for k in self.counts if self.may_hide(k) and k not in self.more]
        candidates = sorted(open_cells, key=lambda k: (self.counts[k], str(k)))
        for candidate in candidates:
            self.more.add(candidate)
            if self.could_differ(key):
                return True
            self.more.remove(candidate)
        self.more |= {*candidates[:1]}
        return bool(candidates)

    def range(self, key):
        """What a reader can tell of a count from how it is published."""
        count = self.counts[key]
        if key in self.more:
            return 1, NO_LIMIT
        if key in self.few:
            return 1, FEWEST - 1
        if count == 0:
            return 0, 0
        middle = rounded(count)
        return max(FEWEST, middle - STEP // 2), middle + STEP // 2

    def could_differ(self, key):
        """Whether other true counts, one of them different here, would be published the same."""
        return any(Search(self).succeeds(key, by) for by in (1, -1) if self.fits(key, by))

    def fits(self, key, by):
        low, high = self.range(key)
        return low <= self.counts[key] + by <= high


class Search:
    """Looks for small changes elsewhere that make every sum right again after one change."""

    def __init__(self, block):
        self.block = block
        self.changes = {}
        self.excess = {}  # By line: how much its parts have grown beyond its total, where not 0.
        self.left = BUDGET

    def succeeds(self, key, by):
        self.put(key, by)
        return self.balance()

    def balance(self):
        """Whether the changes made can be completed so that every line adds up."""
        if not self.excess:
            return True
        self.left -= 1
        if self.left < 0:
            return False
        # The line with the fewest ways out first; of its ways, the one that upsets least.
        options = min((self.options(line) for line in self.excess), key=len)
        for key, by in sorted(options, key=self.upset):
            self.put(key, by)
            if self.balance():
                return True
            self.put(key, -by)
            del self.changes[key]
        return False

    def options(self, line):
        """The changes of one cell that would put this line right."""
        excess = self.excess[line]
        total = self.block.lines[line].total
        ways = [(total, excess), *((part, -excess) for part in self.block.lines[line].parts)]
        return [
            (key, by) for key, by in ways if key not in self.changes and self.block.fits(key, by)
        ]

    def upset(self, option):
        """How many more lines would be wrong after this change."""
        key, by = option
        return sum(
            (self.excess.get(line, 0) + sign * by != 0) - (line in self.excess)
            for line, sign in self.block.lines_of[key]
        )

    def put(self, key, by):
        self.changes[key] = by
        for line, sign in self.block.lines_of[key]:
            excess = self.excess.pop(line, 0) + sign * by
            if excess:
                self.excess[line] = excess
