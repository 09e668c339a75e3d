"""Who asks for support: the optional answers of the last twelve whole months, counted.

One answer alone, never two together: no figure here can be laid over another to find somebody.
"""

from django.db import connections

from hubs.members.rules import later
from referrals.forms.equality import EqualityForm
from referrals.models.equality import QUESTIONS

from . import disclosure
from .disclosure import Line

MONTHS = 12
ALL = "all"
COUNT_SQL = """
SELECT {name}, count(*) FROM referrals_equalityanswer
WHERE month >= %(first)s AND month < %(end)s GROUP BY 1
"""


def published(today):
    """(question, [(answer, figure)], figure of all who answered it) of each question."""
    cells, lines = counts(today)
    shown = disclosure.protect(cells, lines)
    for name, choices in QUESTIONS.items():
        answers = [(words, shown[name, code]) for code, words in choices]
        yield EqualityForm.base_fields[name].label, answers, shown[name, ALL]


def counts(today):
    """True counts by (question, answer), the sums included, and the sums they stand in."""
    end = today.replace(day=1)
    cells, lines = {}, []
    for name, choices in QUESTIONS.items():
        found = dict(_read(name, first=later(end, -MONTHS), end=end))
        parts = tuple((name, code) for code, _words in choices)
        cells |= {(name, code): found.get(code, 0) for _name, code in parts}
        cells[name, ALL] = sum(cells[part] for part in parts)
        lines.append(Line((name, ALL), parts))
    return cells, lines


def _read(name, **values):
    # The names are those of QUESTIONS, ours.
    with connections["reporting"].cursor() as cursor:
        cursor.execute(COUNT_SQL.format(name=name), values)
        return cursor.fetchall()
