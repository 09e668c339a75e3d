"""Statements put together of querysets: what is found by which rule is said once, in the ORM.

The ORM takes far longer to word a query than PostgreSQL to answer it. So a queryset that is always
the same, or the same for a day or for the same choices, is put into words once (`lru_cache`, by all
that it is made of), and what is different each time stands in the statement around it.
"""

from functools import lru_cache
from string import Formatter

from django.db import DEFAULT_DB_ALIAS, connection
from django.db.models.base import ModelState


def worded(queryset):
    """(text, values) of a queryset: what can be kept, and be a part of a statement."""
    return queryset.query.sql_with_params()


def put_together(statement, **parts):
    """(text, values) of a statement whose parts are querysets or (text, values)."""
    parts = {
        name: part if isinstance(part, tuple) else worded(part) for name, part in parts.items()
    }
    text, values = [], []
    # The values stand in the order of the text, in which a part may stand more than once.
    for words, name, _spec, _conversion in Formatter().parse(statement):
        text.append(words)
        if name:
            text.append(parts[name][0])
            values += parts[name][1]
    return "".join(text), values


def asked(statement, **parts):
    """All lines of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(*put_together(statement, **parts))
        return cursor.fetchall()


def told(statement, **parts):
    """The same, of each line what it tells by the name of its column."""
    with connection.cursor() as cursor:
        cursor.execute(*put_together(statement, **parts))
        names = [column.name for column in cursor.description]
        return [dict(zip(names, line, strict=True)) for line in cursor.fetchall()]


def record(model, names, line, way=""):
    """A record of which a line tells these fields; those of a related one stand under `way`.

    Any other field would be asked for, as after `only`. None where the line has no such record.
    """
    if line[f"{way}id"] is None:
        return None
    # As `from_db` makes it, without a look at each of the fields that are not told.
    row = model.__new__(model)
    row._state = ModelState()
    row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
    row.__dict__ |= {name: line[key] for name, key in _told_of(model, names, way)}
    return row


@lru_cache
def _told_of(model, names, way):
    """The attributes of these fields and of the key, each with its name in a line."""
    fields = (model._meta.get_field(name) for name in ("id", *names))
    return [(field.attname, f"{way}{field.name}") for field in fields]


def value(given):
    """A part that is one value."""
    return "%s", (given,)
