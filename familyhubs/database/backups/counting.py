"""What a database holds, as numbers that a restored one must have too."""

from psycopg import sql

# Everything of ours that is no row: what is missing there lets somebody see or write too much.
OURS = "JOIN pg_namespace AS n ON n.oid = {}namespace WHERE n.nspname = 'public'"
MADE_OF = {
    "policies": "pg_policies WHERE schemaname = 'public'",
    "tables under a policy": f"pg_class {OURS.format('rel')} AND relrowsecurity",
    "triggers": "pg_trigger WHERE NOT tgisinternal",
    "constraints": f"pg_constraint {OURS.format('con')} AND convalidated",
    "indexes": f"pg_index JOIN pg_class AS c ON c.oid = indexrelid {OURS.format('c.rel')}"
    " AND indisvalid",
    "functions": f"pg_proc {OURS.format('pro')}",
}
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1"


def counted(connection):
    """(rows by table, what it is made of), as one snapshot has them."""
    tables = [name for (name,) in connection.execute(TABLES).fetchall()]
    rows = {}
    for name in tables:
        counting = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(name))
        ((rows[name],),) = connection.execute(counting).fetchall()
    made_of = {
        name: connection.execute(f"SELECT count(*) FROM {found}").fetchone()[0]
        for name, found in MADE_OF.items()
    }
    return rows, made_of
