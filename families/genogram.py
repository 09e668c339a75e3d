"""Where everybody stands on the family map: pure, from people and relationships to positions.

Generations stand below one another, nobody overlaps, everybody stands once. The main household
stands first in each row, so that one outline a row goes around it; who is around the family stands
in rows of their own beneath.
"""

from collections import Counter
from typing import NamedTuple

from .kinship import ABOVE, COUPLES, KINDS, PARENTS, Line

WIDTH, HEIGHT, GAP, DEEP, EDGE = 156, 66, 28, 76, 16
A_ROW = 4  # Of those around the family.


class Somebody(NamedTuple):
    """One person of the family; `is_child` says where they stand if nothing else does."""

    key: object
    is_child: bool = False
    order: object = ""
    household: object = None


class Tie(NamedTuple):
    """`person` is this to `other`."""

    kind: str
    person: object
    other: object


class Place(NamedTuple):
    """The upper left corner of somebody's box, and the row."""

    x: int
    y: int
    row: int


class Layout(NamedTuple):
    places: dict
    outlines: list
    width: int
    height: int
    rows: int


def generations(people, ties):
    """Key → generation, the eldest 0: whoever is above somebody stands above them.

    Ties that contradict what stands already are left out, those of birth are heard first.
    """
    rows = _Rows([person.key for person in people])
    ties = [tie for tie in ties if KINDS[tie.kind].line != Line.SOCIAL]
    for tie in sorted(ties, key=lambda tie: tie.kind not in ABOVE):
        if KINDS[tie.kind].up:
            rows.put_above(tie.person, tie.other, KINDS[tie.kind].up)
    for one, two in (*_parents_of_one_child(ties), *_alike(ties)):
        rows.put_beside(one, two)
    return rows.counted(people, ties)


def _parents_of_one_child(ties):
    parents = {}
    for tie in ties:
        if tie.kind in PARENTS:
            parents.setdefault(tie.other, []).append(tie.person)
    return [(found[0], other) for found in parents.values() for other in found[1:]]


def _alike(ties):
    return [(tie.person, tie.other) for tie in ties if not KINDS[tie.kind].up]


class _Rows:
    """Groups of people of one generation, and how far one group stands above another."""

    def __init__(self, keys):
        self.group = {key: key for key in keys}
        self.below = {}  # (upper group, lower group) → at least so many generations

    def put_above(self, upper, lower, by):
        upper, lower = self.group[upper], self.group[lower]
        if upper != lower and not self._reaches(lower, upper):
            self.below[upper, lower] = max(by, self.below.get((upper, lower), 0))

    def put_beside(self, one, two):
        one, two = self.group[one], self.group[two]
        if one == two or self._reaches(one, two) or self._reaches(two, one):
            return
        self.group = {key: one if group == two else group for key, group in self.group.items()}
        merged = {}
        for (upper, lower), by in self.below.items():
            pair = (one if upper == two else upper, one if lower == two else lower)
            merged[pair] = max(by, merged.get(pair, 0))
        self.below = merged

    def _reaches(self, upper, lower):
        seen, waiting = set(), [upper]
        while waiting:
            here = waiting.pop()
            found = {low for up, low in self.below if up == here} - seen
            if lower in found:
                return True
            seen |= found
            waiting += found
        return False

    def counted(self, people, ties):
        depth = dict.fromkeys(self.group.values(), 0)
        for _round in depth:
            for (upper, lower), by in self.below.items():
                depth[lower] = max(depth[lower], depth[upper] + by)
        # Who has nobody above stands right over those below, not at the top.
        for _round in depth:
            for group in depth:
                under = [depth[low] - by for (up, low), by in self.below.items() if up == group]
                if under and not any(low == group for _up, low in self.below):
                    depth[group] = min(under)
        return self._side_by_side(people, ties, depth)

    def _side_by_side(self, people, ties, depth):
        """Those who are not tied to one another stand where their place in the family says."""
        part = {person.key: person.key for person in people}
        for tie in ties:
            one, two = part[tie.person], part[tie.other]
            part = {key: one if found == two else found for key, found in part.items()}
        shift = {}
        for name in set(part.values()):
            of_part = [person for person in people if part[person.key] == name]
            wanted = Counter(
                int(person.is_child) - depth[self.group[person.key]] for person in of_part
            )
            shift[name] = max(wanted.items(), key=lambda item: (item[1], -item[0]))[0]
        found = {p.key: depth[self.group[p.key]] + shift[part[p.key]] for p in people}
        least = min(found.values(), default=0)
        return {key: row - least for key, row in found.items()}


def main_household(people):
    """Where most of them live; None where nobody lives with anybody."""
    homes = Counter(person.household for person in people if person.household is not None)
    (home, many), *_others = homes.most_common(1) or [(None, 0)]
    return home if many > 1 else None


def lay_out(people, ties, around=()):
    """Everybody's place; `around` are the keys of those who are no members, in their order."""
    known = {person.key for person in people}
    ties = [tie for tie in ties if tie.person in known and tie.other in known]
    row_of, home = generations(people, ties), main_household(people)
    rows = [[] for _ in range(max(row_of.values(), default=-1) + 1)]
    for person in people:
        rows[row_of[person.key]].append(person)
    places, outlines = {}, []
    for number, row in enumerate(rows):
        y = EDGE + number * (HEIGHT + DEEP)
        for at, person in enumerate(_ordered(row, ties, home, places)):
            places[person.key] = Place(EDGE + at * (WIDTH + GAP), y, number)
        inside = sum(person.household == home for person in row) if home is not None else 0
        if inside:
            wide = inside * (WIDTH + GAP) - GAP + 2 * (EDGE - 6)
            outlines.append((6, y - EDGE + 6, wide, HEIGHT + 2 * (EDGE - 6)))
    y = EDGE + len(rows) * (HEIGHT + DEEP)
    for at, key in enumerate(around):
        down, across = divmod(at, A_ROW)
        spot = y + down * (HEIGHT + GAP)
        places[key] = Place(EDGE + across * (WIDTH + GAP), spot, len(rows) + down)
    right = max((place.x for place in places.values()), default=0) + WIDTH + EDGE
    bottom = max((place.y for place in places.values()), default=0) + HEIGHT + EDGE
    return Layout(places, outlines, right, bottom, len(rows))


def _ordered(row, ties, home, places):
    """The main household first; then under their parents, by age, partners beside each other."""
    above = {}
    for tie in ties:
        if tie.kind in PARENTS and tie.person in places:
            above.setdefault(tie.other, []).append(places[tie.person].x)

    def key(person):
        xs = above.get(person.key, [])
        under = sum(xs) / len(xs) if xs else 0
        return (person.household != home or home is None, under, str(person.order))

    waiting, stand = sorted(row, key=key), []
    pairs = [(t.person, t.other) for t in ties if t.kind in COUPLES]
    pairs += _parents_of_one_child(ties)
    while waiting:
        person = waiting.pop(0)
        stand.append(person)
        side = _beside(person, waiting, pairs, home)
        if side:
            waiting.remove(side)
            waiting.insert(0, side)
    return stand


def _beside(person, waiting, pairs, home):
    """The partner who may stand next: never one from outside before the household is through."""
    mine = {two if one == person.key else one for one, two in pairs if person.key in (one, two)}
    inside = [one for one in waiting if home is not None and one.household == home]
    return next((one for one in (inside or waiting) if one.key in mine), None)
