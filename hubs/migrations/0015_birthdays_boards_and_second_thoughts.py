"""Births counted by area, boards that tell their people, changes taken back, members grown."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0001_initial"),
        ("hubs", "0014_boards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BirthRegistered",
            fields=[
                ("id", models.UUIDField(primary_key=True, serialize=False)),
                ("month", models.DateField(help_text="Its first day.")),
            ],
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="boardmember",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="boardmember",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="boardmember",
            name="delete_delete",
        ),
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
        migrations.RemoveConstraint(
            model_name="proposal",
            name="proposal_decided_by_somebody",
        ),
        migrations.AddField(
            model_name="boardmeeting",
            name="revision",
            field=models.PositiveSmallIntegerField(
                default=1, help_text="Grows when members must be told anew: another time or place."
            ),
        ),
        migrations.AddField(
            model_name="boardmember",
            name="card",
            field=models.ForeignKey(
                blank=True,
                help_text="Where somebody without an account is told of meetings and their actions.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contact.contactcard",
            ),
        ),
        migrations.AddField(
            model_name="boardmemberevent",
            name="card",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="contact.contactcard",
            ),
        ),
        migrations.AddField(
            model_name="booking",
            name="is_birth_counted",
            field=models.BooleanField(
                default=False, help_text="That the birth registered then is counted; never where."
            ),
        ),
        migrations.AddField(
            model_name="bookingevent",
            name="is_birth_counted",
            field=models.BooleanField(
                default=False, help_text="That the birth registered then is counted; never where."
            ),
        ),
        migrations.AlterField(
            model_name="member",
            name="end_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("asked", "They asked"),
                    ("unconfirmed", "Nobody said yes in time"),
                    ("again", "Joined already"),
                    ("unused", "Not used for years"),
                    ("grown", "Their youngest child is six"),
                ],
                max_length=11,
            ),
        ),
        migrations.AlterField(
            model_name="memberevent",
            name="end_reason",
            field=models.CharField(
                blank=True,
                choices=[
                    ("asked", "They asked"),
                    ("unconfirmed", "Nobody said yes in time"),
                    ("again", "Joined already"),
                    ("unused", "Not used for years"),
                    ("grown", "Their youngest child is six"),
                ],
                max_length=11,
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="ask",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="proposals",
                to="hubs.ask",
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="state",
            field=models.CharField(
                choices=[
                    ("waiting", "Waiting"),
                    ("approved", "Approved"),
                    ("declined", "Declined"),
                    ("withdrawn", "Taken back"),
                ],
                default="waiting",
                max_length=9,
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardmember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_boardmemberevent" ("board_id", "card_id", "ends_on", "id", "is_chair", "is_independent", "name", "of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "stands_for", "starts_on", "updated_at", "user_id") VALUES (NEW."board_id", NEW."card_id", NEW."ends_on", NEW."id", NEW."is_chair", NEW."is_independent", NEW."name", NEW."of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."stands_for", NEW."starts_on", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                    hash="8510137ea88a227d11d524cf4bcfe15bf7e4999e",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_a11eb",
                    table="hubs_boardmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardmember",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "hubs_boardmemberevent" ("board_id", "card_id", "ends_on", "id", "is_chair", "is_independent", "name", "of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "stands_for", "starts_on", "updated_at", "user_id") VALUES (NEW."board_id", NEW."card_id", NEW."ends_on", NEW."id", NEW."is_chair", NEW."is_independent", NEW."name", NEW."of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."stands_for", NEW."starts_on", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                    hash="300c2b98cc00b54fd970b24fd294edbaa0dda371",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_c556c",
                    table="hubs_boardmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardmember",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_boardmemberevent" ("board_id", "card_id", "ends_on", "id", "is_chair", "is_independent", "name", "of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "stands_for", "starts_on", "updated_at", "user_id") VALUES (OLD."board_id", OLD."card_id", OLD."ends_on", OLD."id", OLD."is_chair", OLD."is_independent", OLD."name", OLD."of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."stands_for", OLD."starts_on", OLD."updated_at", OLD."user_id"); RETURN NULL;',
                    hash="66b1f085b081f4f5fb94f437fdb64847d5fdd1f2",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_93e5a",
                    table="hubs_boardmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="booking",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_bookingevent" ("access_needs", "activity_id", "booker_hash", "cancelled_at", "card_id", "children_ages", "form_hash", "id", "is_birth_counted", "name", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "session_id", "state", "token", "token_hash", "updated_at", "wiped_at") VALUES (NEW."access_needs", NEW."activity_id", NEW."booker_hash", NEW."cancelled_at", NEW."card_id", NEW."children_ages", NEW."form_hash", NEW."id", NEW."is_birth_counted", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."recorded_at", NEW."session_id", NEW."state", NEW."token", NEW."token_hash", NEW."updated_at", NEW."wiped_at"); RETURN NULL;',
                    hash="168081cd3c79920b48605a6b47d0e3e4711b7b33",
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
                    func='INSERT INTO "hubs_bookingevent" ("access_needs", "activity_id", "booker_hash", "cancelled_at", "card_id", "children_ages", "form_hash", "id", "is_birth_counted", "name", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "session_id", "state", "token", "token_hash", "updated_at", "wiped_at") VALUES (NEW."access_needs", NEW."activity_id", NEW."booker_hash", NEW."cancelled_at", NEW."card_id", NEW."children_ages", NEW."form_hash", NEW."id", NEW."is_birth_counted", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."recorded_at", NEW."session_id", NEW."state", NEW."token", NEW."token_hash", NEW."updated_at", NEW."wiped_at"); RETURN NULL;',
                    hash="914571ef8c787926356af1516a2924417a6e286b",
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
                    func='INSERT INTO "hubs_bookingevent" ("access_needs", "activity_id", "booker_hash", "cancelled_at", "card_id", "children_ages", "form_hash", "id", "is_birth_counted", "name", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "session_id", "state", "token", "token_hash", "updated_at", "wiped_at") VALUES (OLD."access_needs", OLD."activity_id", OLD."booker_hash", OLD."cancelled_at", OLD."card_id", OLD."children_ages", OLD."form_hash", OLD."id", OLD."is_birth_counted", OLD."name", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."recorded_at", OLD."session_id", OLD."state", OLD."token", OLD."token_hash", OLD."updated_at", OLD."wiped_at"); RETURN NULL;',
                    hash="c5b408818675c1d40f46b96e091e8fd672647d95",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_33094",
                    table="hubs_booking",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="boardmember",
            constraint=models.CheckConstraint(
                condition=models.Q(("user", None), ("card", None), _connector="OR"),
                name="board_member_is_told_one_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at", None), ("decided_by", None), ("state", "waiting")),
                    models.Q(
                        ("decided_at__isnull", False),
                        ("decided_by__isnull", False),
                        ("state__in", ["approved", "declined"]),
                    ),
                    models.Q(
                        ("decided_at__isnull", False), ("decided_by", None), ("state", "withdrawn")
                    ),
                    _connector="OR",
                ),
                name="proposal_decided_by_somebody",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "withdrawn"), _negated=True),
                fields=("ask",),
                name="proposal_once_a_link",
            ),
        ),
        migrations.AddField(
            model_name="birthregistered",
            name="area",
            field=models.ForeignKey(
                blank=True,
                help_text="The LSOA; none for a home elsewhere, or not told.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="hubs.area",
            ),
        ),
        migrations.AddField(
            model_name="birthregistered",
            name="hub",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="births", to="hubs.hub"
            ),
        ),
        migrations.AddIndex(
            model_name="birthregistered",
            index=models.Index(fields=["month", "hub"], name="birth_by_month"),
        ),
        migrations.AddConstraint(
            model_name="birthregistered",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="birth_in_a_month"
            ),
        ),
    ]
