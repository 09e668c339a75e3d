"""The likeliest families for a search: ids and their order, and nothing else of anybody.

Row-level security would make the search read everybody: trigram and array operators may not run
before a policy. So one function runs as the tables' owner. It is told what the asker sees (families
one by one, whole hubs or, where `hubs` is null, all), and looks at nothing else, so that a family they do not see neither
shows nor takes the place of another (access.md section 6). What it gives passes the one door again.
"""

from django.conf import settings
from django.db import migrations

NAME = """families_likeliest(
    kinds jsonb, words text, hubs uuid[], restricted_too boolean, among uuid[], people uuid[],
    barred uuid[], only_restricted boolean, moment timestamptz, most int
)"""
# `kinds` are why somebody may be meant, the best first: {"tier", "keys": [[…], …], "part", "like"},
# of a person, or {"tier", "family": "%…%"} of what colleagues call a family. A tier is looked at
# only where the one before found nobody. Written into the statement as quoted constants, so that
# each is planned for what it asks; a fence (OFFSET 0) around each scan of the index keeps PostgreSQL
# from walking all people in hope of an early end, and the scan stops when it has enough.
FUNCTION = rf"""
CREATE FUNCTION families_condition(kind jsonb) RETURNS text LANGUAGE sql IMMUTABLE
SET search_path = pg_catalog, pg_temp AS $$
    SELECT coalesce(string_agg(said, ' AND '), 'false') FROM (
        SELECT format('kept.keys && %L::text[]',
            ARRAY(SELECT jsonb_array_elements_text(keys))) AS said
        FROM jsonb_array_elements(kind->'keys') AS keys
        UNION ALL SELECT format('kept.name LIKE %L', kind->>'part') WHERE kind ? 'part'
        UNION ALL SELECT format('kept.name %%> %L', kind->>'like') WHERE kind ? 'like'
        UNION ALL SELECT format('upper(family.name) LIKE %L', kind->>'family')
            WHERE kind ? 'family'
    ) AS each
$$;

CREATE FUNCTION {NAME} RETURNS TABLE (family_id uuid, rank int, likeness real)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET enable_seqscan = off SET enable_hashjoin = off SET enable_mergejoin = off SET jit = off AS $$
DECLARE
    kind record;
    here int;
    cases text;
    more int;
    found int;
    seen text := 'NOT family.id = ANY ($2) AND NOT family.id = ANY ($3)'
        || CASE WHEN hubs IS NULL THEN '' ELSE ' AND family.hub_id = ANY ($1)' END
        || CASE WHEN restricted_too THEN '' ELSE ' AND NOT family.is_restricted' END
        || CASE WHEN only_restricted THEN ' AND family.is_restricted' ELSE '' END;
    current text := 'member.starts_at <= $4 AND (member.ends_at IS NULL OR member.ends_at > $4)';
BEGIN
    FOR here IN SELECT DISTINCT (k->>'tier')::int FROM jsonb_array_elements(kinds) AS k ORDER BY 1
    LOOP
        found := 0;
        -- Those seen one by one: all of them are held against all reasons.
        IF cardinality(among) > 0 THEN
            SELECT string_agg(format('WHEN %s THEN %s', families_condition(k), at), ' ' ORDER BY at)
            INTO cases FROM jsonb_array_elements(kinds) WITH ORDINALITY AS one (k, at)
            WHERE (k->>'tier')::int = here;
            RETURN QUERY EXECUTE format($run$
                SELECT id, ranked, alike::real FROM (
                    SELECT family.id, CASE %s END::int AS ranked,
                        coalesce(similarity(kept.name, $5), 0) AS alike
                    FROM unnest($2) AS asked (id)
                    JOIN families_family AS family ON family.id = asked.id
                    LEFT JOIN LATERAL (
                        SELECT own.keys, own.name FROM families_familymember AS member
                        JOIN families_personkeys AS own ON own.person_id = member.person_id
                        WHERE member.family_id = family.id AND %s
                            AND ($6 IS NULL OR member.person_id = ANY ($6))
                    ) AS kept ON true
                    WHERE NOT family.id = ANY ($3)
                ) AS each WHERE ranked IS NOT NULL ORDER BY ranked, alike DESC, id LIMIT $7
                $run$, cases, current)
            USING hubs, among, barred, moment, words, people, most;
            GET DIAGNOSTICS found = ROW_COUNT;
        END IF;
        IF hubs IS NULL OR cardinality(hubs) > 0 THEN
            FOR kind IN SELECT k, at FROM jsonb_array_elements(kinds) WITH ORDINALITY AS one (k, at)
                WHERE (k->>'tier')::int = here ORDER BY at
            LOOP
                IF kind.k ? 'family' THEN
                    RETURN QUERY EXECUTE format($run$
                        SELECT family.id, %s, similarity(upper(family.name), $5) FROM (
                            SELECT * FROM families_family AS family WHERE %s OFFSET 0
                        ) AS family WHERE %s LIMIT $7
                        $run$, kind.at, families_condition(kind.k), seen)
                    USING hubs, among, barred, moment, words, people, most;
                ELSE
                    RETURN QUERY EXECUTE format($run$
                        SELECT whose.id, %s, similarity(kept.name, $5) FROM (
                            SELECT * FROM families_personkeys AS kept WHERE %s OFFSET 0
                        ) AS kept CROSS JOIN LATERAL (
                            SELECT family.id FROM families_familymember AS member
                            JOIN families_family AS family ON family.id = member.family_id
                            WHERE member.person_id = kept.person_id AND %s AND %s OFFSET 0
                        ) AS whose LIMIT $7
                        $run$, kind.at, families_condition(kind.k), current, seen)
                    USING hubs, among, barred, moment, words, people, most;
                END IF;
                GET DIAGNOSTICS more = ROW_COUNT;
                found := found + more;
                EXIT WHEN found >= most;
            END LOOP;
        END IF;
        EXIT WHEN found > 0;
    END LOOP;
END
$$;
"""


def make(apps, schema_editor):
    web = schema_editor.quote_name(settings.DATABASES["default"]["USER"])
    schema_editor.execute(FUNCTION, params=None)
    types = "jsonb, text, uuid[], boolean, uuid[], uuid[], uuid[], boolean, timestamptz, int"
    named = f"families_likeliest({types})"
    schema_editor.execute(f"REVOKE ALL ON FUNCTION {named} FROM PUBLIC")
    schema_editor.execute(f"GRANT EXECUTE ON FUNCTION {named} TO {web}")


def unmake(apps, schema_editor):
    schema_editor.execute("DROP FUNCTION families_likeliest")
    schema_editor.execute("DROP FUNCTION families_condition")


class Migration(migrations.Migration):
    dependencies = [("families", "0018_keys_past_the_policies")]

    operations = [migrations.RunPython(make, unmake)]
