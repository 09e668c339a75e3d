"""Reads single cells: a code, a number, a place, a postcode; BadRow says what is wrong."""

from datetime import date
from math import isfinite

from ..geography import kind_of_area, normalise
from .report import BadRow


def text(row, name, longest, required=False):
    """A cell's text, checked against the room there is for it."""
    value = row.get(name, "")
    if required and not value:
        raise BadRow(f"{name} is missing")
    if len(value) > longest:
        raise BadRow(f"{name} is too long: {len(value)} characters, at most {longest} fit")
    return value


def postcode(row, name):
    """A postcode in its own spelling."""
    value = normalise(row[name])
    if not value:
        raise BadRow(f"not a postcode: {row[name][:20]!r}")
    return value


def area_code(row, name, kind):
    """A statistical code of this kind, or None where the cell is empty."""
    code = row[name].upper()
    if not code:
        return None
    if kind_of_area(code) != kind:
        raise BadRow(f"not a {kind} code: {code[:20]!r}")
    return code


def place(row, longitude="lon", latitude="lat"):
    """(longitude, latitude), or (None, None) where both cells are empty or missing."""
    east, north = row.get(longitude, ""), row.get(latitude, "")
    if not east and not north:
        return None, None
    return _degrees(east, 180, longitude), _degrees(north, 90, latitude)


def _degrees(value, most, name):
    try:
        degrees = float(value)
    except ValueError:
        raise BadRow(f"{name} is not a number: {value[:20]!r}") from None
    if not isfinite(degrees) or abs(degrees) > most:
        raise BadRow(f"{name} is not on the globe: {value[:20]}")
    return degrees


def count(value, name):
    """A whole number that is not negative."""
    if not (value.isascii() and value.isdigit() and len(value) <= 9):
        raise BadRow(f"{name} is not a whole number: {value[:20]!r}")
    return int(value)


def day(value, name):
    """An ISO date."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise BadRow(f"{name} is not a date like 2024-06-30: {value[:20]!r}") from None
