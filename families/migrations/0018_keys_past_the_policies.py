"""What may ask the search keys, and the index of names, past the policies: ids alone come of it.

An operator that PostgreSQL does not call leakproof is never asked of an index through a policy, so
without these functions each search would read everybody. Their owner owns the tables; the web's
role may call them (prepare_database) and sees of what they name only what the policies let it.
"""

from django.db import migrations

ASKED = r"""
CREATE FUNCTION families_people_named(words text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan AS $$
    SELECT id FROM families_person
    WHERE upper(full_name) LIKE
        '%' || replace(replace(replace(words, '\', '\\'), '%', '\%'), '_', '\_') || '%'
        OR upper(full_name) %> words
$$;

CREATE FUNCTION families_meant(reasons jsonb, at timestamptz, of_a_kind int, most int)
RETURNS TABLE (family_id uuid, rank int)
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    reason jsonb; one text[]; two text[]; called text; number int := 0;
    kind uuid[]; people uuid[] := '{}'; ranks int[] := '{}';
BEGIN
    FOR reason IN SELECT value FROM jsonb_array_elements(reasons) LOOP
        one := ARRAY(SELECT jsonb_array_elements_text(reason -> 'keys' -> 0));
        two := ARRAY(SELECT jsonb_array_elements_text(reason -> 'keys' -> -1));
        called := reason ->> 'name';
        -- The scan first, whole: with an order and an end PostgreSQL would rather walk all people.
        IF called IS NOT NULL THEN
            WITH found AS MATERIALIZED (
                SELECT person_id FROM families_personkeys WHERE keys && one AND name %> called
            ) SELECT ARRAY(SELECT person_id FROM found ORDER BY 1 LIMIT of_a_kind) INTO kind;
        ELSIF one = two THEN
            WITH found AS MATERIALIZED (
                SELECT person_id FROM families_personkeys WHERE keys && one
            ) SELECT ARRAY(SELECT person_id FROM found ORDER BY 1 LIMIT of_a_kind) INTO kind;
        ELSE
            WITH found AS MATERIALIZED (
                SELECT person_id FROM families_personkeys WHERE keys && one AND keys && two
            ) SELECT ARRAY(SELECT person_id FROM found ORDER BY 1 LIMIT of_a_kind) INTO kind;
        END IF;
        people := people || kind;
        ranks := ranks || array_fill(number, ARRAY[cardinality(kind)]);
        number := number + 1;
    END LOOP;
    RETURN QUERY
        SELECT member.family_id, min(found.rank) AS best
        FROM unnest(people, ranks) AS found (person_id, rank)
        JOIN families_familymember AS member ON member.person_id = found.person_id
            AND member.starts_at <= at AND (member.ends_at IS NULL OR member.ends_at > at)
        GROUP BY member.family_id ORDER BY best, member.family_id LIMIT most;
END $$;

REVOKE ALL ON FUNCTION families_people_named(text) FROM PUBLIC;
REVOKE ALL ON FUNCTION families_meant(jsonb, timestamptz, int, int) FROM PUBLIC;
ALTER FUNCTION families_keep_keys_of_people() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION families_keep_keys_of_members() SECURITY DEFINER SET search_path = public, pg_temp;
ALTER FUNCTION families_keep_keys_of_families() SECURITY DEFINER SET search_path = public, pg_temp;
"""
NOT_ASKED = """
ALTER FUNCTION families_keep_keys_of_families() SECURITY INVOKER RESET ALL;
ALTER FUNCTION families_keep_keys_of_members() SECURITY INVOKER RESET ALL;
ALTER FUNCTION families_keep_keys_of_people() SECURITY INVOKER RESET ALL;
DROP FUNCTION families_meant(jsonb, timestamptz, int, int);
DROP FUNCTION families_people_named(text);
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0017_out_of_hours")]

    operations = [migrations.RunSQL(ASKED, NOT_ASKED)]
