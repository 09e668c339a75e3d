"""History triggers with every column: those of earlier migrations were made side by side."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0023_partners"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="referral",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="referral",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="referral",
            name="delete_delete",
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_referralevent" ("agency", "agreement", "agreement_words", "asker", "channel", "contact_card_id", "contact_name", "decided_at", "decided_by_id", "decision", "decision_due_at", "decision_reason", "family_id", "happened_at", "held_at", "held_by_id", "held_team_id", "hub_id", "id", "level", "moved_because", "no_fixed_address", "paused_at", "paused_for", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "recorded_at", "reference", "referrer_id", "referrer_organisation_id", "referrer_role", "review_on", "safety_flags", "screen_due_at", "screened_at", "screened_by_id", "source", "status", "story", "taken_by_id", "tried", "updated_at", "ward_id") VALUES (NEW."agency", NEW."agreement", NEW."agreement_words", NEW."asker", NEW."channel", NEW."contact_card_id", NEW."contact_name", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."decision_due_at", NEW."decision_reason", NEW."family_id", NEW."happened_at", NEW."held_at", NEW."held_by_id", NEW."held_team_id", NEW."hub_id", NEW."id", NEW."level", NEW."moved_because", NEW."no_fixed_address", NEW."paused_at", NEW."paused_for", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."postcode", NEW."recorded_at", NEW."reference", NEW."referrer_id", NEW."referrer_organisation_id", NEW."referrer_role", NEW."review_on", NEW."safety_flags", NEW."screen_due_at", NEW."screened_at", NEW."screened_by_id", NEW."source", NEW."status", NEW."story", NEW."taken_by_id", NEW."tried", NEW."updated_at", NEW."ward_id"); RETURN NULL;',
                    hash="8c04407656a47f995838f439c68e66bc3e3b66eb",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a74c8",
                    table="referrals_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_referralevent" ("agency", "agreement", "agreement_words", "asker", "channel", "contact_card_id", "contact_name", "decided_at", "decided_by_id", "decision", "decision_due_at", "decision_reason", "family_id", "happened_at", "held_at", "held_by_id", "held_team_id", "hub_id", "id", "level", "moved_because", "no_fixed_address", "paused_at", "paused_for", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "recorded_at", "reference", "referrer_id", "referrer_organisation_id", "referrer_role", "review_on", "safety_flags", "screen_due_at", "screened_at", "screened_by_id", "source", "status", "story", "taken_by_id", "tried", "updated_at", "ward_id") VALUES (NEW."agency", NEW."agreement", NEW."agreement_words", NEW."asker", NEW."channel", NEW."contact_card_id", NEW."contact_name", NEW."decided_at", NEW."decided_by_id", NEW."decision", NEW."decision_due_at", NEW."decision_reason", NEW."family_id", NEW."happened_at", NEW."held_at", NEW."held_by_id", NEW."held_team_id", NEW."hub_id", NEW."id", NEW."level", NEW."moved_because", NEW."no_fixed_address", NEW."paused_at", NEW."paused_for", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."postcode", NEW."recorded_at", NEW."reference", NEW."referrer_id", NEW."referrer_organisation_id", NEW."referrer_role", NEW."review_on", NEW."safety_flags", NEW."screen_due_at", NEW."screened_at", NEW."screened_by_id", NEW."source", NEW."status", NEW."story", NEW."taken_by_id", NEW."tried", NEW."updated_at", NEW."ward_id"); RETURN NULL;',
                    hash="f83e5016a4ed7bab0410391f99860a35ff1cff20",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_223e7",
                    table="referrals_referral",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="referral",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_referralevent" ("agency", "agreement", "agreement_words", "asker", "channel", "contact_card_id", "contact_name", "decided_at", "decided_by_id", "decision", "decision_due_at", "decision_reason", "family_id", "happened_at", "held_at", "held_by_id", "held_team_id", "hub_id", "id", "level", "moved_because", "no_fixed_address", "paused_at", "paused_for", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "postcode", "recorded_at", "reference", "referrer_id", "referrer_organisation_id", "referrer_role", "review_on", "safety_flags", "screen_due_at", "screened_at", "screened_by_id", "source", "status", "story", "taken_by_id", "tried", "updated_at", "ward_id") VALUES (OLD."agency", OLD."agreement", OLD."agreement_words", OLD."asker", OLD."channel", OLD."contact_card_id", OLD."contact_name", OLD."decided_at", OLD."decided_by_id", OLD."decision", OLD."decision_due_at", OLD."decision_reason", OLD."family_id", OLD."happened_at", OLD."held_at", OLD."held_by_id", OLD."held_team_id", OLD."hub_id", OLD."id", OLD."level", OLD."moved_because", OLD."no_fixed_address", OLD."paused_at", OLD."paused_for", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."postcode", OLD."recorded_at", OLD."reference", OLD."referrer_id", OLD."referrer_organisation_id", OLD."referrer_role", OLD."review_on", OLD."safety_flags", OLD."screen_due_at", OLD."screened_at", OLD."screened_by_id", OLD."source", OLD."status", OLD."story", OLD."taken_by_id", OLD."tried", OLD."updated_at", OLD."ward_id"); RETURN NULL;',
                    hash="9131b8249e1759dc4f3896a80ece80f078889a6f",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_e24da",
                    table="referrals_referral",
                    when="AFTER",
                ),
            ),
        ),
    ]
