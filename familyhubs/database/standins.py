"""Rules that are worded once: ids and the moment stand in for later ones, and are put in each time.

To word one rule takes Django longer than PostgreSQL needs to answer it, and who stands alike has
the same rule. A stand-in is replaced only where it was written, so a real id may look like one.
"""

from datetime import UTC, date, datetime
from functools import lru_cache, wraps
from uuid import NAMESPACE_OID, UUID, uuid5

from django.db.models import Q
from django.db.models.expressions import RawSQL

from familyhubs.records import as_of

NOW = datetime(1900, 1, 1, microsecond=1, tzinfo=UTC)
TODAY = date(1900, 1, 1)


class StandIn(UUID):
    """An id to word a rule with: the same one for the same name."""

    def __init__(self, name):
        super().__init__(int=uuid5(NAMESPACE_OID, name).int)


def worded_once(maxsize):
    """Keeps what a function words, which may name stand-ins and no real id or time.

    Raises ValueError where one is named: it would be asked of everybody for ever.
    """

    def decorate(word):
        @lru_cache(maxsize)
        @wraps(word)
        def worded(*given, **named):
            with as_of(NOW, TODAY):
                found = word(*given, **named)
            return put_in(found, None)

        return worded

    return decorate


def put_in(given, said):
    """Values, written subqueries and conditions with what each stand-in stands for.

    Where nothing is said yet, they are only looked through for what is real.
    """
    match given:
        case UUID() | date():
            if said is None and not (isinstance(given, StandIn) or given in (NOW, TODAY)):
                raise ValueError(f"{given!r} is no stand-in")
            return given if said is None else said.get(given, given)
        case dict():
            return {name: put_in(one, said) for name, one in given.items()}
        case list() | tuple():
            make = getattr(given, "_make", type(given))
            return make(put_in(one, said) for one in given)
        case RawSQL():
            return RawSQL(given.sql, put_in(given.params, said), given.output_field)
        case Q():
            children = put_in(given.children, said)
            return Q(*children, _connector=given.connector, _negated=given.negated)
    return given
