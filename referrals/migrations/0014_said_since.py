"""What a family says about its request after it was sent."""

import uuid

import django.db.models.deletion
import django.db.models.functions.datetime
import django.db.models.functions.text
import django.db.models.lookups
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

import familyhubs.database.encryption


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0013_people_by_birth"),
    ]

    operations = [
        migrations.CreateModel(
            name="SaidSince",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid.uuid4, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("added", "Added something"),
                            ("withdrew", "Does not want the help any more"),
                            ("off", "Nobody may look where the request is"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "words",
                    familyhubs.database.encryption.EncryptedTextField(blank=True, default=""),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="said_since",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "ordering": ["recorded_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="SaidSinceEvent",
            fields=[
                ("pgh_id", models.AutoField(primary_key=True, serialize=False)),
                ("pgh_created_at", models.DateTimeField(auto_now_add=True)),
                ("pgh_label", models.TextField(help_text="The event label.")),
                ("pgh_context", pghistory.utils.JSONField(null=True)),
                ("pgh_context_id", models.UUIDField(null=True)),
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, serialize=False)),
                (
                    "recorded_at",
                    models.DateTimeField(
                        db_default=django.db.models.functions.datetime.Now(), editable=False
                    ),
                ),
                ("updated_at", models.DateTimeField(auto_now=True)),
                (
                    "what",
                    models.CharField(
                        choices=[
                            ("added", "Added something"),
                            ("withdrew", "Does not want the help any more"),
                            ("off", "Nobody may look where the request is"),
                        ],
                        max_length=8,
                    ),
                ),
                (
                    "words",
                    familyhubs.database.encryption.EncryptedTextField(blank=True, default=""),
                ),
                (
                    "pgh_obj",
                    models.ForeignKey(
                        db_constraint=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        related_query_name="+",
                        to="referrals.saidsince",
                    ),
                ),
                (
                    "referral",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="referrals.referral",
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.AddConstraint(
            model_name="saidsince",
            constraint=models.UniqueConstraint(
                condition=models.Q(("what", "added"), _negated=True),
                fields=("referral", "what"),
                name="said_since_withdrew_or_off_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="saidsince",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("what", "added"), _negated=True),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.Length("words"), 0
                    ),
                    _connector="OR",
                ),
                name="said_since_added_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="saidsince",
            constraint=models.CheckConstraint(
                condition=models.Q(("what__in", ["added", "withdrew", "off"])),
                name="said_since_is_known",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="saidsince",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_saidsinceevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "referral_id", "updated_at", "what", "words") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."referral_id", NEW."updated_at", NEW."what", NEW."words"); RETURN NULL;',
                    hash="f2297a090a1d0d5497d51f19e7cf9eb1a90449c6",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7a3a4",
                    table="referrals_saidsince",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="saidsince",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "referrals_saidsinceevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "referral_id", "updated_at", "what", "words") VALUES (NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."referral_id", NEW."updated_at", NEW."what", NEW."words"); RETURN NULL;',
                    hash="1a683583b0a763a56d20deaec84aa72402d7f0a4",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e9340",
                    table="referrals_saidsince",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="saidsince",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "referrals_saidsinceevent" ("id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "referral_id", "updated_at", "what", "words") VALUES (OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."referral_id", OLD."updated_at", OLD."what", OLD."words"); RETURN NULL;',
                    hash="f21500bf398b6f5f5360d9c0942e54f587ffa495",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1f530",
                    table="referrals_saidsince",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="saidsinceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2dd5a746b089707d73b4abbe253ed922664fa82f",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_2cd0b",
                    table="referrals_saidsinceevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
