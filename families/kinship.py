"""Who people are to one another: codes with their inverse, and what cannot be (domain.md 2.11).

The codes are those of HL7 v3 that the Person Standard takes up; those after LODGER are our own.
Each relationship is one row: `person` is this to `other`, and the words for the other way are here.
"""

from enum import StrEnum
from typing import NamedTuple

from django.utils.translation import gettext_lazy as _


class Line(StrEnum):
    """Two people stand to each other in each of these ways at most once at a time."""

    KIN = "kin"
    COUPLE = "couple"
    CARE = "care"
    SOCIAL = "social"


class Kind(NamedTuple):
    """`words` say what `person` is to `other`, `inverse` what `other` is to `person`.

    `up`: how many generations `person` stands above `other`.
    """

    words: str
    inverse: str
    line: Line
    up: int = 0

    @property
    def is_both_ways(self):
        return self.words == self.inverse


def _alike(words, line):
    return Kind(words, words, line)


KINDS = {
    "MTH": Kind(_("Mother"), _("Child"), Line.KIN, 1),
    "FTH": Kind(_("Father"), _("Child"), Line.KIN, 1),
    "PRN": Kind(_("Parent"), _("Child"), Line.KIN, 1),
    "STPMTH": Kind(_("Step-mother"), _("Stepchild"), Line.KIN, 1),
    "STPFTH": Kind(_("Step-father"), _("Stepchild"), Line.KIN, 1),
    "ADOPTP": Kind(_("Adoptive parent"), _("Adopted child"), Line.KIN, 1),
    "GRPRN": Kind(_("Grandparent"), _("Grandchild"), Line.KIN, 2),
    "MGRPRN": Kind(_("Grandparent, mother’s side"), _("Grandchild"), Line.KIN, 2),
    "PGRPRN": Kind(_("Grandparent, father’s side"), _("Grandchild"), Line.KIN, 2),
    "SIB": _alike(_("Brother or sister"), Line.KIN),
    "HSIB": _alike(_("Half-brother or half-sister"), Line.KIN),
    "STPSIB": _alike(_("Stepbrother or stepsister"), Line.KIN),
    "TWIN": _alike(_("Twin"), Line.KIN),
    "AUNT": Kind(_("Aunt"), _("Niece or nephew"), Line.KIN, 1),
    "UNCLE": Kind(_("Uncle"), _("Niece or nephew"), Line.KIN, 1),
    "COUSN": _alike(_("Cousin"), Line.KIN),
    "EXT": _alike(_("Wider family"), Line.KIN),
    "SPS": _alike(_("Married or civil partner"), Line.COUPLE),
    "DOMPART": _alike(_("Partner, living together"), Line.COUPLE),
    "SIGOTHR": _alike(_("Partner, living apart"), Line.COUPLE),
    "FMRSPS": _alike(_("Former partner"), Line.COUPLE),
    "PRNFOST": Kind(_("Foster carer"), _("Foster child"), Line.CARE, 1),
    "FRND": _alike(_("Friend"), Line.SOCIAL),
    "NBOR": _alike(_("Neighbour"), Line.SOCIAL),
    "LODGER": Kind(_("Lodger, or another household"), _("Shares the home"), Line.SOCIAL),
    "KINCARE": Kind(_("Kinship carer"), _("Child in kinship care"), Line.CARE, 1),
    "SPGUARD": Kind(_("Special guardian"), _("Child under special guardianship"), Line.CARE, 1),
    "PRVFOST": Kind(_("Private foster carer"), _("Privately fostered child"), Line.CARE, 1),
    "LGUARD": Kind(_("Legal guardian"), _("Ward"), Line.CARE, 1),
}
CODES = tuple(KINDS)
BOTH_WAYS = tuple(code for code, kind in KINDS.items() if kind.is_both_ways)
PARENTS = ("MTH", "FTH", "PRN", "ADOPTP")
STEP_PARENTS = ("STPMTH", "STPFTH")
# Who stands above somebody by birth or adoption: nobody is above themselves, or born later.
ABOVE = (*PARENTS, "GRPRN", "MGRPRN", "PGRPRN")
CLOSE = (*ABOVE, "SIB", "HSIB", "TWIN")
FOSTERS = ("PRNFOST", "PRVFOST")
COUPLES = tuple(code for code, kind in KINDS.items() if kind.line == Line.COUPLE)
# Written from the other's side: "Child of …" is kept as "Mother of …" the other way round.
INVERSE = "-of"


def of_line(line):
    """The codes of one line."""
    return tuple(code for code, kind in KINDS.items() if kind.line == line)


def choices():
    """What somebody may be to another, said from either side."""
    forward = [(code, kind.words) for code, kind in KINDS.items()]
    back = [
        (f"{code}{INVERSE}", _("%(inverse)s (of a %(words)s)") % _said(kind))
        for code, kind in KINDS.items()
        if not kind.is_both_ways
    ]
    return [*forward, *back]


def _said(kind):
    return {"inverse": kind.inverse, "words": str(kind.words).lower()}


def in_order(code, person, other):
    """The one way in which a relationship is kept: (code, person, other), by their ids."""
    if code.endswith(INVERSE):
        code, person, other = code.removesuffix(INVERSE), other, person
    if KINDS[code].is_both_ways and str(person.pk) > str(other.pk):
        person, other = other, person
    return code, person, other


def is_above(rows, upper, lower):
    """Whether `upper` is above `lower` by what these (code, person, other) say."""
    above = {}
    for code, person, other in rows:
        if code in ABOVE:
            above.setdefault(other, set()).add(person)
    seen, waiting = set(), [lower]
    while waiting:
        for one in above.get(waiting.pop(), ()):
            if one == upper:
                return True
            if one not in seen:
                seen.add(one)
                waiting.append(one)
    return False
