from django.db import migrations

# The table that a reviewed rule's record is a row of; schedule.py says the same.
ROOT = """
CREATE FUNCTION keeping_root(code text) RETURNS regclass
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT (CASE code
        WHEN 'family' THEN 'families_family'
        WHEN 'request' THEN 'referrals_referral'
        WHEN 'stop_request' THEN 'families_stoprequest'
        WHEN 'rights_request' THEN 'registers_rightsrequest'
    END)::regclass
$$
"""
ERASE = "keeping_erase(uuid, text)"
# What stood in the function, and what stands there now. A rule that is unknown is refused: the
# walk from no table found no row, and the record was called erased.
INSTEAD = (
    (
        """(CASE due.code WHEN 'family' THEN 'families_family' WHEN 'request' THEN
            'referrals_referral' WHEN 'stop_request' THEN 'families_stoprequest' END)::regclass""",
        "keeping_root(due.code)",
    ),
    ("IF ids IS NULL THEN", "IF keeping_root(due.code) IS NULL THEN"),
    (
        "    IF keeping_is_held(",
        "    PERFORM FROM registers_rightsrequest WHERE id = due.about_id OR family_id ="
        " due.about_id FOR UPDATE;\n    IF keeping_is_held(",
    ),
)


def rewrite(schema_editor, changes):
    """The function as it stands, with these words in place of those."""
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef(%s::regprocedure)", [ERASE])
        text = cursor.fetchone()[0]
    for old, new in changes:
        if text.count(old) != 1:
            raise RuntimeError("The erasure does not read as it was written")
        text = text.replace(old, new)
    schema_editor.execute(text, params=None)


def make(apps, schema_editor):
    schema_editor.execute(ROOT, params=None)
    schema_editor.execute("REVOKE ALL ON FUNCTION keeping_root(text) FROM PUBLIC")
    rewrite(schema_editor, INSTEAD)


def unmake(apps, schema_editor):
    rewrite(schema_editor, [(new, old) for old, new in reversed(INSTEAD)])
    schema_editor.execute("DROP FUNCTION keeping_root(text)")


class Migration(migrations.Migration):
    dependencies = [
        ("keeping", "0006_more_clocks"),
        ("registers", "0001_registers_of_rights"),
    ]

    operations = [migrations.RunPython(make, unmake)]
