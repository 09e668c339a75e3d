"""Signs of each level of need, for the officer who accepts a request; a person decides. Pure.

The list is versioned: what was ticked is read by the list of its day. Never asked before universal
or targeted help by advice or a session (R055).
"""

from django.utils.translation import gettext_lazy as _

VERSION = "2026-1"
SIGNS = {
    2: {
        "one_need": _("One need, which one service can answer"),
        "early": _("It has begun lately, and daily life goes on"),
    },
    3: {
        "several_needs": _("Several needs at once, or several people who need help"),
        "tried": _("Help from one service did not change enough"),
        "school": _("School, health or behaviour is affected"),
        "carer": _("A child cares for somebody"),
    },
    4: {
        "long": _("Lasting needs in most parts of family life"),
        "parents": _("A parent’s health, drink or drugs affect the children’s care"),
        "losing_home": _("The family may lose its home"),
        "stepped_down": _("Help from children’s social care ended within a year"),
    },
    5: {
        "harm": _("A child is hurt, or likely to be"),
        "exploited": _("A child is exploited"),
        "nobody": _("Nobody can look after a child"),
    },
}
WORDS = {code: words for signs in SIGNS.values() for code, words in signs.items()}


def suggested(ticked):
    """The highest level of which a sign was ticked, or None."""
    return max(
        (level for level, signs in SIGNS.items() if signs.keys() & set(ticked)), default=None
    )


def words_of(signs):
    """What was ticked, in words; a sign no longer on the list is shown as it is."""
    return [WORDS.get(sign, sign) for sign in signs]
