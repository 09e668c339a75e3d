from django.conf import settings
from django.db import migrations

# The one way past the append-only triggers. It runs as the tables' owner, whoever calls it:
# - it says who and why, taking "who" from the transaction and never from the caller's words;
# - events stay (that something was done, by which worker, when) but no longer say about whom;
# - versions in the row history of the erased records go;
# - the erasure is itself an event.
FUNCTION = """
CREATE FUNCTION audit_erase(ids uuid[], why text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    who text := coalesce(current_setting('familyhubs.actor', true), '');
    ignored text := coalesce(current_setting('pgtrigger.ignore', true), '');
    history regclass;
    unlinked bigint;
    removed bigint := 0;
    some_rows bigint;
BEGIN
    IF who = '' OR coalesce(length(trim(why)), 0) < 5 OR coalesce(cardinality(ids), 0) = 0 THEN
        RAISE EXCEPTION 'An erasure needs an actor, a reason and at least one id';
    END IF;

    PERFORM set_config('pgtrigger.ignore', (
        SELECT '{' || string_agg(tgname, ',') || '}' FROM pg_trigger
        WHERE tgname LIKE 'pgtrigger\\_append\\_only\\_%'
    ), true);

    UPDATE audit_event
    SET about_id = NULL, family_id = NULL, reason = '', facts = '{}'
    WHERE family_id = ANY (ids) OR about_id = ANY (ids);
    GET DIAGNOSTICS unlinked = ROW_COUNT;

    FOR history IN
        SELECT column_of.attrelid::regclass
        FROM pg_attribute column_of
        JOIN pg_class kept ON kept.oid = column_of.attrelid AND kept.relkind = 'r'
        JOIN pg_namespace ON pg_namespace.oid = kept.relnamespace AND nspname = 'public'
        WHERE column_of.attname = 'pgh_obj_id' AND column_of.atttypid = 'uuid'::regtype
    LOOP
        EXECUTE format('DELETE FROM %s WHERE pgh_obj_id = ANY ($1)', history) USING ids;
        GET DIAGNOSTICS some_rows = ROW_COUNT;
        removed := removed + some_rows;
    END LOOP;

    PERFORM set_config('pgtrigger.ignore', ignored, true);
    INSERT INTO audit_event (kind, verb, actor, actor_name, about_model, reason, request_id, facts)
    VALUES ('did', 'audit.erased', who, '', 'audit.event', why,
        nullif(current_setting('pghistory.context_id', true), '')::uuid,
        jsonb_build_object('events', unlinked, 'versions', removed));
    RETURN unlinked + removed;
END
$$
"""


def make(apps, schema_editor):
    web = schema_editor.quote_name(settings.DATABASES["default"]["USER"])
    schema_editor.execute(FUNCTION, params=None)
    schema_editor.execute("REVOKE ALL ON FUNCTION audit_erase(uuid[], text) FROM PUBLIC")
    schema_editor.execute(f"GRANT EXECUTE ON FUNCTION audit_erase(uuid[], text) TO {web}")


def unmake(apps, schema_editor):
    schema_editor.execute("DROP FUNCTION audit_erase(uuid[], text)")


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunPython(make, unmake)]
