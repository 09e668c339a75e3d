"""Giving the rows of one person to another, and putting them back.

As with two records (migration 0002) it runs as the owner of the tables. Which tables: every one
that the policies guard and that names a person. A row that the person who stays may not hold twice
stays with the other one, and ends, so that nothing is shown, counted or asked twice.
"""

from django.conf import settings
from django.db import migrations

LINKS = """
CREATE FUNCTION merging_person_links() RETURNS TABLE (tab text, col text, can_end boolean)
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.relname::text, a.attname::text, EXISTS (SELECT FROM pg_attribute e
        WHERE e.attrelid = c.oid AND e.attname = 'end_reason' AND NOT e.attisdropped)
    FROM pg_constraint k
    JOIN pg_class c ON c.oid = k.conrelid AND c.relrowsecurity
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum = k.conkey[1]
    WHERE k.contype = 'f' AND k.confrelid = 'public.families_person'::regclass
        -- Search keys are worked out; what was asked, held and joined names whom it named.
        AND c.relname NOT IN ('families_personkeys', 'copies_copyrequest', 'keeping_hold',
            'merging_personjoin')
    ORDER BY 1, 2
$$
"""
ROWS = """
CREATE FUNCTION merging_join_rows(the_join uuid, goes uuid, stays uuid) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    link record;
    one text;
    stood jsonb;
    turned jsonb;
    moved jsonb := '{}';
    stayed jsonb := '{}';
BEGIN
    FOR link IN SELECT * FROM merging_person_links() LOOP
        FOR one IN EXECUTE format(
            'SELECT id::text FROM %I WHERE %I = $1 ORDER BY id FOR UPDATE', link.tab, link.col)
            USING goes
        LOOP
            BEGIN
                turned := NULL;
                -- What is alike both ways is kept with the lesser id first: it may turn round.
                IF link.tab = 'families_relationship' THEN
                    turned := merging_turn(one::uuid, goes, stays);
                ELSE
                    EXECUTE format('UPDATE %I SET %I = $1 WHERE id::text = $2', link.tab, link.col)
                        USING stays, one;
                END IF;
                INSERT INTO merging_joined (join_id, tab, col, row, ended)
                    VALUES (the_join, link.tab, link.col, one, turned);
                moved := moved || jsonb_build_object(
                    link.tab, coalesce((moved ->> link.tab)::int, 0) + 1);
            EXCEPTION WHEN unique_violation OR exclusion_violation OR check_violation THEN
                stayed := stayed || jsonb_build_object(
                    link.tab, coalesce((stayed ->> link.tab)::int, 0) + 1);
                stood := NULL;
                IF link.can_end THEN
                    EXECUTE format('SELECT jsonb_build_object(''ends_at'', ends_at,
                        ''end_reason'', end_reason) FROM %I WHERE id::text = $1
                        AND (ends_at IS NULL OR ends_at > now())', link.tab) INTO stood USING one;
                END IF;
                IF stood IS NOT NULL THEN
                    EXECUTE format('UPDATE %I SET ends_at = greatest(now(), starts_at),
                        end_reason = ''Entered twice'' WHERE id::text = $1', link.tab) USING one;
                    INSERT INTO merging_joined (join_id, tab, col, row, ended)
                        VALUES (the_join, link.tab, link.col, one, stood);
                END IF;
            END;
        END LOOP;
    END LOOP;
    RETURN jsonb_build_object('moved', moved, 'stayed', stayed);
END
$$
"""
# Quiet: row history is written; what refuses a change is not asked (as in migration 0002).
QUIET = """
    PERFORM set_config('pgtrigger.ignore', (
        SELECT '{' || string_agg(DISTINCT tgname, ',') || '}' FROM pg_trigger
        WHERE tgname LIKE 'pgtrigger\\_%' AND tgname !~ '_(insert|update)_'), true);
"""
TURN = """
CREATE FUNCTION merging_turn(one uuid, goes uuid, stays uuid) RETURNS jsonb
LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    r families_relationship;
    first uuid;
    second uuid;
BEGIN
    SELECT * INTO r FROM families_relationship WHERE id = one;
    first := CASE WHEN r.person_id = goes THEN stays ELSE r.person_id END;
    second := CASE WHEN r.other_id = goes THEN stays ELSE r.other_id END;
    BEGIN
        UPDATE families_relationship SET person_id = first, other_id = second WHERE id = one;
    EXCEPTION WHEN check_violation THEN
        UPDATE families_relationship SET person_id = second, other_id = first WHERE id = one;
    END;
    RETURN jsonb_build_object('person_id', r.person_id, 'other_id', r.other_id);
END
$$
"""
JOIN = f"""
CREATE FUNCTION merging_join(the_join uuid) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    j merging_personjoin;
    g families_person;
    s families_person;
    found jsonb;
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '{{}}');
BEGIN
    SELECT * INTO j FROM merging_personjoin WHERE id = the_join FOR UPDATE;
    IF j.id IS NULL OR j.joined_at IS NOT NULL OR j.undone_at IS NOT NULL THEN
        RAISE EXCEPTION 'Two people are joined once' USING ERRCODE = 'check_violation';
    END IF;
    SELECT * INTO g FROM families_person WHERE id = j.goes_id FOR UPDATE;
    SELECT * INTO s FROM families_person WHERE id = j.stays_id FOR UPDATE;
    {QUIET}
    found := merging_join_rows(the_join, j.goes_id, j.stays_id);
    IF 'contact' = ANY (j.takes) THEN
        UPDATE families_person SET contact_card_id = NULL WHERE id = g.id;
        UPDATE families_person SET contact_card_id = g.contact_card_id WHERE id = s.id;
        UPDATE families_person SET contact_card_id = s.contact_card_id WHERE id = g.id;
    END IF;
    UPDATE families_person SET
        full_name = CASE WHEN 'full_name' = ANY (j.takes) THEN g.full_name ELSE full_name END,
        known_as = CASE WHEN 'known_as' = ANY (j.takes) THEN g.known_as ELSE known_as END,
        born_on = CASE WHEN 'born' = ANY (j.takes) THEN g.born_on ELSE born_on END,
        born_accuracy = CASE WHEN 'born' = ANY (j.takes) THEN g.born_accuracy
            ELSE born_accuracy END,
        due_on = CASE WHEN 'born' = ANY (j.takes) THEN g.due_on ELSE due_on END
    WHERE id = s.id AND j.takes && ARRAY['full_name', 'known_as', 'born']::varchar[];
    PERFORM set_config('pgtrigger.ignore', ignored, true);
    UPDATE merging_personjoin SET joined_at = clock_timestamp(),
        moved = found -> 'moved', stayed = found -> 'stayed',
        before = jsonb_build_object('goes', to_jsonb(g), 'stays', to_jsonb(s))
    WHERE id = the_join;
    RETURN found;
END
$$
"""
PART = f"""
CREATE FUNCTION merging_part(the_join uuid) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    j merging_personjoin;
    g families_person;
    s families_person;
    one record;
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '{{}}');
BEGIN
    SELECT * INTO j FROM merging_personjoin WHERE id = the_join FOR UPDATE;
    IF j.joined_at IS NULL OR j.undone_at IS NULL THEN
        RAISE EXCEPTION 'Only a join that is undone is taken back' USING ERRCODE = 'check_violation';
    END IF;
    g := jsonb_populate_record(NULL::families_person, j.before -> 'goes');
    s := jsonb_populate_record(NULL::families_person, j.before -> 'stays');
    {QUIET}
    FOR one IN SELECT * FROM merging_joined WHERE join_id = the_join ORDER BY tab, col, row LOOP
        IF one.ended IS NULL THEN
            EXECUTE format('UPDATE %I SET %I = $1 WHERE id::text = $2 AND %I = $3',
                one.tab, one.col, one.col) USING j.goes_id, one.row, j.stays_id;
        ELSIF one.ended ? 'person_id' THEN
            UPDATE families_relationship SET person_id = (one.ended ->> 'person_id')::uuid,
                other_id = (one.ended ->> 'other_id')::uuid WHERE id = one.row::uuid;
        ELSE
            EXECUTE format('UPDATE %I SET ends_at = ($1 ->> ''ends_at'')::timestamptz,
                end_reason = $1 ->> ''end_reason'' WHERE id::text = $2', one.tab)
                USING one.ended, one.row;
        END IF;
    END LOOP;
    IF 'contact' = ANY (j.takes) AND EXISTS (SELECT FROM families_person
            WHERE id = s.id AND contact_card_id IS NOT DISTINCT FROM g.contact_card_id) THEN
        UPDATE families_person SET contact_card_id = NULL WHERE id IN (g.id, s.id);
        UPDATE families_person SET contact_card_id = s.contact_card_id WHERE id = s.id;
        UPDATE families_person SET contact_card_id = g.contact_card_id WHERE id = g.id;
    END IF;
    -- What was corrected since stays corrected.
    UPDATE families_person AS p SET
        full_name = CASE WHEN p.full_name = g.full_name THEN s.full_name ELSE p.full_name END,
        known_as = CASE WHEN p.known_as = g.known_as THEN s.known_as ELSE p.known_as END
    WHERE p.id = s.id AND j.takes && ARRAY['full_name', 'known_as']::varchar[];
    UPDATE families_person AS p SET
        born_on = s.born_on, born_accuracy = s.born_accuracy, due_on = s.due_on
    WHERE p.id = s.id AND 'born' = ANY (j.takes)
        AND (p.born_on, p.due_on) IS NOT DISTINCT FROM (g.born_on, g.due_on);
    PERFORM set_config('pgtrigger.ignore', ignored, true);
END
$$
"""
INSIDE = ("merging_join_rows(uuid, uuid, uuid)", "merging_turn(uuid, uuid, uuid)")
CALLED = ("merging_person_links()", "merging_join(uuid)", "merging_part(uuid)")


def make(apps, schema_editor):
    for function in (LINKS, TURN, ROWS, JOIN, PART):
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
    dependencies = [("merging", "0004_entered_twice"), ("families", "0058_about_follows_the_owner")]

    operations = [migrations.RunPython(make, unmake)]
