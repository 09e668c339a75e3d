import json

from django.conf import settings
from django.db import migrations

# Rows that stay, with the columns of theirs that stay or become something else. It is written out
# here as it was decided; tests/rights/test_keeping_schedule.py compares it with schedule.py.
STAYS = {
    "families_family": [],
    "families_person": ["born_accuracy", "died_accuracy"],
    "families_familystanding": ["codes"],
    "families_priorityobservation": ["basis"],
    "outcomes_plan": ["closure_reason"],
    "outcomes_goal": ["state", "need_id"],
    "outcomes_review": [],
    "outcomes_score": [],
    "outcomes_step": ["direction", "reason", "state"],
    "referrals_referral": ["channel", "source", "asker", "agreement", "status", "decision"],
    "referrals_professionalreferral": ["kind", "agency_kind", "why_without", "role_wanted"],
    "referrals_decisionfacts": ["national", "signs", "signs_version", "is_funded"],
    "contact_contactcard": ["preferred"],
}
BECOMES = {
    "families_family": {
        "reference": "'X' || upper(left(replace(gen_random_uuid()::text, '-', ''), 11))",
        "postcode": "''",
        "ward_id": "NULL",
        "lsoa_id": "NULL",
        "first_known_at": "date_trunc('year', first_known_at)",
    },
    "families_person": {
        "born_on": "NULL",
        "born_accuracy": "'UUU'",
        "due_on": "NULL",
        "died_on": "NULL",
        "died_accuracy": "'AAA'",
        "contact_card_id": "NULL",
    },
    "families_priorityobservation": {"contact_id": "NULL"},
    "outcomes_goal": {"person_id": "NULL"},
    "referrals_referral": {
        "reference": "'X' || upper(left(replace(gen_random_uuid()::text, '-', ''), 12))",
        "postcode": "''",
        "ward_id": "NULL",
    },
    "referrals_decisionfacts": {"booking_id": "NULL"},
    "contact_contactcard": {"interpreter_language": "''", "checked_at": "NULL"},
}
KEPT = """
CREATE FUNCTION keeping_kept() RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT '%s'::jsonb
$$
"""
# Every foreign key of one column in the portal's tables; `keyed` where the row has a uuid of its
# own that others can point at.
LINKS = """
CREATE FUNCTION keeping_links(
    OUT tab oid, OUT name text, OUT col name, OUT target oid, OUT keyed boolean
) RETURNS SETOF record LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT c.conrelid, r.relname, a.attname, c.confrelid, EXISTS (
        SELECT FROM pg_attribute k
        WHERE k.attrelid = c.conrelid AND k.attname = 'id' AND k.atttypid = 'uuid'::regtype)
    FROM pg_constraint c
    JOIN pg_class r ON r.oid = c.conrelid AND r.relnamespace = 'public'::regnamespace
    JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1]
    WHERE c.contype = 'f' AND cardinality(c.conkey) = 1
$$
"""
HELD = """
CREATE FUNCTION keeping_is_held(the_rule uuid, about uuid) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT EXISTS (
        SELECT FROM keeping_hold h WHERE h.ends_at IS NULL AND (
            h.rule_id = the_rule OR h.family_id = about
            OR h.family_id = (SELECT family_id FROM referrals_referral WHERE id = about)
            OR h.person_id IN (
                SELECT m.person_id FROM families_familymember m WHERE m.family_id = about)))
$$
"""
# People whom no row of another family names: they go with this one.
PEOPLE = """
CREATE FUNCTION keeping_people_of(family uuid) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    link record;
    part uuid[];
    own uuid[] := '{}';
    others uuid[] := '{}';
BEGIN
    FOR link IN SELECT * FROM keeping_links() l WHERE l.target = 'families_person'::regclass
        AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = l.tab AND a.attname = 'family_id')
    LOOP
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM %s WHERE family_id = $1 AND %1$I IS NOT'
            ' NULL', link.col, link.tab::regclass) INTO part USING family;
        own := own || coalesce(part, '{}');
    END LOOP;
    FOR link IN SELECT * FROM keeping_links() l WHERE l.target = 'families_person'::regclass
        AND EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = l.tab AND a.attname = 'family_id')
    LOOP
        EXECUTE format('SELECT array_agg(DISTINCT %I) FROM %s WHERE family_id <> $1 AND %1$I ='
            ' ANY ($2)', link.col, link.tab::regclass) INTO part USING family, own;
        others := others || coalesce(part, '{}');
    END LOOP;
    RETURN ARRAY(SELECT DISTINCT p FROM unnest(own) p WHERE NOT p = ANY (others));
END
$$
"""
# All that hangs on these rows, by however many links: table and id.
REACHED = """
CREATE FUNCTION keeping_reached(root regclass, about uuid, OUT tab oid, OUT id uuid)
RETURNS SETOF record LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    tabs oid[] := ARRAY[root::oid];
    ids uuid[] := ARRAY[about];
    new_tabs oid[];
    new_ids uuid[];
    next_tabs oid[];
    next_ids uuid[];
    people uuid[];
    part uuid[];
    link record;
BEGIN
    IF root = 'families_family'::regclass THEN
        people := keeping_people_of(about);
        ids := ids || people;
        tabs := tabs || array_fill('families_person'::regclass::oid, ARRAY[cardinality(people)]);
    END IF;
    new_tabs := tabs;
    new_ids := ids;
    WHILE cardinality(new_ids) > 0 LOOP
        next_tabs := '{}';
        next_ids := '{}';
        FOR link IN SELECT * FROM keeping_links() l
            WHERE l.keyed AND l.target = ANY (new_tabs) AND l.name <> 'keeping_hold'
        LOOP
            EXECUTE format('SELECT array_agg(DISTINCT id) FROM %s WHERE %I = ANY ($1)'
                ' AND NOT id = ANY ($2)', link.tab::regclass, link.col) INTO part
                USING new_ids, ids || next_ids;
            IF part IS NOT NULL THEN
                next_ids := next_ids || part;
                next_tabs := next_tabs || array_fill(link.tab, ARRAY[cardinality(part)]);
            END IF;
        END LOOP;
        ids := ids || next_ids;
        tabs := tabs || next_tabs;
        new_ids := next_ids;
        new_tabs := next_tabs;
    END LOOP;
    RETURN QUERY SELECT * FROM unnest(tabs, ids);
END
$$
"""
# Rows of one kind that reached ones point at and nobody else does, such as their contact cards.
OWNED = """
CREATE FUNCTION keeping_owned(kind regclass, ids uuid[]) RETURNS uuid[]
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    link record;
    part uuid[];
    own uuid[] := '{}';
    others uuid[] := '{}';
BEGIN
    FOR link IN SELECT * FROM keeping_links() l WHERE l.target = kind AND l.keyed LOOP
        EXECUTE format('SELECT array_agg(%I) FROM %s WHERE id = ANY ($1) AND %1$I IS NOT NULL',
            link.col, link.tab::regclass) INTO part USING ids;
        own := own || coalesce(part, '{}');
    END LOOP;
    FOR link IN SELECT * FROM keeping_links() l
        WHERE l.target = kind AND l.keyed AND l.name <> 'notifications_message'
    LOOP
        EXECUTE format('SELECT array_agg(%I) FROM %s WHERE NOT id = ANY ($1) AND %1$I = ANY ($2)',
            link.col, link.tab::regclass) INTO part USING ids, own;
        others := others || coalesce(part, '{}');
    END LOOP;
    RETURN ARRAY(SELECT DISTINCT o FROM unnest(own) o WHERE NOT o = ANY (others));
END
$$
"""
# What a row that stays is set to: texts, lists and links that are not said to stay.
SETS = """
CREATE FUNCTION keeping_sets(tab regclass, sealed text) RETURNS text
LANGUAGE sql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
    WITH of AS (
        SELECT keeping_kept() -> 'stays' -> relname AS stays,
            coalesce(keeping_kept() -> 'becomes' -> relname, '{}') AS becomes
        FROM pg_class WHERE oid = tab
    )
    SELECT string_agg(CASE
        WHEN of.becomes ? a.attname THEN format('%I = %s', a.attname, of.becomes ->> a.attname)
        WHEN t.typcategory = 'A' THEN format('%I = ''{}''', a.attname)
        WHEN t.typname = 'jsonb' THEN format(
            '%I = CASE jsonb_typeof(%1$I) WHEN ''array'' THEN ''[]'' ELSE ''{}'' END::jsonb',
            a.attname)
        ELSE format('%I = CASE WHEN %1$I = '''' THEN '''' WHEN %1$I LIKE ''gAAAA%%'' THEN %L'
            ' ELSE left(''Erased'', %s) END', a.attname, sealed,
            CASE WHEN a.atttypmod > 4 THEN a.atttypmod - 4 ELSE 6 END)
        END, ', ')
    FROM of, pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
    WHERE a.attrelid = tab AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
        AND NOT of.stays ? a.attname AND (of.becomes ? a.attname
            OR t.typcategory IN ('S', 'A') AND a.attname NOT LIKE '%\\_id' OR t.typname = 'jsonb')
$$
"""
ERASE = """
CREATE FUNCTION keeping_erase(line uuid, sealed text) RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    due record;
    one record;
    link record;
    tabs oid[];
    ids uuid[];
    cards uuid[];
    files uuid[];
    gone uuid[];
    part bigint;
    counts jsonb := '{}';
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '{}');
BEGIN
    IF current_setting('familyhubs.actor', true) IS DISTINCT FROM 'system:clock' THEN
        RAISE EXCEPTION 'Only the clock erases' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT d.about_id, d.rule_id, r.code, b.id AS batch_id, b.salt INTO due
    FROM keeping_duerecord d
    JOIN keeping_batch b ON b.id = d.batch_id AND b.rule_id = d.rule_id
    JOIN keeping_rule r ON r.id = d.rule_id
    WHERE d.id = line AND d.done_at IS NULL
        AND b.approved_at IS NOT NULL AND b.decided_by_id <> b.proposed_by_id
    FOR UPDATE OF d;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'Not of a batch that two people agreed to'
            USING ERRCODE = 'insufficient_privilege';
    END IF;
    -- A hold is placed under the same locks, so none comes in between.
    PERFORM FROM keeping_rule WHERE id = due.rule_id FOR UPDATE;
    PERFORM FROM families_family WHERE id = due.about_id FOR UPDATE;
    PERFORM FROM families_person WHERE id IN (
        SELECT person_id FROM families_familymember WHERE family_id = due.about_id) FOR UPDATE;
    PERFORM FROM referrals_referral WHERE id = due.about_id OR family_id = due.about_id FOR UPDATE;
    IF keeping_is_held(due.rule_id, due.about_id) THEN
        RAISE EXCEPTION 'It is held' USING ERRCODE = 'check_violation';
    END IF;
    SELECT array_agg(tab), array_agg(id) INTO tabs, ids FROM keeping_reached(
        (CASE due.code WHEN 'family' THEN 'families_family' WHEN 'request' THEN
            'referrals_referral' WHEN 'stop_request' THEN 'families_stoprequest' END)::regclass,
        due.about_id);
    IF ids IS NULL THEN
        RAISE EXCEPTION 'No such rule to erase by';
    END IF;

    -- No row history of it, no refusal; links are looked at once, at the end.
    PERFORM set_config('pgtrigger.ignore', (
        SELECT '{' || string_agg(DISTINCT tgname, ',') || '}' FROM pg_trigger
        WHERE tgname LIKE 'pgtrigger\\_%'), true);
    SET CONSTRAINTS ALL DEFERRED;
    cards := keeping_owned('contact_contactcard', ids);
    files := keeping_owned('uploads_storedfile', ids);
    ids := ids || cards || files || ARRAY(
        SELECT m.id FROM notifications_message m
        WHERE m.family_id = ANY (ids) OR m.about_id = ANY (ids) OR m.card_id = ANY (cards));
    tabs := tabs || array_fill('contact_contactcard'::regclass::oid, ARRAY[cardinality(cards)])
        || array_fill('uploads_storedfile'::regclass::oid, ARRAY[cardinality(files)])
        || array_fill('notifications_message'::regclass::oid,
            ARRAY[cardinality(ids) - cardinality(tabs) - cardinality(cards) - cardinality(files)]);

    FOR one IN
        SELECT r.oid, r.relname, array_agg(u.id) AS own, keeping_kept() -> 'stays' ? r.relname AS stays
        FROM unnest(tabs, ids) AS u (tab, id) JOIN pg_class r ON r.oid = u.tab GROUP BY 1, 2
    LOOP
        IF one.stays THEN
            EXECUTE format('UPDATE %s SET updated_at = now(), %s WHERE id = ANY ($1)', one.oid::regclass,
                coalesce(keeping_sets(one.oid, sealed), 'id = id')) USING one.own;
        ELSE
            FOR link IN SELECT * FROM keeping_links() l WHERE l.target = one.oid AND NOT l.keyed LOOP
                EXECUTE format('DELETE FROM %s WHERE %I = ANY ($1)', link.tab::regclass, link.col)
                    USING one.own;
            END LOOP;
            EXECUTE format('DELETE FROM %s WHERE id = ANY ($1)', one.oid::regclass) USING one.own;
        END IF;
        counts := counts || jsonb_build_object(one.relname, cardinality(one.own));
    END LOOP;
    -- What is found by them: a person's name and keys, whose table has no id of its own.
    DELETE FROM families_personkeys WHERE person_id = ANY (ids);
    SET CONSTRAINTS ALL IMMEDIATE;

    -- Versions of rows that were deleted before name the family or the person only.
    FOR one IN
        SELECT r.oid, string_agg(format('%I = ANY ($1)', a.attname), ' OR ') AS names
        FROM pg_class r
        JOIN pg_attribute k ON k.attrelid = r.oid AND k.attname = 'pgh_obj_id'
        JOIN pg_attribute a ON a.attrelid = r.oid AND a.attname IN
            ('family_id', 'person_id', 'child_id', 'referral_id', 'plan_id')
        WHERE r.relkind = 'r' AND r.relnamespace = 'public'::regnamespace GROUP BY 1
    LOOP
        EXECUTE format('DELETE FROM %s WHERE %s', one.oid::regclass, one.names) USING ids;
    END LOOP;
    PERFORM set_config('pgtrigger.ignore', ignored, true);
    part := audit_erase(ids, 'Retention, batch ' || due.batch_id);
    counts := counts || jsonb_build_object('log_and_history', part);
    UPDATE keeping_duerecord SET done_at = now(), about_id = NULL, reference = '', keep_why = CASE
        WHEN keep_until IS NULL THEN '' ELSE 'Erased' END, rows = counts,
        digest = encode(sha256(convert_to(due.salt || due.about_id::text, 'UTF8')), 'hex')
    WHERE id = line;
    RETURN jsonb_build_object('rows', counts, 'files', to_jsonb(files));
END
$$
"""
INSIDE = (
    "keeping_kept()",
    "keeping_links()",
    "keeping_people_of(uuid)",
    "keeping_reached(regclass, uuid)",
    "keeping_owned(regclass, uuid[])",
    "keeping_sets(regclass, text)",
)
CALLED = ("keeping_is_held(uuid, uuid)", "keeping_erase(uuid, text)")


def make(apps, schema_editor):
    kept = json.dumps({"stays": STAYS, "becomes": BECOMES}).replace("'", "''")
    for function in (KEPT % kept, LINKS, HELD, PEOPLE, REACHED, OWNED, SETS, ERASE):
        schema_editor.execute(function, params=None)
    web = schema_editor.quote_name(settings.DATABASES["default"]["USER"])
    for name in (*INSIDE, *CALLED):
        schema_editor.execute(f"REVOKE ALL ON FUNCTION {name} FROM PUBLIC")
    for name in CALLED:
        schema_editor.execute(f"GRANT EXECUTE ON FUNCTION {name} TO {web}")


def unmake(apps, schema_editor):
    for name in reversed((*INSIDE, *CALLED)):
        schema_editor.execute(f"DROP FUNCTION IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [
        ("keeping", "0001_schedule_and_erasure"),
        ("audit", "0002_lawful_erasure"),
        ("referrals", "0043_concern_history_keeps_both"),
        ("outcomes", "0004_level_reaches_the_rank"),
        ("notifications", "0005_what_a_message_is_about"),
        ("contact", "0004_they_come_in"),
        ("uploads", "0001_stored_files"),
    ]

    operations = [migrations.RunPython(make, unmake)]
