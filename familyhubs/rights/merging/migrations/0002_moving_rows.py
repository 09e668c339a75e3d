"""Moving the rows of one family to another, and putting them back.

It runs as the owner of the tables: whoever agrees to a merge may read less than all that moves, and
rows that nobody may change (an entry, an agreement) are not changed by it but for whose they are.
Which tables: every one that the policies guard and that names a family. A row that the record which
stays may not hold twice stays where it is, and is counted.
"""

from django.conf import settings
from django.db import migrations

TABLES = """
CREATE FUNCTION merging_tables() RETURNS SETOF text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.relname FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relrowsecurity
        AND a.attname = 'family_id' AND NOT a.attisdropped
        -- Row history says what was; how a family stands is worked out from the rest.
        AND NOT EXISTS (SELECT FROM pg_attribute h WHERE h.attrelid = c.oid AND h.attname = 'pgh_id')
        AND c.relname <> 'families_familystanding'
    ORDER BY c.relname
$$
"""
ROWS = """
CREATE FUNCTION merging_rows(goes uuid, stays uuid, the_merge uuid) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    tab text;
    one uuid;
    many int;
    left_over int;
    moved jsonb := '{}';
    stayed jsonb := '{}';
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '{}');
BEGIN
    -- Row history is written; what refuses a change is not asked.
    PERFORM set_config('pgtrigger.ignore', (
        SELECT '{' || string_agg(DISTINCT tgname, ',') || '}' FROM pg_trigger
        WHERE tgname LIKE 'pgtrigger\\_%' AND tgname !~ '_(insert|update)_'), true);
    FOR tab IN
        SELECT * FROM merging_tables()
    LOOP
        many := 0;
        left_over := 0;
        FOR one IN EXECUTE format(
            'SELECT id FROM %I WHERE family_id = $1 ORDER BY id FOR UPDATE', tab) USING goes
        LOOP
            BEGIN
                EXECUTE format('UPDATE %I SET family_id = $1 WHERE id = $2', tab) USING stays, one;
                many := many + 1;
                IF the_merge IS NOT NULL THEN
                    INSERT INTO merging_moved (merge_id, tab, row) VALUES (the_merge, tab, one);
                END IF;
            EXCEPTION WHEN unique_violation OR exclusion_violation THEN
                left_over := left_over + 1;
            END;
        END LOOP;
        IF many > 0 THEN moved := moved || jsonb_build_object(tab, many); END IF;
        IF left_over > 0 THEN stayed := stayed || jsonb_build_object(tab, left_over); END IF;
    END LOOP;
    PERFORM set_config('pgtrigger.ignore', ignored, true);
    RETURN jsonb_build_object('moved', moved, 'stayed', stayed);
END
$$
"""
STAND = """
CREATE FUNCTION merging_stand(who uuid) RETURNS void
LANGUAGE sql SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT families_stand_groups(who), families_stand_contacts(who), families_stand_objection(who)
$$
"""
TRY = """
CREATE FUNCTION merging_try(goes uuid, stays uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    -- Always an error: whatever it did is taken back, and what it found stands in the detail.
    RAISE EXCEPTION 'Tried' USING ERRCODE = 'triggered_action_exception',
        DETAIL = merging_rows(goes, stays, NULL);
END
$$
"""
MOVE = """
CREATE FUNCTION merging_move(the_merge uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    m merging_merge;
    found jsonb;
    before jsonb;
BEGIN
    SELECT * INTO m FROM merging_merge WHERE id = the_merge FOR UPDATE;
    IF m.decided_by_id IS NULL OR m.merged_at IS NOT NULL THEN
        RAISE EXCEPTION 'Two people agree to a merge, once' USING ERRCODE = 'check_violation';
    END IF;
    SELECT jsonb_agg(to_jsonb(s)) INTO before FROM families_familystanding s
    WHERE s.family_id IN (m.source_id, m.target_id);
    found := merging_rows(m.source_id, m.target_id, the_merge);
    UPDATE families_family SET merged_into_id = m.target_id WHERE id = m.source_id;
    PERFORM merging_stand(m.source_id), merging_stand(m.target_id);
    UPDATE families_familystanding SET level = (SELECT max(level) FROM families_familystanding
            WHERE family_id IN (m.source_id, m.target_id))
        WHERE family_id = m.target_id;
    UPDATE merging_merge SET merged_at = clock_timestamp(), standings = before,
        moved = found -> 'moved', stayed = found -> 'stayed' WHERE id = the_merge;
    RETURN found;
END
$$
"""
PUT_BACK = """
CREATE FUNCTION merging_put_back(the_merge uuid, anew boolean) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    m merging_merge;
    one record;
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '{}');
BEGIN
    SELECT * INTO m FROM merging_merge WHERE id = the_merge FOR UPDATE;
    IF m.merged_at IS NULL OR m.undone_by_id IS NULL OR NOT EXISTS (SELECT FROM families_family
            WHERE id = m.source_id AND merged_into_id = m.target_id) THEN
        RAISE EXCEPTION 'Two people undo a merge, once' USING ERRCODE = 'check_violation';
    END IF;
    PERFORM set_config('pgtrigger.ignore', (
        SELECT '{' || string_agg(DISTINCT tgname, ',') || '}' FROM pg_trigger
        WHERE tgname LIKE 'pgtrigger\\_%' AND tgname !~ '_(insert|update)_'), true);
    FOR one IN SELECT tab, row FROM merging_moved WHERE merge_id = the_merge ORDER BY tab, row LOOP
        EXECUTE format('UPDATE %I SET family_id = $1 WHERE id = $2 AND family_id = $3', one.tab)
            USING m.source_id, one.row, m.target_id;
    END LOOP;
    UPDATE families_family SET merged_into_id = NULL WHERE id = m.source_id;
    PERFORM set_config('pgtrigger.ignore', ignored, true);
    DELETE FROM families_familystanding WHERE family_id IN (m.source_id, m.target_id);
    INSERT INTO families_familystanding
        SELECT * FROM jsonb_populate_recordset(NULL::families_familystanding, m.standings);
    -- What was written since counts for the record that it stays with.
    IF anew THEN PERFORM merging_stand(m.target_id); END IF;
END
$$
"""
INSIDE = ("merging_rows(uuid, uuid, uuid)", "merging_stand(uuid)")
CALLED = (
    "merging_tables()",
    "merging_try(uuid, uuid)",
    "merging_move(uuid)",
    "merging_put_back(uuid, boolean)",
)


def make(apps, schema_editor):
    for function in (TABLES, ROWS, STAND, TRY, MOVE, PUT_BACK):
        schema_editor.execute(function, params=None)
    web = schema_editor.quote_name(settings.DATABASES["default"]["USER"])
    for name in (*INSIDE, *CALLED):
        schema_editor.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
    for name in CALLED:
        schema_editor.execute(f"GRANT EXECUTE ON FUNCTION {name} TO {web}")


def unmake(apps, schema_editor):
    for name in reversed((*INSIDE, *CALLED)):
        schema_editor.execute(f"DROP FUNCTION {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("merging", "0001_pairs_and_merges"),
        ("families", "0055_merged_into"),
    ]

    operations = [migrations.RunPython(make, unmake)]
