"""A person is found by their other names too; by one that is not to be used, never."""

from django.db import migrations

KEPT = r"""
CREATE FUNCTION families_other_name_keys(person uuid) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    SELECT families_name_keys(other.name) FROM families_personname AS other
    WHERE other.person_id = person AND NOT other.is_hidden AND other.use <> 'anonymous'
$$;

CREATE OR REPLACE FUNCTION families_keep_keys(people uuid[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO families_personkeys AS kept (person_id, name, keys)
    SELECT person.id, upper(unaccent(person.full_name)), ARRAY(
        SELECT families_name_keys(person.full_name)
        UNION SELECT families_name_keys(
            person.known_as || ' ' || substring(person.full_name FROM '\S+\s*$')
        ) WHERE person.known_as <> ''
        UNION SELECT families_other_name_keys(person.id)
        UNION SELECT families_birth_keys(person.born_on)
        UNION SELECT families_place_keys(family.postcode)
        FROM families_familymember AS member JOIN families_family AS family
            ON family.id = member.family_id
        WHERE member.person_id = person.id
        ORDER BY 1
    )
    FROM families_person AS person WHERE person.id = ANY (people) ORDER BY person.id
    ON CONFLICT (person_id) DO UPDATE SET name = excluded.name, keys = excluded.keys
        WHERE (kept.name, kept.keys) IS DISTINCT FROM (excluded.name, excluded.keys)
$$;

CREATE TRIGGER keys_of_new_names AFTER INSERT ON families_personname
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION families_keep_keys_of_members();
CREATE TRIGGER keys_of_changed_names AFTER UPDATE ON families_personname
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION families_keep_keys_of_members();
CREATE TRIGGER keys_of_lost_names AFTER DELETE ON families_personname
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION families_keep_keys_of_members();
"""
NOT_KEPT = r"""
DROP TRIGGER keys_of_lost_names ON families_personname;
DROP TRIGGER keys_of_changed_names ON families_personname;
DROP TRIGGER keys_of_new_names ON families_personname;

CREATE OR REPLACE FUNCTION families_keep_keys(people uuid[]) RETURNS void LANGUAGE sql AS $$
    INSERT INTO families_personkeys AS kept (person_id, name, keys)
    SELECT person.id, upper(unaccent(person.full_name)), ARRAY(
        SELECT families_name_keys(person.full_name)
        UNION SELECT families_name_keys(
            person.known_as || ' ' || substring(person.full_name FROM '\S+\s*$')
        ) WHERE person.known_as <> ''
        UNION SELECT families_birth_keys(person.born_on)
        UNION SELECT families_place_keys(family.postcode)
        FROM families_familymember AS member JOIN families_family AS family
            ON family.id = member.family_id
        WHERE member.person_id = person.id
        ORDER BY 1
    )
    FROM families_person AS person WHERE person.id = ANY (people) ORDER BY person.id
    ON CONFLICT (person_id) DO UPDATE SET name = excluded.name, keys = excluded.keys
        WHERE (kept.name, kept.keys) IS DISTINCT FROM (excluded.name, excluded.keys)
$$;

DROP FUNCTION families_other_name_keys(uuid);
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0028_names")]

    operations = [migrations.RunSQL(KEPT, NOT_KEPT)]
