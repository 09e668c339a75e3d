"""Lists turned by key, not by number: as quick on the last page as on the first.

Only ids stand in the address, never what a list is ordered by: that may be a name.
"""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.db.models.expressions import RawSQL

SIZE = 25
FEW = 1000
TURNS = ("before", "after")


@dataclass(frozen=True)
class Page:
    """The rows of one page, and the addresses of the pages on either side ("" at an end)."""

    rows: list
    before: str = ""
    after: str = ""


def page_of(request, rows, *order, size=SIZE):
    """The rows that follow, or stand before, the one that the address names; else the first.

    `order` names fields, "-" for falling, the last of them unique.
    """
    before, after = (request.GET.get(turn, "") for turn in TURNS)
    backwards = bool(before) and not after
    anchor = _anchor(rows, after or before)
    backwards = backwards and anchor is not None
    way = [_turned(name) for name in order] if backwards else list(order)
    if anchor is not None:
        rows = rows.filter(_beyond(anchor, way))
    found = list(rows.order_by(*way)[: size + 1])
    more, found = len(found) > size, found[:size]
    if backwards:
        found.reverse()
    earlier = found and (more if backwards else anchor is not None)
    later = found and (more or backwards)
    return Page(
        found,
        before=_turn(request, before=found[0].pk) if earlier else "",
        after=_turn(request, after=found[-1].pk) if later else "",
    )


def known(rows):
    """These rows and how many; a few are known by key, and found only once.

    A page asks for its rows several times: to show, to count, for the choices of its filters. Many
    (the number is None) are not counted: that would take longer than the page.
    """
    keys = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    if len(keys) > FEW:
        return rows, None
    by_key = RawSQL("SELECT unnest(%s::uuid[])", [keys])
    return rows.model._default_manager.filter(pk__in=by_key), len(keys)


def without_turns(request, *also):
    """What else the address asks for, as it may be changed: filters, not where in the list."""
    query = request.GET.copy()
    for name in (*TURNS, *also):
        query.pop(name, None)
    return query


def _turn(request, **turn):
    query = without_turns(request)
    query.update(turn)
    return f"?{query.urlencode()}"


def _anchor(rows, key):
    """The row itself, found among the visible ones; an id that is not there starts anew."""
    try:
        return rows.filter(pk=rows.model._meta.pk.to_python(key)).first() if key else None
    except ValidationError:
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
