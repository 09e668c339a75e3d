"""The ledger as a page shows it: one line for each thing somebody was asked. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Line:
    """What one person was asked for one purpose: how it stands, and what was before."""

    last: object
    before: tuple
    objections: tuple
    is_running_out: bool

    @property
    def shown(self):
        """The row that says who and what, also where there are objections alone."""
        return self.last or self.objections[0]

    @property
    def stands(self):
        return self.last is not None and self.last.is_current


def lines_of(agreements, *, soon):
    """One line for each person, purpose and organisation, those that stand first.

    `agreements` newest first; `soon` is the day by which what runs out is marked.
    """
    asked = {}
    for row in agreements:
        asked.setdefault((row.person_id, row.purpose, row.organisation_id), []).append(row)
    lines = [_line(rows, soon) for rows in asked.values()]
    return sorted(lines, key=lambda line: (not line.stands, str(line.shown.person)))


def _line(rows, soon):
    answers = [row for row in rows if row.status != "objected"]
    objections = tuple(row for row in rows if row.status == "objected")
    last = answers[0] if answers else None
    return Line(last, tuple(answers[1:]), objections, _runs_out(last, soon))


def _runs_out(row, soon):
    if row is None or not row.is_current or row.status != "given":
        return False
    ends = row.ends_at is not None and row.ends_at.date() <= soon
    return ends or (row.review_due_on is not None and row.review_due_on <= soon)
