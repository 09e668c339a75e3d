"""The database keeps how each family stands, whoever writes what it follows from.

Its functions run as the owner of the tables: a partner who logs a contact, or steps a plan up, moves
the row though they may not read it. They take a family's id and give nothing back.
"""

from django.db import migrations

KEPT = """
CREATE FUNCTION families_stand_groups(who uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    WITH today AS (SELECT (now() AT TIME ZONE 'Europe/London')::date AS day),
    newest AS (
        SELECT DISTINCT ON (group_id, person_id) group_id, observed_on, still_true
        FROM families_priorityobservation WHERE family_id = who
        ORDER BY group_id, person_id, observed_on DESC, recorded_at DESC
    ),
    so_now AS (
        SELECT g.code, g.in_rank, (max(n.observed_on) + interval '12 months')::date AS lapses_on
        FROM newest n JOIN families_prioritygroup g ON g.id = n.group_id CROSS JOIN today
        WHERE n.still_true AND (n.observed_on + interval '12 months')::date > today.day
            AND EXISTS (
                SELECT FROM families_prioritywording w WHERE w.group_id = g.id
                AND w.starts_on <= today.day AND (w.ends_on IS NULL OR w.ends_on >= today.day)
            )
        GROUP BY g.code, g.in_rank
    ),
    found AS (
        SELECT coalesce(array_agg(code ORDER BY code), '{}') AS codes,
            count(*) FILTER (WHERE in_rank) AS ranked, min(lapses_on) AS lapses_on
        FROM so_now
    )
    UPDATE families_familystanding s SET
        codes = found.codes, ranked = found.ranked, lapses_on = found.lapses_on,
        -- Something new: what was decided about the family was decided without it.
        looks_again_on = CASE WHEN found.ranked > s.ranked THEN NULL ELSE s.looks_again_on END,
        updated_at = now()
    FROM found WHERE s.family_id = who
        AND (s.codes, s.ranked, s.lapses_on) IS DISTINCT FROM
            (found.codes::varchar[], found.ranked::smallint, found.lapses_on)
$$;

CREATE FUNCTION families_stand_contacts(who uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE families_familystanding s SET
        last_contact_at = spoken.happened_at, last_contact_by_id = spoken.author_id,
        quiet_since = coalesce(spoken.happened_at, f.first_known_at),
        last_tried_at = (
            SELECT max(happened_at) FROM families_contact
            WHERE family_id = who AND came_of NOT IN ('spoke', 'came')
        ),
        next_due_on = (
            SELECT next_due_on FROM families_contact WHERE family_id = who
            ORDER BY happened_at DESC, recorded_at DESC LIMIT 1
        ),
        updated_at = now()
    FROM families_family f LEFT JOIN LATERAL (
        SELECT e.happened_at, e.author_id FROM families_timelineentry e
        LEFT JOIN families_contact c ON c.entry_id = e.id
        WHERE e.family_id = who AND e.kind = 'contact' AND e.amends_id IS NULL
            AND e.source_id IS NULL
            AND (c.id IS NULL OR c.came_of IN ('spoke', 'came'))
        ORDER BY e.happened_at DESC, e.id DESC LIMIT 1
    ) spoken ON true
    WHERE f.id = who AND s.family_id = who
$$;

CREATE FUNCTION families_stand_objection(who uuid) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    UPDATE families_familystanding SET updated_at = now(), objected = EXISTS (
        SELECT FROM families_rankingobjection WHERE family_id = who AND ends_at IS NULL
    ) WHERE family_id = who
$$;

CREATE FUNCTION families_stand_lapsed() RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT count(*) FROM (
        SELECT family_id FROM families_familystanding
        WHERE lapses_on <= (now() AT TIME ZONE 'Europe/London')::date
        ORDER BY family_id FOR UPDATE SKIP LOCKED
    ) lapsed CROSS JOIN LATERAL families_stand_groups(family_id)
$$;

CREATE FUNCTION families_stand_with(code text) RETURNS bigint
LANGUAGE sql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT count(*) FROM (
        SELECT DISTINCT o.family_id FROM families_priorityobservation o
        JOIN families_prioritygroup g ON g.id = o.group_id WHERE g.code = $1 ORDER BY 1
    ) theirs CROSS JOIN LATERAL families_stand_groups(family_id)
$$;

CREATE FUNCTION families_standing_begins() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    INSERT INTO families_familystanding
        (id, updated_at, family_id, codes, ranked, level, quiet_since, objected)
    VALUES (gen_random_uuid(), now(), NEW.id, '{}', 0, 0, NEW.first_known_at, false);
    RETURN NULL;
END $$;

CREATE FUNCTION families_standing_hears() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE families_familystanding SET last_contact_at = NEW.happened_at,
        last_contact_by_id = NEW.author_id, quiet_since = NEW.happened_at, updated_at = now()
    WHERE family_id = NEW.family_id
        AND (last_contact_at IS NULL OR last_contact_at <= NEW.happened_at);
    RETURN NULL;
END $$;

CREATE FUNCTION families_standing_follows() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    CASE TG_TABLE_NAME
        WHEN 'families_priorityobservation' THEN PERFORM families_stand_groups(NEW.family_id);
        WHEN 'families_contact' THEN PERFORM families_stand_contacts(NEW.family_id);
        WHEN 'families_rankingobjection' THEN PERFORM families_stand_objection(NEW.family_id);
    END CASE;
    RETURN NULL;
END $$;

CREATE FUNCTION families_standing_is_decided() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    UPDATE families_familystanding SET looks_again_on = NEW.look_again_on, updated_at = now()
    WHERE family_id = NEW.family_id;
    RETURN NULL;
END $$;

CREATE TRIGGER standing_begins AFTER INSERT ON families_family
    FOR EACH ROW EXECUTE FUNCTION families_standing_begins();
CREATE TRIGGER standing_hears AFTER INSERT ON families_timelineentry
    FOR EACH ROW WHEN (NEW.kind = 'contact' AND NEW.amends_id IS NULL AND NEW.source_id IS NULL)
    EXECUTE FUNCTION families_standing_hears();
CREATE TRIGGER standing_follows AFTER INSERT ON families_contact
    FOR EACH ROW EXECUTE FUNCTION families_standing_follows();
CREATE TRIGGER standing_follows AFTER INSERT ON families_priorityobservation
    FOR EACH ROW EXECUTE FUNCTION families_standing_follows();
CREATE TRIGGER standing_follows AFTER INSERT OR UPDATE ON families_rankingobjection
    FOR EACH ROW EXECUTE FUNCTION families_standing_follows();
CREATE TRIGGER standing_is_decided AFTER INSERT ON families_helpoffer
    FOR EACH ROW EXECUTE FUNCTION families_standing_is_decided();

INSERT INTO families_familystanding
    (id, updated_at, family_id, codes, ranked, level, quiet_since, objected)
SELECT gen_random_uuid(), now(), id, '{}', 0, 0, first_known_at, false FROM families_family;
SELECT count(families_stand_contacts(id)) FROM families_family;
"""
NOT_KEPT = """
DROP TRIGGER standing_is_decided ON families_helpoffer;
DROP TRIGGER standing_follows ON families_rankingobjection;
DROP TRIGGER standing_follows ON families_priorityobservation;
DROP TRIGGER standing_follows ON families_contact;
DROP TRIGGER standing_hears ON families_timelineentry;
DROP TRIGGER standing_begins ON families_family;
DROP FUNCTION families_standing_is_decided();
DROP FUNCTION families_standing_follows();
DROP FUNCTION families_standing_hears();
DROP FUNCTION families_standing_begins();
DROP FUNCTION families_stand_with(text);
DROP FUNCTION families_stand_lapsed();
DROP FUNCTION families_stand_objection(uuid);
DROP FUNCTION families_stand_contacts(uuid);
DROP FUNCTION families_stand_groups(uuid);
DELETE FROM families_familystanding;
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0035_priority_groups_and_outreach")]

    operations = [migrations.RunSQL(KEPT, NOT_KEPT)]
