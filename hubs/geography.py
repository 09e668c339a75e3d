"""How a postcode is spelt, and how far apart two places are. Pure: no table is read here."""

import re
import unicodedata
from math import asin, cos, radians, sin, sqrt

LONGEST = 60  # Nobody needs more to type eight characters, with all their commas and spaces.
SHAPE = re.compile(r"GIR0AA|[A-Z]{1,2}[0-9][A-Z0-9]?[0-9][ABD-HJLNP-UW-Z]{2}")  # domain.md 2.18
AS_DIGIT = str.maketrans("OIL", "011")
AS_LETTER = str.maketrans("01", "OI")
EARTH_KM = 6371.0088


def normalise(text):
    """The postcode somebody meant, upper case with one space, or "" where it cannot be one.

    Any spaces, case and punctuation will do; a letter O typed for a nought, and the like, is
    put right where only one of the two can stand.
    """
    if len(text) > LONGEST:
        return ""
    plain = unicodedata.normalize("NFKC", text).upper()
    letters = "".join(c for c in plain if c.isalnum())
    if letters == "GIR0AA":
        return "GIR 0AA"
    if not letters.isascii() or not 5 <= len(letters) <= 7:
        return ""
    letters = _outward(letters[:-3]) + letters[-3].translate(AS_DIGIT) + letters[-2:]
    return f"{letters[:-3]} {letters[-3:]}" if SHAPE.fullmatch(letters) else ""


def _outward(half):
    """The first half with look-alikes put right: A9, A99, A9A, AA9, AA99 or AA9A.

    No area has a district 01 to 09, and O, I and L never stand last in this half.
    """
    first, last = half[0].translate(AS_LETTER), half[-1].translate(AS_DIGIT)
    middle = half[1:-1]
    if len(half) == 4:
        return first + middle[0].translate(AS_LETTER) + middle[1].translate(AS_DIGIT) + last
    if middle == "0" and last.isdigit():
        middle = "O"
    return first + middle + last


def kilometres(one, other):
    """The distance between two (longitude, latitude) points, as the crow flies."""
    (east_1, north_1), (east_2, north_2) = (map(radians, point) for point in (one, other))
    half_chord = (
        sin((north_2 - north_1) / 2) ** 2
        + cos(north_1) * cos(north_2) * sin((east_2 - east_1) / 2) ** 2
    )
    return 2 * EARTH_KM * asin(sqrt(min(1.0, half_chord)))


def miles(km):
    """Kilometres as people in England say them."""
    return km / 1.609344


AREA_KINDS = {
    "E01": "lsoa",
    "E02": "msoa",
    "E05": "ward",
    "E06": "council",
    "E07": "council",
    "E08": "council",
    "E09": "council",
    "E10": "council",
}


def kind_of_area(code):
    """What kind of area a nine-character code of England stands for, or None (domain.md 2.18)."""
    return AREA_KINDS.get(code[:3]) if re.fullmatch(r"E[0-9]{8}", code) else None
