"""Which record stayed, where another was merged into it: by its id or its reference, past the policies.

It gives an id alone; whoever asks must see that record to learn more than that.
"""

from django.db import migrations

STAYED = """
CREATE FUNCTION families_stayed(asked uuid, called text) RETURNS uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT merged_into_id FROM families_family
    WHERE (id = asked OR reference = called) AND merged_into_id IS NOT NULL
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0055_merged_into")]

    operations = [
        migrations.RunSQL(STAYED, "DROP FUNCTION families_stayed(uuid, text)"),
    ]
