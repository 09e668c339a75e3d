"""Pages by key, not by number, and with ids alone in the address: no name ever stands there."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

SIZE = 25


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the ids to go on from in either direction ("" at an end)."""

    rows: list
    before: str = ""
    after: str = ""


def page_of(rows, *order, before="", after="", size=SIZE):
    """The rows that come after, or before, the one with this id; else the first page.

    `order` names fields, "-" for falling, the last of them unique.
    """
    backwards = bool(before) and not after
    anchor = _anchor(rows, after or before)
    way = [_turned(name) for name in order] if backwards else list(order)
    if anchor is not None:
        rows = rows.filter(_beyond(anchor, way))
    found = list(rows.order_by(*way)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    earlier = more if backwards and anchor is not None else anchor is not None
    later = anchor is not None if backwards else more
    return Page(
        found,
        before=str(found[0].pk) if earlier and found else "",
        after=str(found[-1].pk) if later and found else "",
    )


def _anchor(rows, key):
    """The row itself, found among the visible ones; an id that is not there starts anew."""
    try:
        return rows.filter(pk=UUID(key)).first() if key else None
    except ValueError:
        return None


def _turned(name):
    return name[1:] if name.startswith("-") else f"-{name}"


def _beyond(anchor, way):
    """Rows that come after the anchor in this order."""
    beyond, level = Q(), Q()
    for name in way:
        field = name.lstrip("-")
        value = getattr(anchor, field)
        step = "lt" if name.startswith("-") else "gt"
        beyond |= level & Q(**{f"{field}__{step}": value})
        level &= Q(**{field: value})
    return beyond
