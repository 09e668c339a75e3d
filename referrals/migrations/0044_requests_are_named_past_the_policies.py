"""Requests are found by a name past the policies, which could not use its index: ids alone come of it."""

from django.db import migrations

NAMED = r"""
CREATE FUNCTION referrals_named(words text) RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp
SET plan_cache_mode = force_custom_plan AS $$
    SELECT id FROM referrals_referral WHERE upper(contact_name) LIKE
        '%' || replace(replace(replace(words, '\', '\\'), '%', '\%'), '_', '\_') || '%'
    UNION
    SELECT referral_id FROM referrals_referralperson WHERE upper(full_name) LIKE
        '%' || replace(replace(replace(words, '\', '\\'), '%', '\%'), '_', '\_') || '%'
$$;
REVOKE ALL ON FUNCTION referrals_named(text) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("referrals", "0043_concern_history_keeps_both")]

    operations = [migrations.RunSQL(NAMED, "DROP FUNCTION referrals_named(text)")]
