"""Who may be rung in an emergency, told with a booking (access.md A9)."""

import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations

import familyhubs.database.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("hubs", "0024_area_actions"),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="booking",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="booking",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="booking",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="booking",
            name="emergency_contact",
            field=familyhubs.database.encryption.EncryptedTextField(blank=True, default=""),
        ),
        migrations.AddField(
            model_name="bookingevent",
            name="emergency_contact",
            field=familyhubs.database.encryption.EncryptedTextField(blank=True, default=""),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="booking",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_bookingevent" ("access_needs", "activity_id", "booker_hash", "cancelled_at", "card_id", "children_ages", "emergency_contact", "form_hash", "id", "is_birth_counted", "name", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "session_id", "state", "token", "token_hash", "updated_at", "wiped_at") VALUES (NEW."access_needs", NEW."activity_id", NEW."booker_hash", NEW."cancelled_at", NEW."card_id", NEW."children_ages", NEW."emergency_contact", NEW."form_hash", NEW."id", NEW."is_birth_counted", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."recorded_at", NEW."session_id", NEW."state", NEW."token", NEW."token_hash", NEW."updated_at", NEW."wiped_at"); RETURN NULL;',
                    hash="1f67d18a55ab7d38b090846fc6e0a6cc13149491",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a33c2",
                    table="hubs_booking",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="booking",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "hubs_bookingevent" ("access_needs", "activity_id", "booker_hash", "cancelled_at", "card_id", "children_ages", "emergency_contact", "form_hash", "id", "is_birth_counted", "name", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "session_id", "state", "token", "token_hash", "updated_at", "wiped_at") VALUES (NEW."access_needs", NEW."activity_id", NEW."booker_hash", NEW."cancelled_at", NEW."card_id", NEW."children_ages", NEW."emergency_contact", NEW."form_hash", NEW."id", NEW."is_birth_counted", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."recorded_at", NEW."session_id", NEW."state", NEW."token", NEW."token_hash", NEW."updated_at", NEW."wiped_at"); RETURN NULL;',
                    hash="01bd16edaece8bb9930bcac3a3e2f6f0b689f079",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_3ccb2",
                    table="hubs_booking",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="booking",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_bookingevent" ("access_needs", "activity_id", "booker_hash", "cancelled_at", "card_id", "children_ages", "emergency_contact", "form_hash", "id", "is_birth_counted", "name", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "session_id", "state", "token", "token_hash", "updated_at", "wiped_at") VALUES (OLD."access_needs", OLD."activity_id", OLD."booker_hash", OLD."cancelled_at", OLD."card_id", OLD."children_ages", OLD."emergency_contact", OLD."form_hash", OLD."id", OLD."is_birth_counted", OLD."name", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."recorded_at", OLD."session_id", OLD."state", OLD."token", OLD."token_hash", OLD."updated_at", OLD."wiped_at"); RETURN NULL;',
                    hash="6f99e7074bd439d3b49fbd3b10605adabf713c93",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_33094",
                    table="hubs_booking",
                    when="AFTER",
                ),
            ),
        ),
    ]
