"""The database itself says whether a number has the shape and the check digit of its system.

As families.identifiers says it in Python; a test holds the two to the same answer.
"""

from django.db import migrations

FITS = """
CREATE FUNCTION families_identifier_fits(system text, value text) RETURNS boolean
LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE system
        WHEN 'nhs' THEN CASE WHEN value !~ '^[0-9]{10}$' OR value = '0000000000' THEN false ELSE (
            SELECT (11 - sum((11 - at) * substr(value, at, 1)::int) % 11) % 11
            FROM generate_series(1, 9) AS at
        ) = substr(value, 10, 1)::int END
        WHEN 'uln' THEN CASE WHEN value !~ '^[1-9][0-9]{9}$' THEN false ELSE (
            SELECT CASE sum((11 - at) * substr(value, at, 1)::int) % 11 WHEN 0 THEN -1
                ELSE 10 - sum((11 - at) * substr(value, at, 1)::int) % 11 END
            FROM generate_series(1, 9) AS at
        ) = substr(value, 10, 1)::int END
        WHEN 'upn' THEN CASE
            WHEN value !~ '^[A-HJ-NP-RT-Z][0-9]{11}[0-9A-HJ-NP-RT-Z]$' THEN false ELSE (
            SELECT substr('ABCDEFGHJKLMNPQRTUVWXYZ', (sum(at * CASE
                WHEN substr(value, at, 1) ~ '[0-9]' THEN substr(value, at, 1)::int
                ELSE strpos('ABCDEFGHJKLMNPQRTUVWXYZ', substr(value, at, 1)) - 1 END
            ) % 23)::int + 1, 1)
            FROM generate_series(2, 13) AS at
        ) = left(value, 1) END
        WHEN 'school' THEN value ~ '^[1-9][0-9]{5}$'
        WHEN 'gp' THEN value ~ '^[A-Z][0-9]{5}$'
        ELSE value ~ '^[A-Z0-9/]{1,30}$'
    END
$$;
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0025_who_answers_for_a_child")]

    operations = [migrations.RunSQL(FITS, "DROP FUNCTION families_identifier_fits(text, text)")]
