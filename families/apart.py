"""What may stand on a paper that is made for one adult of a family (access.md section 4).

Pure: whoever prints, writes or shows something for one adult asks here, thing by thing. Nothing of
another adult's whereabouts ever stands there; of a child's only where it lives with this adult.
"""

from enum import StrEnum
from typing import NamedTuple


class Fact(StrEnum):
    """Kinds of things that a paper may say about somebody."""

    SHARED = "shared"  # The plan in family words, and what the family shares.
    WHEREABOUTS = "whereabouts"  # Address, household, hub, site, worker, time and place of help.
    CONTACT = "contact"  # How to be in touch, and when they last spoke to us.
    AGREEMENT = "agreement"  # What they agreed to, and who gave or withdrew it.
    PRIVATE_GOAL = "private_goal"


class Reader(NamedTuple):
    """The adult it is made for; `own_only` where a worker keeps them to their own part."""

    person: object
    households: frozenset = frozenset()
    own_only: bool = False


class About(NamedTuple):
    """Whom a thing is about; no person where it is about the family as a whole."""

    person: object = None
    is_adult: bool = False
    households: frozenset = frozenset()


def are_apart(first, second, *, is_former=False, is_restricted=False):
    """Whether two adults live apart: by where they live, by their bond, or by an order.

    Where nobody wrote down where one of them lives, they are apart: silence protects.
    """
    if is_former or is_restricted:
        return True
    return not (first and second and first & second)


def may_be_told(fact, about, reader, *, is_apart):
    """Whether this may stand on what is made for this reader.

    `is_apart`: whether any other adult of the family lives apart from the reader.
    """
    if about.person is not None and about.person == reader.person:
        return True
    if fact == Fact.SHARED:
        return not reader.own_only
    if about.is_adult or fact in (Fact.CONTACT, Fact.AGREEMENT, Fact.PRIVATE_GOAL):
        return False
    # Whereabouts of a child, or of the family as a whole.
    if not is_apart:
        return not reader.own_only
    return bool(about.households) and about.households <= reader.households
