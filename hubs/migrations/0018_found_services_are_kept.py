"""The database keeps what a search reads of a service, whoever changes the service."""

from django.db import migrations

KEPT = """
INSERT INTO hubs_foundservice
    (service_id, is_remote, review_due_on, on_from, on_until, status, name, words)
SELECT id, is_remote, review_due_on, on_from, on_until, status, name,
    to_tsvector('english', search_text)
FROM hubs_service;

CREATE FUNCTION hubs_keep_found_service() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO hubs_foundservice AS found
        (service_id, is_remote, review_due_on, on_from, on_until, status, name, words)
    VALUES (NEW.id, NEW.is_remote, NEW.review_due_on, NEW.on_from, NEW.on_until, NEW.status,
        NEW.name, to_tsvector('english', NEW.search_text))
    ON CONFLICT (service_id) DO UPDATE SET
        is_remote = excluded.is_remote, review_due_on = excluded.review_due_on,
        on_from = excluded.on_from, on_until = excluded.on_until, status = excluded.status,
        name = excluded.name, words = excluded.words;
    RETURN NULL;
END $$;
CREATE TRIGGER service_found AFTER INSERT OR UPDATE ON hubs_service
    FOR EACH ROW EXECUTE FUNCTION hubs_keep_found_service();
"""
NOT_KEPT = """
DROP TRIGGER service_found ON hubs_service;
DROP FUNCTION hubs_keep_found_service();
DELETE FROM hubs_foundservice;
"""


class Migration(migrations.Migration):
    dependencies = [("hubs", "0017_what_a_search_reads")]

    operations = [migrations.RunSQL(KEPT, NOT_KEPT)]
