"""Texts, objects and lists within an item of a feed: whatever stands there is looked at first."""

from .report import BadRow

MOST_PARTS = 200


def text(item, name, longest):
    """A text, or "" where there is none."""
    value = item.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadRow(f"{name} is not a text")
    if "\x00" in value or any("\ud800" <= letter <= "\udfff" for letter in value):
        raise BadRow(f"{name} holds a character that no text has")
    value = value.strip()
    if len(value) > longest:
        raise BadRow(f"{name} is too long: {len(value)} characters, at most {longest} fit")
    return value


def part(item, name):
    """An object within the item, or an empty one."""
    value = item.get(name)
    return value if isinstance(value, dict) else {}


def parts(item, name):
    """The objects of a list within the item."""
    value = item.get(name) or []
    if not isinstance(value, list) or len(value) > MOST_PARTS:
        raise BadRow(f"{name} is not a list of at most {MOST_PARTS}")
    return [each for each in value if isinstance(each, dict)]


def first(item, name, inner, longest):
    return next((found for each in parts(item, name) if (found := text(each, inner, longest))), "")
