"""That somebody is in another family too: its hub and who leads there, and no more (access.md 2).

The policies hide the other family, so that its owner's function answers, and only of a family which
whoever asks sees by their own work. A restricted family, one that nobody works with, and one that
they are barred from are never named.
"""

from django.db import migrations

ALSO = """
CREATE FUNCTION families_also_in(somebody uuid, here uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('hub', hub.name, 'lead', who.full_name)
        ORDER BY hub.name, who.full_name), '[]'::jsonb)
    FROM families_familymember AS member
    JOIN families_family AS family ON family.id = member.family_id
    JOIN hubs_hub AS hub ON hub.id = family.hub_id
    JOIN families_involvement AS work ON work.family_id = family.id AND work.role = 'lead'
        AND work.starts_at <= now() AND (work.ends_at IS NULL OR work.ends_at > now())
    LEFT JOIN accounts_user AS who ON who.id = work.user_id
    WHERE member.person_id = somebody AND member.family_id <> here AND NOT family.is_restricted
        AND member.starts_at <= now() AND (member.ends_at IS NULL OR member.ends_at > now())
        AND (family.id = ANY (nullif(current_setting('familyhubs.barred', true), '')::uuid[]))
            IS NOT TRUE
        AND (current_setting('familyhubs.sight', true) = 'all'
            OR here = ANY (nullif(current_setting('familyhubs.families', true), '')::uuid[])
            OR EXISTS (SELECT FROM families_family AS this WHERE this.id = here
                AND NOT this.is_restricted AND this.hub_id
                    = ANY (nullif(current_setting('familyhubs.hubs', true), '')::uuid[])))
$$;
REVOKE ALL ON FUNCTION families_also_in(uuid, uuid) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("families", "0053_deaths")]

    operations = [migrations.RunSQL(ALSO, "DROP FUNCTION families_also_in(uuid, uuid)")]
