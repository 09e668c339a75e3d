"""Whom an entry is about decides who may read it, so it is as fixed as the entry itself."""

from django.db import migrations

PROTECT = """
CREATE FUNCTION families_about_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'families: whom an entry is about is never changed';
END $$;
CREATE TRIGGER about_is_kept BEFORE UPDATE OR DELETE ON families_timelineentry_about
    FOR EACH ROW EXECUTE FUNCTION families_about_is_kept();
"""
RELEASE = """
DROP TRIGGER about_is_kept ON families_timelineentry_about;
DROP FUNCTION families_about_is_kept();
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0002_history_tasks_and_amendments")]

    operations = [migrations.RunSQL(PROTECT, RELEASE)]
