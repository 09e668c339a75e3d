"""Whom an entry is about stays fixed for everybody but what runs as the tables' owner.

Joining two entries of one person moves it, and erasing a record takes it away: both are functions of
the owner that ask the database who agreed (merging 0005, keeping 0002).
"""

from django.db import migrations

KEPT = """
CREATE OR REPLACE FUNCTION families_about_is_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    {unless}RAISE EXCEPTION 'families: whom an entry is about is never changed';
END $$;
"""
OWNER = """IF current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class
            WHERE oid = TG_RELID) THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    """


class Migration(migrations.Migration):
    dependencies = [("families", "0057_how_people_are_reached")]

    operations = [migrations.RunSQL(KEPT.replace("{unless}", OWNER), KEPT.replace("{unless}", ""))]
