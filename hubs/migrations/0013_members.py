"""Members of hubs and their news; appointments, one family after another (R029, R030, R031)."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
import django.utils.timezone
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contact", "0001_initial"),
        ("hubs", "0012_speed"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Member",
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
                ("name", models.CharField(blank=True, max_length=100)),
                (
                    "children",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "hears",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("whats_on", "What’s on this week"),
                                ("courses", "New courses"),
                                ("news", "News and changes, like new opening times"),
                                ("say", "A chance to say what you think"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "heard_before",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("whats_on", "What’s on this week"),
                                ("courses", "New courses"),
                                ("news", "News and changes, like new opening times"),
                                ("say", "A chance to say what you think"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        help_text="What they heard about before one click stopped it.",
                        size=None,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waits for their yes"),
                            ("member", "Member"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "On the web"),
                            ("desk", "At the desk"),
                            ("birth", "Birth registration"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "heard_of",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("friend", "Family or a friend"),
                            ("midwife", "Midwife or health visitor"),
                            ("school", "School or nursery"),
                            ("birth", "When registering a birth"),
                            ("online", "Online"),
                            ("leaflet", "Leaflet or poster"),
                            ("other", "Another way"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "reach_hash",
                    models.CharField(
                        blank=True, help_text="Whom, without telling who.", max_length=64
                    ),
                ),
                ("form_hash", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreed_words",
                    models.CharField(
                        blank=True, help_text="To what they said yes.", max_length=400
                    ),
                ),
                ("joined_at", models.DateTimeField(blank=True, null=True)),
                ("used_on", models.DateField(default=django.utils.timezone.localdate)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "They asked"),
                            ("unconfirmed", "Nobody said yes in time"),
                            ("again", "Joined already"),
                            ("unused", "Not used for years"),
                        ],
                        max_length=11,
                    ),
                ),
            ],
            options={
                "ordering": ["-recorded_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="MemberEvent",
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
                ("name", models.CharField(blank=True, max_length=100)),
                (
                    "children",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.DateField(), blank=True, default=list, size=None
                    ),
                ),
                (
                    "hears",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("whats_on", "What’s on this week"),
                                ("courses", "New courses"),
                                ("news", "News and changes, like new opening times"),
                                ("say", "A chance to say what you think"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                (
                    "heard_before",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("whats_on", "What’s on this week"),
                                ("courses", "New courses"),
                                ("news", "News and changes, like new opening times"),
                                ("say", "A chance to say what you think"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        help_text="What they heard about before one click stopped it.",
                        size=None,
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("asked", "Waits for their yes"),
                            ("member", "Member"),
                            ("ended", "Ended"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "On the web"),
                            ("desk", "At the desk"),
                            ("birth", "Birth registration"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "heard_of",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("friend", "Family or a friend"),
                            ("midwife", "Midwife or health visitor"),
                            ("school", "School or nursery"),
                            ("birth", "When registering a birth"),
                            ("online", "Online"),
                            ("leaflet", "Leaflet or poster"),
                            ("other", "Another way"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "reach_hash",
                    models.CharField(
                        blank=True, help_text="Whom, without telling who.", max_length=64
                    ),
                ),
                ("form_hash", models.CharField(blank=True, max_length=64, null=True)),
                ("agreed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agreed_words",
                    models.CharField(
                        blank=True, help_text="To what they said yes.", max_length=400
                    ),
                ),
                ("joined_at", models.DateTimeField(blank=True, null=True)),
                ("used_on", models.DateField(default=django.utils.timezone.localdate)),
                ("stopped_at", models.DateTimeField(blank=True, null=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("asked", "They asked"),
                            ("unconfirmed", "Nobody said yes in time"),
                            ("again", "Joined already"),
                            ("unused", "Not used for years"),
                        ],
                        max_length=11,
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Notice",
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
                    "about",
                    models.CharField(
                        choices=[
                            ("news", "News and changes, like new opening times"),
                            ("say", "A chance to say what you think"),
                        ],
                        max_length=10,
                    ),
                ),
                ("title", models.CharField(max_length=120)),
                ("words", models.TextField(max_length=3000)),
                (
                    "link",
                    models.URLField(
                        blank=True, help_text="Where to say it, for example.", max_length=300
                    ),
                ),
                ("form_hash", models.CharField(max_length=64, unique=True)),
                (
                    "finished_at",
                    models.DateTimeField(
                        blank=True, help_text="Everybody who was to hear has been told.", null=True
                    ),
                ),
                ("taken_back_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["-recorded_at", "-id"],
            },
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
            model_name="session",
            name="session_once_a_day_of_the_rule",
        ),
        migrations.AddField(
            model_name="activity",
            name="slot_minutes",
            field=models.PositiveSmallIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="booking",
            name="wiped_at",
            field=models.DateTimeField(
                blank=True, help_text="Since then it says no more who it was.", null=True
            ),
        ),
        migrations.AddField(
            model_name="bookingevent",
            name="wiped_at",
            field=models.DateTimeField(
                blank=True, help_text="Since then it says no more who it was.", null=True
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="slot",
            field=models.PositiveSmallIntegerField(
                db_default=0, default=0, help_text="Which appointment of that day; 0 is the first."
            ),
        ),
        migrations.AddIndex(
            model_name="booking",
            index=models.Index(
                condition=models.Q(("wiped_at", None)),
                fields=["session", "activity"],
                name="booking_with_details",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="booking",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_bookingevent" ("access_needs", "activity_id", "booker_hash", "cancelled_at", "card_id", "children_ages", "form_hash", "id", "name", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "session_id", "state", "token", "token_hash", "updated_at", "wiped_at") VALUES (NEW."access_needs", NEW."activity_id", NEW."booker_hash", NEW."cancelled_at", NEW."card_id", NEW."children_ages", NEW."form_hash", NEW."id", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."place", NEW."recorded_at", NEW."session_id", NEW."state", NEW."token", NEW."token_hash", NEW."updated_at", NEW."wiped_at"); RETURN NULL;',
                    hash="2ef6a401a96e5bfdc82d3ef2d841119c5dd0982f",
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
                    func='INSERT INTO "hubs_bookingevent" ("access_needs", "activity_id", "booker_hash", "cancelled_at", "card_id", "children_ages", "form_hash", "id", "name", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "session_id", "state", "token", "token_hash", "updated_at", "wiped_at") VALUES (NEW."access_needs", NEW."activity_id", NEW."booker_hash", NEW."cancelled_at", NEW."card_id", NEW."children_ages", NEW."form_hash", NEW."id", NEW."name", NEW."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."place", NEW."recorded_at", NEW."session_id", NEW."state", NEW."token", NEW."token_hash", NEW."updated_at", NEW."wiped_at"); RETURN NULL;',
                    hash="9fcf68ce1d0ce1480311f4fba59721c429bce6b4",
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
                    func='INSERT INTO "hubs_bookingevent" ("access_needs", "activity_id", "booker_hash", "cancelled_at", "card_id", "children_ages", "form_hash", "id", "name", "number", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "place", "recorded_at", "session_id", "state", "token", "token_hash", "updated_at", "wiped_at") VALUES (OLD."access_needs", OLD."activity_id", OLD."booker_hash", OLD."cancelled_at", OLD."card_id", OLD."children_ages", OLD."form_hash", OLD."id", OLD."name", OLD."number", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."place", OLD."recorded_at", OLD."session_id", OLD."state", OLD."token", OLD."token_hash", OLD."updated_at", OLD."wiped_at"); RETURN NULL;',
                    hash="e58cc6953c078ff68fa535591b536e03f565ed16",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_33094",
                    table="hubs_booking",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddConstraint(
            model_name="activity",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("slot_minutes", None),
                    models.Q(
                        ("capacity", 1),
                        ("is_course", False),
                        ("needs_booking", True),
                        ("slot_minutes__range", (5, 240)),
                    ),
                    _connector="OR",
                ),
                name="activity_appointment_is_one_familys",
            ),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(
                fields=("activity", "planned_on", "slot"), name="session_once_a_day_of_the_rule"
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="agreed_with",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="card",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="contact.contactcard",
            ),
        ),
        migrations.AddField(
            model_name="member",
            name="hub",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="members", to="hubs.hub"
            ),
        ),
        migrations.AddField(
            model_name="memberevent",
            name="agreed_with",
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
            model_name="memberevent",
            name="card",
            field=models.ForeignKey(
                db_constraint=False,
                db_index=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                to="contact.contactcard",
            ),
        ),
        migrations.AddField(
            model_name="memberevent",
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
            model_name="memberevent",
            name="pgh_obj",
            field=models.ForeignKey(
                db_constraint=False,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="hubs.member",
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="hub",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="notices", to="hubs.hub"
            ),
        ),
        migrations.AddField(
            model_name="notice",
            name="written_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(fields=["hub", "-recorded_at", "-id"], name="member_of_hub"),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=["reach_hash"],
                name="member_by_way",
            ),
        ),
        migrations.AddIndex(
            model_name="member",
            index=models.Index(
                condition=models.Q(("state", "ended"), _negated=True),
                fields=["used_on"],
                name="member_by_use",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state", "member")),
                fields=("hub", "reach_hash"),
                name="member_once_a_hub_and_way",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "member"), _negated=True),
                    models.Q(
                        ("agreed_at__isnull", False),
                        ("joined_at__isnull", False),
                        models.Q(("agreed_words", ""), _negated=True),
                        models.Q(("reach_hash", ""), _negated=True),
                        models.Q(
                            ("channel", "web"),
                            ("agreed_with__isnull", False),
                            ("form_hash__isnull", False),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="member_by_their_own_yes",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("ended_at__isnull", False),
                        ("state", "ended"),
                        models.Q(("end_reason", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("state", "ended"), _negated=True),
                        ("end_reason", ""),
                        ("ended_at", None),
                    ),
                    _connector="OR",
                ),
                name="member_ended_has_its_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("state", "ended"), _negated=True),
                    models.Q(
                        ("children__len", 0),
                        ("form_hash", None),
                        ("heard_before__len", 0),
                        ("hears__len", 0),
                        ("name", ""),
                        ("reach_hash", ""),
                    ),
                    _connector="OR",
                ),
                name="member_ended_keeps_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("stopped_at", None), ("hears__len", 0), _connector="OR"),
                name="member_stopped_hears_nothing",
            ),
        ),
        migrations.AddConstraint(
            model_name="member",
            constraint=models.CheckConstraint(
                condition=models.Q(("hears__contained_by", ["whats_on", "courses", "news", "say"])),
                name="member_hears_what_there_is",
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="insert_insert",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_memberevent" ("agreed_at", "agreed_with_id", "agreed_words", "card_id", "channel", "children", "end_reason", "ended_at", "form_hash", "heard_before", "heard_of", "hears", "hub_id", "id", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach_hash", "recorded_at", "state", "stopped_at", "updated_at", "used_on") VALUES (NEW."agreed_at", NEW."agreed_with_id", NEW."agreed_words", NEW."card_id", NEW."channel", NEW."children", NEW."end_reason", NEW."ended_at", NEW."form_hash", NEW."heard_before", NEW."heard_of", NEW."hears", NEW."hub_id", NEW."id", NEW."joined_at", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'insert\', NEW."id", NEW."reach_hash", NEW."recorded_at", NEW."state", NEW."stopped_at", NEW."updated_at", NEW."used_on"); RETURN NULL;',
                    hash="4ff2548a4f4819491e28ddb115338d0d4f6d2097",
                    operation="INSERT",
                    pgid="pgtrigger_insert_insert_7927f",
                    table="hubs_member",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="update_update",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    condition="WHEN (OLD.* IS DISTINCT FROM NEW.*)",
                    func='INSERT INTO "hubs_memberevent" ("agreed_at", "agreed_with_id", "agreed_words", "card_id", "channel", "children", "end_reason", "ended_at", "form_hash", "heard_before", "heard_of", "hears", "hub_id", "id", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach_hash", "recorded_at", "state", "stopped_at", "updated_at", "used_on") VALUES (NEW."agreed_at", NEW."agreed_with_id", NEW."agreed_words", NEW."card_id", NEW."channel", NEW."children", NEW."end_reason", NEW."ended_at", NEW."form_hash", NEW."heard_before", NEW."heard_of", NEW."hears", NEW."hub_id", NEW."id", NEW."joined_at", NEW."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'update\', NEW."id", NEW."reach_hash", NEW."recorded_at", NEW."state", NEW."stopped_at", NEW."updated_at", NEW."used_on"); RETURN NULL;',
                    hash="3f340b50d058c1b5b7d1436596c63d0f9750d1e0",
                    operation="UPDATE",
                    pgid="pgtrigger_update_update_1b893",
                    table="hubs_member",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="member",
            trigger=pgtrigger.compiler.Trigger(
                name="delete_delete",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func='INSERT INTO "hubs_memberevent" ("agreed_at", "agreed_with_id", "agreed_words", "card_id", "channel", "children", "end_reason", "ended_at", "form_hash", "heard_before", "heard_of", "hears", "hub_id", "id", "joined_at", "name", "pgh_context", "pgh_context_id", "pgh_created_at", "pgh_label", "pgh_obj_id", "reach_hash", "recorded_at", "state", "stopped_at", "updated_at", "used_on") VALUES (OLD."agreed_at", OLD."agreed_with_id", OLD."agreed_words", OLD."card_id", OLD."channel", OLD."children", OLD."end_reason", OLD."ended_at", OLD."form_hash", OLD."heard_before", OLD."heard_of", OLD."hears", OLD."hub_id", OLD."id", OLD."joined_at", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_id\', TRUE), \'\'), NULL)::UUID, NOW(), \'delete\', OLD."id", OLD."reach_hash", OLD."recorded_at", OLD."state", OLD."stopped_at", OLD."updated_at", OLD."used_on"); RETURN NULL;',
                    hash="846fdf985b6550f9c97e3794264c0c71988d09d5",
                    operation="DELETE",
                    pgid="pgtrigger_delete_delete_7025a",
                    table="hubs_member",
                    when="AFTER",
                ),
            ),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name="memberevent",
            trigger=pgtrigger.compiler.Trigger(
                name="append_only",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;",
                    hash="13d477177a36693a4b53b9ad7bb20658cbc2d415",
                    operation="UPDATE OR DELETE",
                    pgid="pgtrigger_append_only_74f5a",
                    table="hubs_memberevent",
                    when="BEFORE",
                ),
            ),
        ),
        migrations.AddIndex(
            model_name="notice",
            index=models.Index(
                condition=models.Q(("finished_at", None), ("taken_back_at", None)),
                fields=["recorded_at"],
                name="notice_to_be_told",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(("about__in", ["news", "say"])),
                name="notice_is_news_or_a_question",
            ),
        ),
        migrations.AddConstraint(
            model_name="notice",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("title", ""), _negated=True), models.Q(("words", ""), _negated=True)
                ),
                name="notice_says_something",
            ),
        ),
    ]
