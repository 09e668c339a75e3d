"""A phone number and an e-mail address are found exactly, by keyed digests among the search keys.

The portal works the digests out, since the database cannot open what is encrypted, and hands them
to families_keep_reach. What is kept here otherwise (names, days, places) is written around them.
Whoever is in a restricted family, or lives at an address that nobody may learn of, has none:
triggers take them away at once, whoever restricts.
"""

from django.db import migrations

KEEP = r"""
CREATE OR REPLACE FUNCTION families_keep_keys(people uuid[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO families_personkeys AS kept (person_id, name, keys)
    SELECT person.id, upper(unaccent(person.full_name)), ARRAY(
        SELECT families_name_keys(person.full_name)
        UNION SELECT families_name_keys(
            person.known_as || ' ' || substring(person.full_name FROM '\S+\s*$')
        ) WHERE person.known_as <> ''
        UNION SELECT families_other_name_keys(person.id)
        UNION SELECT families_birth_keys(person.born_on)
        {reach}UNION SELECT families_place_keys(family.postcode)
        FROM families_familymember AS member JOIN families_family AS family
            ON family.id = member.family_id
        WHERE member.person_id = person.id
        ORDER BY 1
    )
    FROM families_person AS person WHERE person.id = ANY (people) ORDER BY person.id
    ON CONFLICT (person_id) DO UPDATE SET name = excluded.name, keys = excluded.keys
        WHERE (kept.name, kept.keys) IS DISTINCT FROM (excluded.name, excluded.keys)
$$;
"""
OF_FAMILIES = """
CREATE OR REPLACE FUNCTION families_keep_keys_of_families() RETURNS trigger LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    PERFORM families_keep_keys(ARRAY(
        SELECT member.person_id FROM changed
        JOIN before ON before.id = changed.id AND {differ}
        JOIN families_familymember AS member ON member.family_id = changed.id
    ));
    RETURN NULL;
END $$;
"""
NEW = r"""
CREATE FUNCTION families_is_hidden(person uuid) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (
        SELECT FROM families_familymember AS member
        JOIN families_family AS family ON family.id = member.family_id AND family.is_restricted
        WHERE member.person_id = person AND (member.ends_at IS NULL OR member.ends_at > now())
    ) OR EXISTS (
        SELECT FROM families_safeaddress AS safe
        WHERE safe.person_id = person AND (safe.ends_at IS NULL OR safe.ends_at > now())
    )
$$;

CREATE FUNCTION families_reach_keys(person uuid) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT key FROM families_personkeys AS kept, unnest(kept.keys) AS key
    WHERE kept.person_id = person AND left(key, 1) IN ('t', 'e')
        AND NOT families_is_hidden(person)
$$;

CREATE FUNCTION families_keep_reach(told jsonb) RETURNS integer LANGUAGE plpgsql
SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    many integer;
BEGIN
    UPDATE families_personkeys AS kept SET keys = anew.keys
    FROM (
        SELECT own.person_id, ARRAY(
            SELECT key FROM unnest(own.keys) AS key WHERE left(key, 1) NOT IN ('t', 'e')
            UNION SELECT way.key FROM jsonb_array_elements_text(each.value) AS way (key)
            WHERE left(way.key, 1) IN ('t', 'e') AND NOT families_is_hidden(own.person_id)
            ORDER BY 1
        ) AS keys
        FROM jsonb_each(told) AS each
        JOIN families_personkeys AS own ON own.person_id = each.key::uuid
    ) AS anew
    WHERE kept.person_id = anew.person_id AND kept.keys <> anew.keys;
    GET DIAGNOSTICS many = ROW_COUNT;
    RETURN many;
END $$;

CREATE FUNCTION families_reached(reach text[]) RETURNS SETOF uuid LANGUAGE sql STABLE
SECURITY DEFINER SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan AS $$
    SELECT person_id FROM families_personkeys WHERE keys && reach
$$;

REVOKE ALL ON FUNCTION families_keep_reach(jsonb) FROM PUBLIC;
REVOKE ALL ON FUNCTION families_reached(text[]) FROM PUBLIC;

CREATE TRIGGER keys_of_hidden_people AFTER INSERT ON families_safeaddress
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION families_keep_keys_of_members();
"""
GONE = """
DROP TRIGGER keys_of_hidden_people ON families_safeaddress;
DROP FUNCTION families_reached(text[]);
DROP FUNCTION families_keep_reach(jsonb);
DROP FUNCTION families_reach_keys(uuid);
DROP FUNCTION families_is_hidden(uuid);
"""
MOVED = "before.postcode <> changed.postcode"
HIDDEN = f"({MOVED} OR before.is_restricted <> changed.is_restricted)"
REACH = "UNION SELECT families_reach_keys(person.id)\n        "
MAKE = NEW + KEEP.replace("{reach}", REACH) + OF_FAMILIES.replace("{differ}", HIDDEN)
UNMAKE = KEEP.replace("{reach}", "") + OF_FAMILIES.replace("{differ}", MOVED) + GONE


class Migration(migrations.Migration):
    dependencies = [("families", "0056_which_record_stayed")]

    operations = [migrations.RunSQL(MAKE, UNMAKE)]
