"""Somebody entered twice: joined by a journal, as two records are (decision 84)."""

import uuid

import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("families", "0057_how_people_are_reached"),
        ("merging", "0003_alike_by_reach"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PersonJoin",
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
                    "takes",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.CharField(
                            choices=[
                                ("full_name", "Name"),
                                ("known_as", "Known as"),
                                ("born", "Date of birth"),
                                ("contact", "Ways to get in touch"),
                            ],
                            max_length=10,
                        ),
                        blank=True,
                        default=list,
                        size=None,
                    ),
                ),
                ("why", models.TextField()),
                ("joined_at", models.DateTimeField(blank=True, null=True)),
                (
                    "before",
                    models.JSONField(default=dict, help_text="What was chosen from, to put back."),
                ),
                ("moved", models.JSONField(default=dict)),
                ("stayed", models.JSONField(default=dict)),
                ("undo_why", models.TextField(blank=True)),
                ("undone_at", models.DateTimeField(blank=True, null=True)),
                (
                    "goes",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "joined_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.family",
                    ),
                ),
                (
                    "stays",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="families.person",
                    ),
                ),
                (
                    "undone_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ["-recorded_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Joined",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("tab", models.CharField(max_length=63)),
                ("col", models.CharField(max_length=63)),
                ("row", models.CharField(max_length=36)),
                (
                    "ended",
                    models.JSONField(help_text="How it stood, where it was ended.", null=True),
                ),
                (
                    "join",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="journal",
                        to="merging.personjoin",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="personjoin",
            constraint=models.CheckConstraint(
                condition=models.Q(("goes", models.F("stays")), _negated=True), name="join_of_two"
            ),
        ),
        migrations.AddConstraint(
            model_name="personjoin",
            constraint=models.CheckConstraint(
                condition=models.Q(("why", ""), _negated=True), name="join_says_why"
            ),
        ),
        migrations.AddConstraint(
            model_name="personjoin",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("undo_why", ""), ("undone_at", None), ("undone_by", None)),
                    models.Q(
                        ("undone_at__isnull", False),
                        ("undone_by__isnull", False),
                        models.Q(("undo_why", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="join_undone_is_whole",
            ),
        ),
        migrations.AddConstraint(
            model_name="personjoin",
            constraint=models.UniqueConstraint(
                condition=models.Q(("undone_at", None)), fields=("goes",), name="join_goes_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="joined",
            constraint=models.UniqueConstraint(
                fields=("join", "tab", "col", "row"), name="joined_once"
            ),
        ),
    ]
