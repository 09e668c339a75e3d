"""Subqueries as finished SQL, for those that go into many queries of the same request."""

from contextlib import suppress

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS
from django.db.models.expressions import RawSQL


def written(*subqueries):
    """Each subquery as (SQL, parameters), without those that can have no rows.

    They must be unordered, and must not refer to the query outside. Django would copy, rename and
    compile them again in each query that they go into: on a page that asks the same rule of ten
    tables that took longer than the database.
    """
    compiled = []
    for subquery in subqueries:
        with suppress(EmptyResultSet):
            compiled.append(subquery.query.get_compiler(DEFAULT_DB_ALIAS).as_sql())
    return compiled


def written_beside(rows, **expressions):
    """Annotations of these rows, written out: name → expression, for `annotate` on the same rows.

    The rows must come without other joins to the tables that the expressions reach through.
    """
    query = rows.annotate(**expressions).query
    compiler = query.get_compiler(DEFAULT_DB_ALIAS)
    compiler.pre_sql_setup()
    return {
        name: RawSQL(
            *compiler.compile(query.annotations[name]), query.annotations[name].output_field
        )
        for name in expressions
    }


def any_of(parts, but_not=()):
    """The rows of all these written subqueries of one column less those of others, for `__in`.

    It is a union, so that each of them can use an index of its own.
    """
    if not parts:
        return ()
    sql, params = _union(parts)
    if but_not:
        less, given = _union(but_not)
        sql = f"SELECT found FROM ({sql}) AS any_of (found) WHERE found NOT IN ({less})"
        params += given
    return RawSQL(sql, params)


def _union(parts):
    return " UNION ALL ".join(sql for sql, _ in parts), [one for _, given in parts for one in given]
