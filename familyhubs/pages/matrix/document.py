"""docs/access.md, written from the rules: equal pages, rows and columns stand together."""

from itertools import groupby

from .rules import BY_ROLE, FAMILY_PAGES, PUBLIC, answer
from .situations import AGREEMENTS, RELATIONS, ROLES, Situation

HEAD = """# Who may open which page

Written by `manage.py access_matrix`, checked by `manage.py access_matrix --check` and in every run
of the tests: against the rule in plain Python (`families/plain_rule.py`), against the database
(`visible_to`), and over HTTP, in pairs by default and whole with `script/test --thorough`. A new
page that stands in no rule of `familyhubs/pages/matrix/rules.py` fails.

200: the page opens. 403: seen, but not allowed here. 404: the same answer as for a record that does
not exist. Two numbers: an ordinary family, then a restricted one.
"""


def document():
    """The whole text; the same rules always give the same."""
    return (
        "\n".join([HEAD, *_relations(), *_of_families(), *_by_role(), *_public()]).rstrip() + "\n"
    )


def _relations():
    yield "## Who stands how to a family\n"
    yield from (f"- **{name}**: {words}" for name, words in RELATIONS.items())
    yield "\nWhat was agreed counts for other organisations alone:\n"
    yield from (f"- **{name}**: {words}" for name, words in AGREEMENTS.items())
    yield ""


def _of_families():
    yield "## Pages of one family\n"
    for names, table in grouped(FAMILY_PAGES, table_of):
        yield f"### {', '.join(names)}\n"
        yield from written(table)
        yield ""


def _by_role():
    yield "## Pages by role alone\n"
    yield "Whoever holds none of these roles gets 403; of somebody else's row, 404.\n"
    yield "| roles | pages |"
    yield "|---|---|"
    for names, roles in grouped(BY_ROLE, BY_ROLE.get):
        held = ", ".join(role or "no role" for role in ROLES if role in roles)
        said = "everybody signed in" if set(ROLES) <= set(roles) else held or "nobody by role"
        yield f"| {said} | {', '.join(names)} |"
    yield ""


def _public():
    yield "## Pages that need no account\n"
    yield "Whole rooms, and single pages:\n"
    yield "\n".join(f"- {name}" for name in sorted(PUBLIC))


def grouped(names, by):
    """Names with the same answer, together, in the order of the first of each."""
    found = {}
    for name in sorted(names):
        found.setdefault(by(name), []).append(name)
    return [(group, key) for key, group in found.items()]


def table_of(name):
    """Relation → cells of its columns: equal for pages that answer alike everywhere."""
    return tuple(
        tuple(_cell(name, role, relation, agreement) for role, agreement in COLUMNS)
        for relation in RELATIONS
    )


# A council's own people see the same whatever a family agreed to with others.
COLUMNS = [(role, "none") for role in ROLES if role != "partner"]
COLUMNS += [("partner", agreement) for agreement in AGREEMENTS]


def _cell(name, role, relation, agreement):
    codes = [
        answer(name, Situation(role, relation, agreement, is_restricted))
        for is_restricted in (False, True)
    ]
    return str(codes[0]) if codes[0] == codes[1] else f"{codes[0]} {codes[1]}"


def written(table):
    """A table whose equal rows and equal columns are one."""
    columns = {}
    for at, column in enumerate(COLUMNS):
        columns.setdefault(tuple(row[at] for row in table), []).append(column)
    yield "| | " + " | ".join(map(_heads, columns.values())) + " |"
    yield "|---" * (len(columns) + 1) + "|"
    rows = {}
    for at, relation in enumerate(RELATIONS):
        rows.setdefault(tuple(cells[at] for cells in columns), []).append(relation)
    for cells, relations in rows.items():
        yield f"| {', '.join(relations)} | {' | '.join(cells)} |"


def _heads(columns):
    """`partner: given, decision` for the states of one role, the names of roles otherwise."""
    said = []
    for role, found in groupby(columns, key=lambda column: column[0]):
        states = [agreement for _, agreement in found]
        whole = role != "partner" or len(states) == len(AGREEMENTS)
        said.append((role or "no role") if whole else f"{role} ({', '.join(states)})")
    return ", ".join(said)
