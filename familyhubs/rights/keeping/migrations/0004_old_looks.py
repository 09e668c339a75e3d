from django.conf import settings
from django.db import migrations

# Who looked and who was refused, once the schedule's period is over: the row stays, as a count of
# a day and a verb; of whom it was, and why, goes. What is held keeps its log. The period is read
# here, so that no caller can shorten it.
FUNCTION = """
CREATE FUNCTION keeping_forget_looks(most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '{}');
    until timestamptz;
    forgotten bigint;
BEGIN
    IF current_setting('familyhubs.actor', true) IS DISTINCT FROM 'system:clock' THEN
        RAISE EXCEPTION 'Only the clock erases' USING ERRCODE = 'insufficient_privilege';
    END IF;
    SELECT now() - make_interval(months => greatest(months, 12)) INTO STRICT until
    FROM keeping_rule r WHERE code = 'access_log' AND NOT EXISTS (
        SELECT FROM keeping_hold h WHERE h.rule_id = r.id AND h.ends_at IS NULL);
    PERFORM set_config('pgtrigger.ignore', (
        SELECT '{' || string_agg(DISTINCT tgname, ',') || '}' FROM pg_trigger
        WHERE tgname LIKE 'pgtrigger\\_append\\_only\\_%'), true);
    UPDATE audit_event SET about_id = NULL, family_id = NULL, reason = '', facts = '{}'
    WHERE id IN (
        SELECT e.id FROM audit_event e
        WHERE e.at < until AND e.kind IN ('saw', 'refused')
            AND (e.about_id IS NOT NULL OR e.family_id IS NOT NULL OR e.facts <> '{}')
            AND NOT EXISTS (SELECT FROM keeping_hold h WHERE h.ends_at IS NULL AND (
                h.family_id IN (e.family_id, e.about_id) OR h.person_id IN (
                    SELECT m.person_id FROM families_familymember m
                    WHERE m.family_id = e.family_id)))
        ORDER BY e.id LIMIT most);
    GET DIAGNOSTICS forgotten = ROW_COUNT;
    PERFORM set_config('pgtrigger.ignore', ignored, true);
    IF forgotten > 0 THEN
        INSERT INTO audit_event (kind, verb, actor, actor_name, about_model, reason, request_id, facts)
        VALUES ('did', 'audit.looks_forgotten', 'system:clock', '', 'audit.event', '',
            nullif(current_setting('pghistory.context_id', true), '')::uuid,
            jsonb_build_object('events', forgotten));
    END IF;
    RETURN forgotten;
EXCEPTION WHEN no_data_found THEN
    RETURN 0;
END
$$
"""


def make(apps, schema_editor):
    web = schema_editor.quote_name(settings.DATABASES["default"]["USER"])
    schema_editor.execute(FUNCTION, params=None)
    schema_editor.execute("REVOKE ALL ON FUNCTION keeping_forget_looks(integer) FROM PUBLIC")
    schema_editor.execute(f"GRANT EXECUTE ON FUNCTION keeping_forget_looks(integer) TO {web}")


def unmake(apps, schema_editor):
    schema_editor.execute("DROP FUNCTION IF EXISTS keeping_forget_looks(integer)")


class Migration(migrations.Migration):
    dependencies = [("keeping", "0003_defaults")]

    operations = [migrations.RunPython(make, unmake)]
