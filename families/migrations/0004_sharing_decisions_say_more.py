import django.contrib.postgres.constraints
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import hubs.models.staff


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("families", "0003_about_is_kept"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        pgtrigger.migrations.RemoveTrigger(
            model_name="sharingdecision",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="sharingdecision",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="sharingdecision",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="sharingdecision",
            name="asked_by",
            field=models.ForeignKey(
                blank=True,
                help_text="Who wanted it shared; empty only where the decision is older than the question.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sharingdecision",
            name="ended_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sharingdecision",
            name="family_told",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="sharingdecision",
            name="why_not_told",
            # For decisions that are older than the question.
            field=models.TextField(blank=True, default="Not recorded"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="sharingdecisionevent",
            name="asked_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sharingdecisionevent",
            name="ended_by",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="sharingdecisionevent",
            name="family_told",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="sharingdecisionevent",
            name="why_not_told",
            # For decisions that are older than the question.
            field=models.TextField(blank=True, default="Not recorded"),
            preserve_default=False,
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharingdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="decision_is_kept",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."id" IS DISTINCT FROM (NEW."id") OR OLD."recorded_at" IS DISTINCT FROM (NEW."recorded_at") OR OLD."starts_at" IS DISTINCT FROM (NEW."starts_at") OR OLD."family_id" IS DISTINCT FROM (NEW."family_id") OR OLD."person_id" IS DISTINCT FROM (NEW."person_id") OR OLD."organisation_id" IS DISTINCT FROM (NEW."organisation_id") OR OLD."basis" IS DISTINCT FROM (NEW."basis") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."items" IS DISTINCT FROM (NEW."items") OR OLD."family_told" IS DISTINCT FROM (NEW."family_told") OR OLD."why_not_told" IS DISTINCT FROM (NEW."why_not_told") OR OLD."asked_by_id" IS DISTINCT FROM (NEW."asked_by_id") OR OLD."decided_by_id" IS DISTINCT FROM (NEW."decided_by_id") OR OLD."review_due_on" IS DISTINCT FROM (NEW."review_due_on"))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="82ac498817541355fdf0aad3da157dd16b416d88",
                    operation="UPDATE",
                    pgid="pgtrigger_decision_is_kept_cb372",
                    table="families_sharingdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharingdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="decision_is_not_lengthened",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."ends_at" IS NOT NULL AND (NEW."ends_at" IS NULL OR NEW."ends_at" > (OLD."ends_at")))',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;",
                    hash="6be331c3efe3951a83711a76011ec0096e4f8a72",
                    operation="UPDATE",
                    pgid="pgtrigger_decision_is_not_lengthened_32100",
                    table="families_sharingdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharingdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="decision_not_deleted",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;",
                    hash="b61f2d8bcab6dc4a12db81176d8e727a68fcea49",
                    operation="DELETE",
                    pgid="pgtrigger_decision_not_deleted_d5aec",
                    table="families_sharingdecision",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharingdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "families_sharingdecisionevent" ("asked_by_id", "basis", "decided_by_id", "end_reason", "ended_by_id", "ends_at", "family_id", "family_told", "id", "items", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "review_due_on", "starts_at", "updated_at", "why_not_told") VALUES (NEW."asked_by_id", NEW."basis", NEW."decided_by_id", NEW."end_reason", NEW."ended_by_id", NEW."ends_at", NEW."family_id", NEW."family_told", NEW."id", NEW."items", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."review_due_on", NEW."starts_at", NEW."updated_at", NEW."why_not_told"); RETURN NULL;',
                    hash="b97162f5ec9c6ca0d31821a1817b12a16c8dd399",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_32f6b",
                    table="families_sharingdecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharingdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "families_sharingdecisionevent" ("asked_by_id", "basis", "decided_by_id", "end_reason", "ended_by_id", "ends_at", "family_id", "family_told", "id", "items", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "review_due_on", "starts_at", "updated_at", "why_not_told") VALUES (NEW."asked_by_id", NEW."basis", NEW."decided_by_id", NEW."end_reason", NEW."ended_by_id", NEW."ends_at", NEW."family_id", NEW."family_told", NEW."id", NEW."items", NEW."organisation_id", NEW."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."review_due_on", NEW."starts_at", NEW."updated_at", NEW."why_not_told"); RETURN NULL;',
                    hash="7e97ab45efa5fadaa68a5b9ec80739ebae999edb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_bf3a6",
                    table="families_sharingdecision",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="sharingdecision",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "families_sharingdecisionevent" ("asked_by_id", "basis", "decided_by_id", "end_reason", "ended_by_id", "ends_at", "family_id", "family_told", "id", "items", "organisation_id", "person_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "review_due_on", "starts_at", "updated_at", "why_not_told") VALUES (OLD."asked_by_id", OLD."basis", OLD."decided_by_id", OLD."end_reason", OLD."ended_by_id", OLD."ends_at", OLD."family_id", OLD."family_told", OLD."id", OLD."items", OLD."organisation_id", OLD."person_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."review_due_on", OLD."starts_at", OLD."updated_at", OLD."why_not_told"); RETURN NULL;',
                    hash="b584d50c9a81f9248367b6b76623ac90ec0b3d15",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_a13dc",
                    table="families_sharingdecision",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingagreement",
            constraint=models.CheckConstraint(
                condition=models.Q(("purposes", ""), _negated=True),
                name="sharing_agreement_says_what_for",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("family_told", True),
                    models.Q(("why_not_told", ""), _negated=True),
                    _connector="OR",
                ),
                name="sharing_decision_told_or_why_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingdecision",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked_by", None),
                    models.Q(("asked_by", models.F("decided_by")), _negated=True),
                    _connector="OR",
                ),
                name="sharing_decision_never_ones_own",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharingdecision",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("family", "="),
                    ("person", "="),
                    ("organisation", "="),
                    (hubs.models.staff.TsTzRange("starts_at", "ends_at"), "&&"),
                ],
                name="sharing_decision_one_at_a_time",
            ),
        ),
    ]
