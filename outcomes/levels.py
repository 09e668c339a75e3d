"""The five levels of need (domain.md 2.3), with the words families read (5.9)."""

from django.db import models


class Level(models.IntegerChoices):
    """Levels of need, lightest first."""

    UNIVERSAL = 1, "Level 1: universal"
    EARLY = 2, "Level 2: universal plus, early support"
    TARGETED = 3, "Level 3: targeted family help"
    INTENSIVE = 4, "Level 4: intensive family help"
    STATUTORY = 5, "Level 5: specialist, children's social care"


FAMILY_WORDS = {
    Level.UNIVERSAL: "help for everyone",
    Level.EARLY: "a bit of extra help",
    Level.TARGETED: "co-ordinated help",
    Level.INTENSIVE: "intensive help",
    Level.STATUTORY: "help from children's social care",
}
