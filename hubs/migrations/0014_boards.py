"""Advisory boards, what families said, ways in without a building, teams at sites, deciles."""

import uuid

import django.contrib.postgres.constraints
import django.db.models.deletion
import django.db.models.functions.datetime
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

import hubs.models.opening


class Migration(migrations.Migration):
    dependencies = [
        ("hubs", "0013_members"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessPoint",
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
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "Phone"),
                            ("text", "Text message"),
                            ("email", "Email"),
                            ("form", "Online form"),
                            ("chat", "Online chat"),
                            ("app", "App"),
                        ],
                        max_length=5,
                    ),
                ),
                ("label", models.CharField(help_text="What families call it.", max_length=80)),
                (
                    "value",
                    models.CharField(help_text="The number, address or link.", max_length=300),
                ),
                (
                    "hours",
                    models.CharField(blank=True, help_text="When, in words.", max_length=150),
                ),
                (
                    "language",
                    models.CharField(default="en", help_text="ISO 639 code.", max_length=3),
                ),
            ],
            options={
                "ordering": ["label", "id"],
            },
        ),
        migrations.CreateModel(
            name="AdvisoryBoard",
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
                ("name", models.CharField(max_length=100, unique=True)),
                (
                    "months_apart",
                    models.PositiveSmallIntegerField(
                        default=4, help_text="Meetings are at most so many months apart."
                    ),
                ),
            ],
            options={
                "ordering": ["name", "id"],
            },
        ),
        migrations.CreateModel(
            name="BoardAction",
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
                ("what", models.CharField(max_length=500)),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "ordering": ["due_on", "id"],
            },
        ),
        migrations.CreateModel(
            name="BoardActionEvent",
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
                ("what", models.CharField(max_length=500)),
                ("due_on", models.DateField()),
                ("done_on", models.DateField(blank=True, null=True)),
                ("outcome", models.CharField(blank=True, max_length=500)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BoardAttendance",
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
                    "state",
                    models.CharField(
                        choices=[("came", "Came"), ("apologies", "Sent apologies")], max_length=10
                    ),
                ),
            ],
            options={
                "ordering": ["member__name", "id"],
            },
        ),
        migrations.CreateModel(
            name="BoardAttendanceEvent",
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
                    "state",
                    models.CharField(
                        choices=[("came", "Came"), ("apologies", "Sent apologies")], max_length=10
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="BoardMeeting",
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
                ("starts_at", models.DateTimeField()),
                ("place", models.CharField(help_text="A room, or online.", max_length=200)),
                ("link", models.URLField(blank=True, max_length=500)),
                ("agenda", models.TextField(blank=True, max_length=5000)),
                ("cancelled_at", models.DateTimeField(blank=True, null=True)),
                ("cancel_reason", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["-starts_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="BoardMember",
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
                ("name", models.CharField(max_length=100)),
                (
                    "stands_for",
                    models.CharField(
                        choices=[
                            ("parents", "Parents and carers"),
                            ("agency", "An agency or organisation"),
                            ("hub", "The hub"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "of",
                    models.CharField(
                        blank=True, help_text="Which agency or organisation.", max_length=150
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, help_text="The last day.", null=True)),
                ("is_chair", models.BooleanField(default=False)),
                (
                    "is_independent",
                    models.BooleanField(
                        blank=True,
                        help_text="Of the council; said of everybody who takes the chair.",
                        null=True,
                    ),
                ),
            ],
            options={
                "ordering": ["-is_chair", "name", "id"],
            },
        ),
        migrations.CreateModel(
            name="BoardMemberEvent",
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
                ("name", models.CharField(max_length=100)),
                (
                    "stands_for",
                    models.CharField(
                        choices=[
                            ("parents", "Parents and carers"),
                            ("agency", "An agency or organisation"),
                            ("hub", "The hub"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "of",
                    models.CharField(
                        blank=True, help_text="Which agency or organisation.", max_length=150
                    ),
                ),
                ("starts_on", models.DateField()),
                ("ends_on", models.DateField(blank=True, help_text="The last day.", null=True)),
                ("is_chair", models.BooleanField(default=False)),
                (
                    "is_independent",
                    models.BooleanField(
                        blank=True,
                        help_text="Of the council; said of everybody who takes the chair.",
                        null=True,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Deprivation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("edition", models.PositiveSmallIntegerField(help_text="Its year.")),
                ("decile", models.PositiveSmallIntegerField()),
                ("rank", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "score",
                    models.DecimalField(blank=True, decimal_places=3, max_digits=6, null=True),
                ),
            ],
        ),
        migrations.CreateModel(
            name="Minutes",
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
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("text", models.TextField(max_length=30000)),
                (
                    "reason",
                    models.CharField(blank=True, help_text="Why it is amended.", max_length=300),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(default=1, help_text="Grows with each saving."),
                ),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-version"],
            },
        ),
        migrations.CreateModel(
            name="MinutesEvent",
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
                ("version", models.PositiveSmallIntegerField(default=1)),
                ("text", models.TextField(max_length=30000)),
                (
                    "reason",
                    models.CharField(blank=True, help_text="Why it is amended.", max_length=300),
                ),
                (
                    "revision",
                    models.PositiveIntegerField(default=1, help_text="Grows with each saving."),
                ),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="TeamHere",
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
                    "called",
                    models.CharField(
                        blank=True, help_text="If not by its own name.", max_length=80
                    ),
                ),
                ("here_when", models.CharField(help_text="In words.", max_length=150)),
            ],
            options={
                "ordering": ["team__name", "id"],
            },
        ),
        migrations.CreateModel(
            name="YouSaid",
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
                ("said", models.CharField(max_length=500)),
                ("did", models.TextField(max_length=1000)),
                ("done_on", models.DateField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("taken_down_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-done_on", "-id"],
            },
        ),
        migrations.CreateModel(
            name="YouSaidEvent",
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
                ("said", models.CharField(max_length=500)),
                ("did", models.TextField(max_length=1000)),
                ("done_on", models.DateField()),
                ("published_at", models.DateTimeField(blank=True, null=True)),
                ("taken_down_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "abstract": False,
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="volunteer",
            name="insert_insert",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="volunteer",
            name="update_update",
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name="volunteer",
            name="delete_delete",
        ),
        migrations.AddField(
            model_name="volunteer",
            name="here_when",
            field=models.CharField(blank=True, default="", max_length=150),
        ),
        migrations.AddField(
            model_name="volunteer",
            name="said_yes_on",
            field=models.DateField(
                blank=True, help_text="The day they agreed to be shown to families.", null=True
            ),
        ),
        migrations.AddField(
            model_name="volunteer",
            name="shown_as",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The first name that families read.",
                max_length=40,
            ),
        ),
        migrations.AddField(
            model_name="volunteer",
            name="speaks",
            field=models.CharField(blank=True, default="", help_text="Languages.", max_length=150),
        ),
        migrations.AddField(
            model_name="volunteerevent",
            name="here_when",
            field=models.CharField(blank=True, default="", max_length=150),
        ),
        migrations.AddField(
            model_name="volunteerevent",
            name="said_yes_on",
            field=models.DateField(
                blank=True, help_text="The day they agreed to be shown to families.", null=True
            ),
        ),
        migrations.AddField(
            model_name="volunteerevent",
            name="shown_as",
            field=models.CharField(
                blank=True,
                default="",
                help_text="The first name that families read.",
                max_length=40,
            ),
        ),
        migrations.AddField(
            model_name="volunteerevent",
            name="speaks",
            field=models.CharField(blank=True, default="", help_text="Languages.", max_length=150),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="volunteer",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_volunteerevent" ("dbs_checked_on", "dbs_due_on", "dbs_status", "email", "here_when", "hub_id", "id", "is_parent_champion", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "role", "said_yes_on", "shown_as", "speaks", "updated_at") VALUES (NEW."dbs_checked_on", NEW."dbs_due_on", NEW."dbs_status", NEW."email", NEW."here_when", NEW."hub_id", NEW."id", NEW."is_parent_champion", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."role", NEW."said_yes_on", NEW."shown_as", NEW."speaks", NEW."updated_at"); RETURN NULL;',
                    hash="671343745517e010655fe4324feb34fabb4f0a35",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_dcab2",
                    table="hubs_volunteer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="volunteer",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "hubs_volunteerevent" ("dbs_checked_on", "dbs_due_on", "dbs_status", "email", "here_when", "hub_id", "id", "is_parent_champion", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "role", "said_yes_on", "shown_as", "speaks", "updated_at") VALUES (NEW."dbs_checked_on", NEW."dbs_due_on", NEW."dbs_status", NEW."email", NEW."here_when", NEW."hub_id", NEW."id", NEW."is_parent_champion", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."role", NEW."said_yes_on", NEW."shown_as", NEW."speaks", NEW."updated_at"); RETURN NULL;',
                    hash="5619c99529bd89230c928662d03d49d80da203ff",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1a2a1",
                    table="hubs_volunteer",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="volunteer",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_volunteerevent" ("dbs_checked_on", "dbs_due_on", "dbs_status", "email", "here_when", "hub_id", "id", "is_parent_champion", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "role", "said_yes_on", "shown_as", "speaks", "updated_at") VALUES (OLD."dbs_checked_on", OLD."dbs_due_on", OLD."dbs_status", OLD."email", OLD."here_when", OLD."hub_id", OLD."id", OLD."is_parent_champion", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."role", OLD."said_yes_on", OLD."shown_as", OLD."speaks", OLD."updated_at"); RETURN NULL;',
                    hash="5f6fc8f0af3cd9ae55c7763df2bbce5df78a98bb",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_76d65",
                    table="hubs_volunteer",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="volunteer",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("said_yes_on", None),
                    models.Q(
                        ("is_parent_champion", True), models.Q(("shown_as", ""), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="volunteer_shown_only_with_their_yes",
            ),
        ),
        migrations.AddField(
            model_name="accesspoint",
            name="hub",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="access_points",
                to="hubs.hub",
            ),
        ),
        migrations.AddField(
            model_name="advisoryboard",
            name="hubs",
            field=models.ManyToManyField(related_name="boards", to="hubs.hub"),
        ),
        migrations.AddField(
            model_name="boardaction",
            name="board",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="hubs.advisoryboard",
            ),
        ),
        migrations.AddField(
            model_name="boardactionevent",
            name="board",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="hubs.advisoryboard",
            ),
        ),
        migrations.AddField(
            model_name="boardactionevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="hubs.boardaction",
            ),
        ),
        migrations.AddField(
            model_name="boardattendanceevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="hubs.boardattendance",
            ),
        ),
        migrations.AddField(
            model_name="boardmeeting",
            name="board",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="meetings",
                to="hubs.advisoryboard",
            ),
        ),
        migrations.AddField(
            model_name="boardattendanceevent",
            name="meeting",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="hubs.boardmeeting",
            ),
        ),
        migrations.AddField(
            model_name="boardattendance",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="attendance",
                to="hubs.boardmeeting",
            ),
        ),
        migrations.AddField(
            model_name="boardactionevent",
            name="meeting",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="hubs.boardmeeting",
            ),
        ),
        migrations.AddField(
            model_name="boardaction",
            name="meeting",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="hubs.boardmeeting",
            ),
        ),
        migrations.AddField(
            model_name="boardmember",
            name="board",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="members",
                to="hubs.advisoryboard",
            ),
        ),
        migrations.AddField(
            model_name="boardmember",
            name="user",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="boardattendanceevent",
            name="member",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="hubs.boardmember",
            ),
        ),
        migrations.AddField(
            model_name="boardattendance",
            name="member",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="attendance",
                to="hubs.boardmember",
            ),
        ),
        migrations.AddField(
            model_name="boardactionevent",
            name="owner",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="hubs.boardmember",
            ),
        ),
        migrations.AddField(
            model_name="boardaction",
            name="owner",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="actions",
                to="hubs.boardmember",
            ),
        ),
        migrations.AddField(
            model_name="boardmemberevent",
            name="board",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="hubs.advisoryboard",
            ),
        ),
        migrations.AddField(
            model_name="boardmemberevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="hubs.boardmember",
            ),
        ),
        migrations.AddField(
            model_name="boardmemberevent",
            name="user",
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
            model_name="deprivation",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="deprivations",
                to="hubs.area",
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="agreed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="minutes",
            name="meeting",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="minutes",
                to="hubs.boardmeeting",
            ),
        ),
        migrations.AddField(
            model_name="minutesevent",
            name="agreed_by",
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
            model_name="minutesevent",
            name="meeting",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="hubs.boardmeeting",
            ),
        ),
        migrations.AddField(
            model_name="minutesevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="hubs.minutes",
            ),
        ),
        migrations.AddField(
            model_name="teamhere",
            name="site",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="teams_here",
                to="hubs.site",
            ),
        ),
        migrations.AddField(
            model_name="teamhere",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="hubs.team"
            ),
        ),
        migrations.AddField(
            model_name="yousaid",
            name="action",
            field=models.ForeignKey(
                blank=True,
                help_text="What a board had asked for.",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="told",
                to="hubs.boardaction",
            ),
        ),
        migrations.AddField(
            model_name="yousaid",
            name="hub",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="you_said", to="hubs.hub"
            ),
        ),
        migrations.AddField(
            model_name="yousaidevent",
            name="action",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="hubs.boardaction",
            ),
        ),
        migrations.AddField(
            model_name="yousaidevent",
            name="hub",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="hubs.hub",
            ),
        ),
        migrations.AddField(
            model_name="yousaidevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="hubs.yousaid",
            ),
        ),
        migrations.AddConstraint(
            model_name="accesspoint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("channel__in", ("phone", "text")),
                        ("value__regex", "^\\+[1-9][0-9]{6,14}$"),
                    ),
                    models.Q(
                        ("channel", "email"), ("value__regex", "^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$")
                    ),
                    models.Q(
                        ("channel__in", ("form", "chat", "app")),
                        ("value__regex", "^https://[^\\s]+$"),
                    ),
                    _connector="OR",
                ),
                name="access_point_fits_its_channel",
            ),
        ),
        migrations.AddConstraint(
            model_name="accesspoint",
            constraint=models.UniqueConstraint(
                fields=("hub", "channel", "value", "language"),
                name="access_point_once",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="advisoryboard",
            constraint=models.CheckConstraint(
                condition=models.Q(("months_apart__range", (1, 24))),
                name="board_meets_within_two_years",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardmeeting",
            constraint=models.UniqueConstraint(
                condition=models.Q(("cancelled_at", None)),
                fields=("board", "starts_at"),
                name="board_meets_once_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardmeeting",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("cancel_reason", ""), ("cancelled_at", None)),
                    models.Q(
                        ("cancelled_at__isnull", False),
                        models.Q(("cancel_reason", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="board_meeting_off_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ends_on", None), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                ),
                name="board_member_ends_after_start",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("stands_for", "agency"), _negated=True),
                    models.Q(("of", ""), _negated=True),
                    _connector="OR",
                ),
                name="board_member_says_which_agency",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardmember",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_chair", False), ("is_independent__isnull", False), _connector="OR"
                ),
                name="board_chair_is_independent_or_not",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardmember",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                condition=models.Q(("is_chair", True)),
                expressions=[
                    ("board", "="),
                    (hubs.models.opening.Days("starts_on", "ends_on"), "&&"),
                ],
                name="board_one_chair_at_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="boardmember",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("board", "="),
                    ("user", "="),
                    (hubs.models.opening.Days("starts_on", "ends_on"), "&&"),
                ],
                name="board_member_user_once",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardmember",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_boardmemberevent" ("board_id", "ends_on", "id", "is_chair", "is_independent", "name", "of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "stands_for", "starts_on", "updated_at", "user_id") VALUES (NEW."board_id", NEW."ends_on", NEW."id", NEW."is_chair", NEW."is_independent", NEW."name", NEW."of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."stands_for", NEW."starts_on", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                    hash="e5d416f77696a12a0d33a444496a7cd7991b4bf8",
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
                    func='INSERT INTO "hubs_boardmemberevent" ("board_id", "ends_on", "id", "is_chair", "is_independent", "name", "of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "stands_for", "starts_on", "updated_at", "user_id") VALUES (NEW."board_id", NEW."ends_on", NEW."id", NEW."is_chair", NEW."is_independent", NEW."name", NEW."of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."stands_for", NEW."starts_on", NEW."updated_at", NEW."user_id"); RETURN NULL;',
                    hash="406d2c15b22f191cd711a8d0c496efc4d9918ea9",
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
                    func='INSERT INTO "hubs_boardmemberevent" ("board_id", "ends_on", "id", "is_chair", "is_independent", "name", "of", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "stands_for", "starts_on", "updated_at", "user_id") VALUES (OLD."board_id", OLD."ends_on", OLD."id", OLD."is_chair", OLD."is_independent", OLD."name", OLD."of", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."stands_for", OLD."starts_on", OLD."updated_at", OLD."user_id"); RETURN NULL;',
                    hash="c1eb790cd401d9b7bd7315264f063803497bec1d",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_93e5a",
                    table="hubs_boardmember",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardattendanceevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="31bb0392d3aba8913e6129766c74c251fcf2e96b",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_a4401",
                    table="hubs_boardattendanceevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="boardattendance",
            constraint=models.UniqueConstraint(
                fields=("meeting", "member"), name="board_attendance_once"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardattendance",
            trigger=pgtrigger.compiler.Trigger(
                name="of_its_board",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT ((SELECT board_id FROM hubs_boardmeeting WHERE id = NEW.meeting_id) = (SELECT board_id FROM hubs_boardmember WHERE id = NEW.member_id)) THEN\n            RAISE EXCEPTION 'This belongs to another board' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n        ",
                    hash="bea863b5070693984755a3dd2278a0b90b29f74e",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_of_its_board_f9bd4",
                    table="hubs_boardattendance",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardattendance",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_boardattendanceevent" ("id", "meeting_id", "member_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "state", "updated_at") VALUES (NEW."id", NEW."meeting_id", NEW."member_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."state", NEW."updated_at"); RETURN NULL;',
                    hash="4e2ee62907dee56e77b50c210fa5cc3408059423",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_3dc63",
                    table="hubs_boardattendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardattendance",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "hubs_boardattendanceevent" ("id", "meeting_id", "member_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "state", "updated_at") VALUES (NEW."id", NEW."meeting_id", NEW."member_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."state", NEW."updated_at"); RETURN NULL;',
                    hash="e8ab47fad41105c96256e8aa704105c885365898",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_7bc2f",
                    table="hubs_boardattendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardattendance",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_boardattendanceevent" ("id", "meeting_id", "member_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "state", "updated_at") VALUES (OLD."id", OLD."meeting_id", OLD."member_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."state", OLD."updated_at"); RETURN NULL;',
                    hash="5f34b8610e38269862a1c5839fa36818de5a915a",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_1b81a",
                    table="hubs_boardattendance",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardactionevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="2a71323dd3f97f8e8ef0c271cefd341f5b81087d",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_dec17",
                    table="hubs_boardactionevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="boardaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("done_on", None), ("outcome", "")),
                    models.Q(("done_on__isnull", False), models.Q(("outcome", ""), _negated=True)),
                    _connector="OR",
                ),
                name="board_action_done_says_what_came",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardaction",
            trigger=pgtrigger.compiler.Trigger(
                name="of_its_board",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n        IF NOT (NEW.board_id = (SELECT board_id FROM hubs_boardmember WHERE id = NEW.owner_id) AND (NEW.meeting_id IS NULL OR NEW.board_id = (SELECT board_id FROM hubs_boardmeeting WHERE id = NEW.meeting_id))) THEN\n            RAISE EXCEPTION 'This belongs to another board' USING ERRCODE = 'check_violation';\n        END IF;\n        RETURN NEW;\n        ",
                    hash="184b3acdbb7e7b5d6c24fa6d65adfb05b6321ffe",
                    operation="INSERT OR UPDATE",
                    pgid="pgtrigger_of_its_board_006e9",
                    table="hubs_boardaction",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardaction",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_boardactionevent" ("board_id", "done_on", "due_on", "id", "meeting_id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "updated_at", "what") VALUES (NEW."board_id", NEW."done_on", NEW."due_on", NEW."id", NEW."meeting_id", NEW."outcome", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."recorded_at", NEW."updated_at", NEW."what"); RETURN NULL;',
                    hash="40e61f07312e26bc10d1aeafceb71a55c7759032",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_d621b",
                    table="hubs_boardaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardaction",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "hubs_boardactionevent" ("board_id", "done_on", "due_on", "id", "meeting_id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "updated_at", "what") VALUES (NEW."board_id", NEW."done_on", NEW."due_on", NEW."id", NEW."meeting_id", NEW."outcome", NEW."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."recorded_at", NEW."updated_at", NEW."what"); RETURN NULL;',
                    hash="b15cff918c8ef99cd82e69536529133bfe4606eb",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_e738a",
                    table="hubs_boardaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardaction",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_boardactionevent" ("board_id", "done_on", "due_on", "id", "meeting_id", "outcome", "owner_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "recorded_at", "updated_at", "what") VALUES (OLD."board_id", OLD."done_on", OLD."due_on", OLD."id", OLD."meeting_id", OLD."outcome", OLD."owner_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."recorded_at", OLD."updated_at", OLD."what"); RETURN NULL;',
                    hash="113ddd758d5a46352d8e53c1312fd9d47d4e3bb5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_5958f",
                    table="hubs_boardaction",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="boardmemberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="3c984194d29c3c92e5a7d75b1a5365d9aaaddbbd",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b1a30",
                    table="hubs_boardmemberevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="deprivation",
            constraint=models.UniqueConstraint(
                fields=("area", "edition"), name="deprivation_one_per_area_and_edition"
            ),
        ),
        migrations.AddConstraint(
            model_name="deprivation",
            constraint=models.CheckConstraint(
                condition=models.Q(("decile__range", (1, 10))), name="deprivation_in_ten_parts"
            ),
        ),
        migrations.AddConstraint(
            model_name="deprivation",
            constraint=models.CheckConstraint(
                condition=models.Q(("rank", None), ("rank__gte", 1), _connector="OR"),
                name="deprivation_rank_from_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                fields=("meeting", "version"), name="minutes_version_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.UniqueConstraint(
                condition=models.Q(("agreed_at", None)),
                fields=("meeting",),
                name="minutes_one_draft",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("reason", ""), ("version", 1)),
                    models.Q(("version__gt", 1), models.Q(("reason", ""), _negated=True)),
                    _connector="OR",
                ),
                name="minutes_amended_for_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="minutes",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("agreed_at", None), ("agreed_by", None)),
                    models.Q(("agreed_at__isnull", False), ("agreed_by__isnull", False)),
                    _connector="OR",
                ),
                name="minutes_agreed_by_somebody",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="agreed_stay",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition='WHEN (OLD."agreed_at" IS NOT NULL)',
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="d12acc0dbd054c2b60a131ce56a73dc038e977af",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_agreed_stay_13ccc",
                    table="hubs_minutes",
                    when="BEFORE",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_minutesevent" ("agreed_at", "agreed_by_id", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "revision", "text", "updated_at", "version") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."id", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reason", NEW."recorded_at", NEW."revision", NEW."text", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="1bf68d0fff1a8ed39649414426b70d9ea593f046",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_b056a",
                    table="hubs_minutes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "hubs_minutesevent" ("agreed_at", "agreed_by_id", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "revision", "text", "updated_at", "version") VALUES (NEW."agreed_at", NEW."agreed_by_id", NEW."id", NEW."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reason", NEW."recorded_at", NEW."revision", NEW."text", NEW."updated_at", NEW."version"); RETURN NULL;',
                    hash="95e8097f1e1302223f3ca62a65c394641199a6dd",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_2e877",
                    table="hubs_minutes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutes",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_minutesevent" ("agreed_at", "agreed_by_id", "id", "meeting_id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reason", "recorded_at", "revision", "text", "updated_at", "version") VALUES (OLD."agreed_at", OLD."agreed_by_id", OLD."id", OLD."meeting_id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reason", OLD."recorded_at", OLD."revision", OLD."text", OLD."updated_at", OLD."version"); RETURN NULL;',
                    hash="cc747706fb23bef462a48e4a4049fa45d995ff54",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_d1390",
                    table="hubs_minutes",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="minutesevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="1e4829ba432db4c8d2ccd3f3c1a1cf6bc7e4dc70",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_ce85e",
                    table="hubs_minutesevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="teamhere",
            constraint=models.UniqueConstraint(fields=("site", "team"), name="team_once_at_a_site"),
        ),
        migrations.AddConstraint(
            model_name="teamhere",
            constraint=models.CheckConstraint(
                condition=models.Q(("here_when", ""), _negated=True), name="team_here_says_when"
            ),
        ),
        migrations.AddIndex(
            model_name="yousaid",
            index=models.Index(fields=["hub", "-done_on", "-id"], name="you_said_by_hub"),
        ),
        migrations.AddConstraint(
            model_name="yousaid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("taken_down_at", None),
                    models.Q(
                        ("published_at__isnull", False),
                        ("taken_down_at__gte", models.F("published_at")),
                    ),
                    _connector="OR",
                ),
                name="you_said_taken_down_after_publishing",
            ),
        ),
        migrations.AddConstraint(
            model_name="yousaid",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("said", ""), _negated=True), models.Q(("did", ""), _negated=True)
                ),
                name="you_said_says_both",
            ),
        ),
        migrations.AddConstraint(
            model_name="yousaid",
            constraint=models.UniqueConstraint(
                fields=("hub", "action"), name="you_said_once_of_an_action"
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yousaid",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_yousaidevent" ("action_id", "did", "done_on", "hub_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recorded_at", "said", "taken_down_at", "updated_at") VALUES (NEW."action_id", NEW."did", NEW."done_on", NEW."hub_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."published_at", NEW."recorded_at", NEW."said", NEW."taken_down_at", NEW."updated_at"); RETURN NULL;',
                    hash="67ace09946f86fbf93c8c79262a6b754448234db",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_bc163",
                    table="hubs_yousaid",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yousaid",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "hubs_yousaidevent" ("action_id", "did", "done_on", "hub_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recorded_at", "said", "taken_down_at", "updated_at") VALUES (NEW."action_id", NEW."did", NEW."done_on", NEW."hub_id", NEW."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."published_at", NEW."recorded_at", NEW."said", NEW."taken_down_at", NEW."updated_at"); RETURN NULL;',
                    hash="a54031d17a1796c14d6dac017c1145d380502513",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_95525",
                    table="hubs_yousaid",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yousaid",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_yousaidevent" ("action_id", "did", "done_on", "hub_id", "id", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "published_at", "recorded_at", "said", "taken_down_at", "updated_at") VALUES (OLD."action_id", OLD."did", OLD."done_on", OLD."hub_id", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."published_at", OLD."recorded_at", OLD."said", OLD."taken_down_at", OLD."updated_at"); RETURN NULL;',
                    hash="b223c114c086176e55278c7819419f78d1ae1349",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_eabfc",
                    table="hubs_yousaid",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="yousaidevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="36c3bb22998b02656ebde58305e127f0a99590ee",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_b1cf6",
                    table="hubs_yousaidevent",
                    when="BEFORE",
                ),
            ),
        ),
    ]
