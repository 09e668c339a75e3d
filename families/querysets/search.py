"""Finding among the families that somebody sees: what they typed, as reasons, the best first.

The database works through them (families_likeliest, migration 0019, decision 57): it is told what
the asker sees, and gives ids in the order of likeness.
"""

import json
from typing import NamedTuple

from django.db import connections
from django.utils import timezone

# So many are shown of a search. A family may be found by each of its people, so more are looked at.
MOST, LOOKED_AT = 100, 400
# Whoever sees more than these one by one, beside whole hubs, searches the first of them.
MANY = 5000
LIKELIEST = """
SELECT family_id FROM families_likeliest(
    %(kinds)s::jsonb, %(words)s, %(hubs)s::uuid[], %(restricted_too)s, %(among)s::uuid[],
    %(people)s::uuid[], %(barred)s::uuid[], %(only_restricted)s, %(moment)s, %(looked_at)s
) GROUP BY family_id ORDER BY min(rank), max(likeness) DESC, family_id LIMIT %(most)s
"""


class Sight(NamedTuple):
    """What the asker sees of all families: some one by one, and whole hubs (None is every hub).

    `people` says by whom they may be found, where not by everybody in them (access.md B).
    """

    among: list = []
    people: list | None = None
    hubs: list | None = []
    restricted_too: bool = False
    barred: list = []


def likeliest(reasons, sight, *, words="", only_restricted=False, using="default"):
    """The ids of the families that are meant most likely, the likeliest first."""
    if not reasons:
        return []
    given = sight._asdict() | {
        "kinds": json.dumps(reasons),
        "words": words,
        "only_restricted": only_restricted,
        "moment": timezone.now(),
        "looked_at": LOOKED_AT,
        "most": MOST,
    }
    with connections[using].cursor() as cursor:
        cursor.execute(LIKELIEST, given)
        return [pk for (pk,) in cursor.fetchall()]


def reasons(asked, typed):
    """Why a family may be meant, in tiers: one is asked only where the one before found nobody.

    First several facts together, then near ones, then each alone, last a name of close letters.
    """
    name = asked["names"][0] if asked["names"] else ""
    sounds, whole = asked["w"], asked["p"] or asked["w"]
    days, places, reach = asked["d"], asked["c"], asked["reach"]
    tiers = (
        [
            keys(sounds, reach),
            keys(reach),
            keys(sounds, days, places),
            keys(whole, days),
            keys(whole, places),
            keys(sounds, days),
            keys(sounds, places),
            keys(days, places),
        ],
        [keys(whole, asked["y"]), keys(whole, asked["s"]), keys(days)],
        [*_by_name(name, typed, sounds, whole), keys(places)],
        [{"like": name} if name else None],
        [keys(sounds)],
    )
    return [kind | {"tier": at} for at, tier in enumerate(tiers) for kind in tier if kind]


def _by_name(name, typed, sounds, whole):
    if not name:
        return []
    part = _part(name)
    return [
        keys(whole, part=part) if len(name) > 2 else None,
        {"family": _part(typed.upper())},
        keys(whole),
        {"keys": [], "part": part},
    ]


def keys(*kinds, **also):
    """Shares one at least of each of these; nothing where one of them is not known."""
    return {"keys": kinds} | also if all(kinds) else None


def _part(name):
    """Anywhere in a name; two letters at its beginning alone, for no index holds their middle."""
    escaped = name.replace("\\", r"\\").replace("%", r"\%").replace("_", r"\_")
    return f"%{escaped}%" if len(name) > 2 else f"{escaped}%"
