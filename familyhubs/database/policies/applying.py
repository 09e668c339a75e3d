"""Puts the policies into the database, as the owner: it changes only what differs."""

from hashlib import sha256

from psycopg import sql

from ..reporting import READABLE
from . import sight
from .kinds import ACTS
from .tables import POLICIES

WEB, REPORTING = "web_reads", "reporting_reads"
REMEMBERS, GROWS = "policies_remember", "policies_grow"


def apply(cursor, *, web, reporting, tables, history):
    """Functions, triggers and policies for the tables that are there.

    `web` and `reporting` are the names of the two roles, `history` the tables of row history.
    """
    _functions(cursor, web)
    known = _comments(cursor)
    for table in sorted(tables & (POLICIES.keys() | {*sight.GROWS_ON} | history)):
        wanted = _statements(table, web, reporting, history)
        said = sha256("\n".join(wanted).encode()).hexdigest()
        if known.get(table) != said:
            _drop_policies(cursor, table)
            for statement in wanted:
                cursor.execute(statement)
            _remark(cursor, table, said)
    _forget(cursor, known.keys() - POLICIES.keys() - {*sight.GROWS_ON} - history)


def _functions(cursor, web):
    values = {
        "all": [*sight.SEES_ALL],
        "keys": [*sight.SEES_BY_KEYS],
        "settings": [*sight.SETTINGS],
    }
    literals = {name: sql.Literal(value).as_string(None) for name, value in values.items()}
    for function in sight.FUNCTIONS:
        cursor.execute(function % literals if "%(" in function else function)
    for name in (*sight.CALLED_BY_WEB, *sight.NOT_CALLED_BY_WEB):
        cursor.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
    for name in sight.CALLED_BY_WEB:
        cursor.execute(sql.SQL(f"GRANT EXECUTE ON FUNCTION {name} TO {{}}").format(_name(web)))


def _name(name):
    return sql.Identifier(name)


def _statements(table, web, reporting, history):
    """All that is said of one table, in full: what differs is said anew."""
    found = []
    if table in history:
        # Triggers write it; whoever reads it does so as the owner.
        found += _policy(table, "web_writes", web, "FOR INSERT", check="true")
    if policy := POLICIES.get(table):
        rows = policy.using(table)
        found += _policy(table, WEB, web, "FOR ALL", using=rows, check=ACTS)
        if table in READABLE:
            found += _policy(table, REPORTING, reporting, "FOR SELECT", using="true")
        if policy.remembered:
            found.append(_trigger(table, REMEMBERS, "BEFORE INSERT OR UPDATE", "ROW"))
    if table in sight.GROWS_ON:
        found.append(_trigger(table, GROWS, "AFTER INSERT OR UPDATE", "STATEMENT"))
    if POLICIES.get(table) or table in history:
        found.append(f'ALTER TABLE "{table}" ENABLE ROW LEVEL SECURITY')
    return found


def _policy(table, name, role, kind, *, using="", check=""):
    parts = f'CREATE POLICY {name} ON "{table}" {kind} TO "{role}"'
    if using:
        parts += f" USING ({using})"
    if check:
        parts += f" WITH CHECK ({check})"
    return [parts]


def _trigger(table, name, moment, each):
    only = ""
    if name == REMEMBERS:
        # Not for those who see all: an import of thousands would remember each.
        only = (
            "WHEN (current_setting('familyhubs.me', true) <> ''"
            " OR current_setting('familyhubs.actor', true) = 'system:public')"
        )
    return (
        f'CREATE OR REPLACE TRIGGER {name} {moment} ON "{table}"'
        f" FOR EACH {each} {only} EXECUTE FUNCTION {name}()"
    )


def _comments(cursor):
    """Table → what was applied to it last, kept as the remark of a trigger or a policy."""
    cursor.execute(
        "SELECT c.relname, d.description FROM pg_class c JOIN pg_description d"
        " ON d.objoid = c.oid AND d.classoid = 'pg_class'::regclass AND d.objsubid = 0"
        " WHERE d.description LIKE 'policies %%' AND c.relnamespace = 'public'::regnamespace"
    )
    return {table: said.removeprefix("policies ") for table, said in cursor.fetchall()}


def _remark(cursor, table, said):
    text = sql.Literal(f"policies {said}")
    cursor.execute(sql.SQL("COMMENT ON TABLE {} IS {}").format(_name(table), text))


def _drop_policies(cursor, table):
    cursor.execute(
        "SELECT policyname FROM pg_policies WHERE schemaname = 'public' AND tablename = %s", [table]
    )
    for (name,) in cursor.fetchall():
        cursor.execute(sql.SQL("DROP POLICY {} ON {}").format(_name(name), _name(table)))
    for name in (REMEMBERS, GROWS):
        drop = sql.SQL("DROP TRIGGER IF EXISTS {} ON {}").format(_name(name), _name(table))
        cursor.execute(drop)


def _forget(cursor, tables):
    """What no longer has a policy keeps the protection: nobody reads it until somebody decides."""
    for table in tables:
        _drop_policies(cursor, table)
