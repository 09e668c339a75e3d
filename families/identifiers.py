"""Numbers by which other systems know a person, and how each is checked. Pure (domain.md 2.18)."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from familyhubs.accounts.models import OrganisationKind


class System(models.TextChoices):
    """Who issues the number."""

    NHS = "nhs", _("NHS number")
    UPN = "upn", _("Unique pupil number (UPN)")
    ULN = "uln", _("Unique learner number (ULN)")
    SOCIAL_CARE = "social_care", _("Social care case number (Liquidlogic or Mosaic)")
    SYSTMONE = "systmone", _("SystmOne number")
    SCHOOL = "school", _("School’s URN")
    GP = "gp", _("GP practice code")
    YOUTH_JUSTICE = "youth_justice", _("Youth justice case number")
    HOUSING = "housing", _("Housing reference")
    HOME_OFFICE = "home_office", _("Home Office reference")


# Of a place that many go to; every other number is one person's alone.
OF_PLACES = (System.SCHOOL, System.GP)
OF_ONE_PERSON = tuple(system for system in System if system not in OF_PLACES)
# What an organisation issues itself, or the law requires it to be told (access.md section 3).
FOR = {
    OrganisationKind.NHS: (System.NHS, System.SYSTMONE, System.GP),
    OrganisationKind.GP: (System.NHS, System.SYSTMONE, System.GP),
    OrganisationKind.SCHOOL: (System.UPN, System.ULN, System.SCHOOL),
    OrganisationKind.EARLY_YEARS: (System.UPN,),
    OrganisationKind.HOUSING: (System.HOUSING,),
}
# Without I, O and S, which are read as digits.
LETTERS = "ABCDEFGHJKLMNPQRTUVWXYZ"
SHAPES = {
    System.NHS: r"[0-9]{10}",
    System.UPN: rf"[{LETTERS}][0-9]{{11}}[0-9{LETTERS}]",
    System.ULN: r"[1-9][0-9]{9}",
    System.SCHOOL: r"[1-9][0-9]{5}",
    System.GP: r"[A-Z][0-9]{5}",
}
OTHERWISE = r"[A-Z0-9/]{1,30}"
SAYS = {
    System.NHS: _("Enter an NHS number that is 10 digits long, like 943 476 5919"),
    System.UPN: _("Enter a UPN that is a letter and 12 digits, like H801200001001"),
    System.ULN: _("Enter a ULN that is 10 digits long"),
    System.SCHOOL: _("Enter a URN that is 6 digits long"),
    System.GP: _("Enter a practice code that is a letter and 5 digits, like A81001"),
}
SAYS_OTHERWISE = _("Enter a number of up to 30 letters and digits")
MISTYPED = _("Check the number: one digit or more is not as it should be")


def plain(value):
    """As it is kept: without the spaces and dashes that it is written with, in capitals."""
    return re.sub(r"[\s\-‐-―.]", "", value).upper()


def problem(system, value):
    """What is wrong with a number that is written plainly, in words, or an empty string."""
    if not re.fullmatch(SHAPES.get(system, OTHERWISE), value, re.ASCII):
        return SAYS.get(system, SAYS_OTHERWISE)
    check = {System.NHS: nhs_fits, System.UPN: upn_fits, System.ULN: uln_fits}.get(system)
    return "" if check is None or check(value) else MISTYPED


def weighed(digits, first):
    """Each digit by its weight, which falls by one from `first`."""
    return sum(int(digit) * (first - at) for at, digit in enumerate(digits))


def nhs_fits(value):
    """Modulus 11 over the first nine digits; ten zeros are nobody's."""
    return (11 - weighed(value[:9], 10) % 11) % 11 == int(value[9]) and value.strip("0") != ""


def uln_fits(value):
    """Modulus 11, taken from ten; a remainder of nothing is never issued."""
    rest = weighed(value[:9], 10) % 11
    return rest != 0 and 10 - rest == int(value[9])


def upn_fits(value):
    """The letter is the weighed sum of the rest, modulus 23; a temporary one ends in a letter."""
    worth = [LETTERS.index(c) if c in LETTERS else int(c) for c in value[1:]]
    return LETTERS[sum(w * at for at, w in enumerate(worth, 2)) % 23] == value[0]


def written(system, value):
    """As people read it aloud."""
    if system == System.NHS:
        return f"{value[:3]} {value[3:6]} {value[6:]}"
    return value


def systems_for(organisation):
    """The numbers that people of an organisation may read; the council's read all of them."""
    return tuple(System) if organisation.is_council else FOR.get(organisation.kind, ())
