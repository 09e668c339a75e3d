"""Other names are found as the first is: past the policies, and only ids come of it."""

from django.db import migrations

NAMED = r"""
CREATE OR REPLACE FUNCTION families_people_named(words text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan AS $$
    SELECT id FROM families_person
    WHERE upper(full_name) LIKE
        '%' || replace(replace(replace(words, '\', '\\'), '%', '\%'), '_', '\_') || '%'
        OR upper(full_name) %> words{others}
$$;
"""
OTHERS = r"""
    UNION
    SELECT person_id FROM families_personname
    WHERE NOT is_hidden AND use <> 'anonymous' AND (upper(name) LIKE
        '%' || replace(replace(replace(words, '\', '\\'), '%', '\%'), '_', '\_') || '%'
        OR upper(name) %> words)"""


class Migration(migrations.Migration):
    dependencies = [("families", "0048_kinds_of_grant")]

    operations = [
        migrations.RunSQL(NAMED.replace("{others}", OTHERS), NAMED.replace("{others}", ""))
    ]
