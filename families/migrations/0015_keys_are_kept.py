"""The database keeps by what a person is found again, whoever changes a name, a day or a place."""

from django.db import migrations

# `families_name_words` as matching.name_words takes a name apart; a short word belongs to the next
# one too, so that "O Brien" is found by "O'Brien". `families_sounds` is the Daitch-Mokotoff code,
# made for the names of Eastern Europe, after what it does not know: a breathed consonant of South
# Asia, a w that is not heard. A word in other letters than the Latin ones is its own sound.
KEPT = r"""
CREATE FUNCTION families_name_words(name text) RETURNS text[] LANGUAGE sql STABLE AS $$
    SELECT (string_to_array(trim(regexp_replace(
        translate(lower(unaccent(name)), '''’‘`', ''), '[[:space:][:digit:][:punct:]]+', ' ', 'g'
    )), ' '))[1:6]
$$;

CREATE FUNCTION families_sounds(word text) RETURNS text[] LANGUAGE sql IMMUTABLE AS $$
    SELECT coalesce(daitch_mokotoff(regexp_replace(
        regexp_replace(left(word, 30), '([bdgjk])h', '\1', 'g'),
        '([aeo])w(?=[^aeiouy]|$)', '\1', 'g'
    )), ARRAY[left(word, 30)])
$$;

CREATE FUNCTION families_name_keys(name text) RETURNS SETOF text LANGUAGE sql STABLE AS $$
    WITH words AS (
        SELECT families_name_words(each) AS words
        FROM unnest(ARRAY[name, regexp_replace(name, '\m(\w{1,3})[ -]+(?=\w)', '\1', 'g')]) AS each
    ), sounds AS (
        SELECT at, sound, cardinality(words) AS many, words
        FROM words, unnest(words) WITH ORDINALITY AS word (word, at),
            unnest(families_sounds(word)) AS sound
        WHERE word <> ''
    )
    SELECT 'w' || sound FROM sounds
    UNION SELECT 'o' || sound FROM sounds
        WHERE many = 1 AND cardinality(families_name_words(name)) = 1
    UNION SELECT 'p' || least(one.sound, other.sound) || ' ' || greatest(one.sound, other.sound)
    FROM sounds AS one JOIN sounds AS other ON one.words = other.words AND one.at < other.at
$$;

CREATE FUNCTION families_place_keys(postcode text) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
    SELECT unnest(ARRAY['c' || whole, 's' || left(whole, -2)])
    FROM upper(regexp_replace(postcode, '\s', '', 'g')) AS whole WHERE length(whole) > 4
$$;

CREATE FUNCTION families_birth_keys(born date) RETURNS SETOF text LANGUAGE sql IMMUTABLE AS $$
    SELECT unnest(ARRAY['d' || (born - DATE '1900-01-01')::text, 'y' || extract(year FROM born)::int::text])
    WHERE born IS NOT NULL
$$;

CREATE FUNCTION families_keep_keys(people uuid[]) RETURNS void LANGUAGE sql AS $$
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

CREATE FUNCTION families_keep_keys_of_people() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM families_keep_keys(ARRAY(SELECT id FROM changed));
    RETURN NULL;
END $$;
CREATE FUNCTION families_keep_keys_of_members() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM families_keep_keys(ARRAY(SELECT person_id FROM changed));
    RETURN NULL;
END $$;
CREATE FUNCTION families_keep_keys_of_families() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    PERFORM families_keep_keys(ARRAY(
        SELECT member.person_id FROM changed
        JOIN before ON before.id = changed.id AND before.postcode <> changed.postcode
        JOIN families_familymember AS member ON member.family_id = changed.id
    ));
    RETURN NULL;
END $$;

CREATE TRIGGER keys_of_new_people AFTER INSERT ON families_person
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION families_keep_keys_of_people();
CREATE TRIGGER keys_of_changed_people AFTER UPDATE ON families_person
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION families_keep_keys_of_people();
CREATE TRIGGER keys_of_new_members AFTER INSERT ON families_familymember
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION families_keep_keys_of_members();
CREATE TRIGGER keys_of_changed_members AFTER UPDATE ON families_familymember
    REFERENCING NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION families_keep_keys_of_members();
CREATE TRIGGER keys_of_lost_members AFTER DELETE ON families_familymember
    REFERENCING OLD TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION families_keep_keys_of_members();
CREATE TRIGGER keys_of_moved_families AFTER UPDATE ON families_family
    REFERENCING OLD TABLE AS before NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION families_keep_keys_of_families();
"""
NOT_KEPT = """
DROP TRIGGER keys_of_moved_families ON families_family;
DROP TRIGGER keys_of_lost_members ON families_familymember;
DROP TRIGGER keys_of_changed_members ON families_familymember;
DROP TRIGGER keys_of_new_members ON families_familymember;
DROP TRIGGER keys_of_changed_people ON families_person;
DROP TRIGGER keys_of_new_people ON families_person;
DROP FUNCTION families_keep_keys_of_families();
DROP FUNCTION families_keep_keys_of_members();
DROP FUNCTION families_keep_keys_of_people();
DROP FUNCTION families_keep_keys(uuid[]);
DROP FUNCTION families_birth_keys(date);
DROP FUNCTION families_place_keys(text);
DROP FUNCTION families_name_keys(text);
DROP FUNCTION families_sounds(text);
DROP FUNCTION families_name_words(text);
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0014_person_keys")]

    operations = [migrations.RunSQL(KEPT, NOT_KEPT)]
