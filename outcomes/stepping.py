"""How help may get heavier or lighter, pure (domain.md 2.9, 3.4)."""

from .levels import Level

# Levels at which several helpers work by one plan; below them one goal, one action and one date do.
CO_ORDINATED = Level.TARGETED


def goes_up(from_level, to_level):
    return to_level > from_level


def skips_a_rung(from_level, to_level):
    """From children's social care straight to level 3 or lighter: published protocols forbid it."""
    return from_level == Level.STATUTORY and to_level <= Level.TARGETED


def hands_over_the_lead(to_level):
    """At level 5 the family's lead stays until social care says who leads (domain.md 3.4)."""
    return to_level != Level.STATUTORY
