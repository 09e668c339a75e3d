"""The statements that carry judged rows into their table: copied to a temporary table, then merged.

The database finds repeats and compares old with new, so nothing is held in memory.
"""

from psycopg import sql

from ..report import MOST_EXAMPLES, MOST_SHOWN, BadRow


def stage(cursor, columns, rows, judge, report):
    """Copy every usable row into the temporary table `incoming`; note the others in the report."""
    definition = sql.SQL(", ").join(
        sql.SQL("{} {}").format(sql.Identifier(name), sql.SQL(kind))
        for name, kind in columns.items()
    )
    cursor.execute("DROP TABLE IF EXISTS incoming")
    cursor.execute(
        sql.SQL("CREATE TEMPORARY TABLE incoming (line integer, {}) ON COMMIT DROP").format(
            definition
        )
    )
    names = sql.SQL(", ").join(map(sql.Identifier, ("line", *columns)))
    with cursor.copy(sql.SQL("COPY incoming ({}) FROM STDIN").format(names)) as copy:
        for line, row in rows:
            report.read += 1
            for value in usable(line, row, judge, report):
                copy.write_row((line, *value))
    cursor.execute("ANALYZE incoming")


def usable(line, row, judge, report):
    """The values a row gives: none, with the reason noted, where it is malformed."""
    try:
        if isinstance(row, BadRow):
            raise row
        return judge(row)
    except BadRow as reason:
        report.skip(line, str(reason))
        return []


def leave_out_repeats(cursor, key, report):
    """A key that stands twice in the file counts once: the first line wins."""
    leave_out(
        cursor,
        "EXISTS (SELECT 1 FROM incoming earlier WHERE earlier.line < incoming.line AND "
        + " AND ".join(f"earlier.{name} = incoming.{name}" for name in key)
        + ")",
        f"repeats an earlier {report.unit} with the same {', '.join(key).replace(chr(34), '')}",
        report,
    )


def leave_out(cursor, condition, reason, report):
    """Take the lines that meet a condition out of `incoming`, and note each with the reason."""
    cursor.execute(
        f"WITH gone AS (DELETE FROM incoming WHERE {condition} RETURNING line),"
        " lines AS (SELECT DISTINCT line FROM gone)"
        " SELECT count(*), (array_agg(line ORDER BY line))[:%s] FROM lines",
        [MOST_EXAMPLES],
    )
    count, lines = cursor.fetchone()
    report.skip_many(count, reason, [(line, reason) for line in lines or []])


def merge(cursor, table, key, values, report, where_key="", selected=None, only_new=None, named=""):
    """Insert what is new, update what differs, count both; what is the same is not touched.

    `selected` gives a column's expression over `incoming` where it is not its own name;
    `only_new` are columns set when a row is new and left alone ever after; `named` is the column
    by which the report's preview calls a row.
    """
    selected, only_new = selected or {}, only_new or {}
    columns = [*key, *values, *only_new]
    expressions = [*(selected.get(name, name) for name in (*key, *values)), *only_new.values()]
    differs = ", ".join(f"old.{name}" for name in values)
    incoming = ", ".join(f"excluded.{name}" for name in values)
    settings = ", ".join(f"{name} = excluded.{name}" for name in values)
    few = f"(SELECT is_new, name FROM merged LIMIT {MOST_SHOWN}) AS few"
    shown = f"(SELECT array_agg(ARRAY[is_new::text, name]) FROM {few})" if named else "NULL"
    touched = ", updated_at = now()" if "updated_at" in only_new else ""
    cursor.execute(
        f"WITH merged AS (INSERT INTO {table} AS old ({', '.join(columns)})"
        f" SELECT {', '.join(expressions)} FROM incoming"
        f" ON CONFLICT ({', '.join(key)}) {where_key} DO UPDATE SET {settings}{touched}"
        f" WHERE ({differs}) IS DISTINCT FROM ({incoming})"
        f" RETURNING (xmax = 0) AS is_new, {f'old.{named}' if named else 'NULL::text'} AS name)"
        " SELECT count(*) FILTER (WHERE is_new), count(*) FILTER (WHERE NOT is_new),"
        " (SELECT count(*) FROM incoming),"
        f" {shown} FROM merged"
    )
    added, changed, usable_rows, first = cursor.fetchone()
    for is_new, name in first or []:
        report.show(name, "added" if is_new == "true" else "changed")
    report.added, report.changed = added, changed
    report.unchanged = usable_rows - added - changed
