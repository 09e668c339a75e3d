"""What an import did, and the two ways in which a file can be wrong."""

from collections import Counter
from dataclasses import dataclass, field

MOST_EXAMPLES = 25
MOST_SHOWN = 20


class BadRow(Exception):
    """This row cannot be used; the message says why. The rest of the file can."""


class WrongFile(Exception):
    """This is not the file the import reads; the message says why in one sentence."""


@dataclass(frozen=True)
class Shown:
    """One row of a preview: added, changed or unchanged, and what of it."""

    name: str
    done: str
    why: str = ""
    line: int | None = None


@dataclass
class Report:
    """Rows added, changed, unchanged and skipped. Keeps a few examples: memory is constant."""

    what: str
    unit: str = "line"
    read: int = 0
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    skipped: int = 0
    reasons: Counter = field(default_factory=Counter)
    examples: list = field(default_factory=list)
    also: list = field(default_factory=list)
    first: list = field(default_factory=list)
    seconds: float = 0.0
    dry_run: bool = False

    def skip(self, line, reason):
        """One row left out. The kind of reason is what stands before the first colon."""
        self.skip_many(1, reason.partition(":")[0], [(line, reason)])

    def skip_many(self, count, kind, examples):
        if not count:
            return
        self.skipped += count
        self.reasons[kind] += count
        self.examples += examples[: max(0, MOST_EXAMPLES - len(self.examples))]

    def show(self, name, done, why="", line=None):
        """One of the first rows, for a preview: what would be done with it, and why."""
        if len(self.first) < MOST_SHOWN:
            self.first.append(Shown(name, done, why, line))

    def lines(self):
        """The report in words, for a terminal."""
        if self.dry_run:
            yield "Dry run: this is what would happen. Nothing was written."
        yield (
            f"{self.what}: {self.added:,} added, {self.changed:,} changed,"
            f" {self.unchanged:,} unchanged, {self.skipped:,} skipped"
            f" ({self.read:,} rows read in {self.seconds:.1f} seconds)."
        )
        yield from self.also
        if self.skipped:
            yield "Skipped:"
            yield from (f"  {count:,} × {kind}" for kind, count in self.reasons.most_common(40))
            yield from (f"  {self.unit} {line}: {reason}" for line, reason in sorted(self.examples))
            if self.skipped > len(self.examples):
                yield f"  … and {self.skipped - len(self.examples):,} more."
