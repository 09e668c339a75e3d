"""What a search reads of a service has a narrow row of its own; 0018 fills and keeps it."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hubs", "0016_said_by_feed"),
    ]

    operations = [
        migrations.CreateModel(
            name="FoundService",
            fields=[
                (
                    "service",
                    models.OneToOneField(
                        editable=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="found",
                        serialize=False,
                        to="hubs.service",
                    ),
                ),
                ("is_remote", models.BooleanField()),
                ("review_due_on", models.DateField()),
                ("on_from", models.DateField(null=True)),
                ("on_until", models.DateField(null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("active", "Active"),
                            ("inactive", "Inactive"),
                            ("closed", "Temporarily closed"),
                            ("defunct", "Has ended"),
                        ],
                        max_length=8,
                    ),
                ),
                ("name", models.CharField(max_length=200)),
                (
                    "words",
                    django.contrib.postgres.search.SearchVectorField(
                        help_text="Of the service's `search_text`, in English."
                    ),
                ),
            ],
        ),
        migrations.RemoveIndex(
            model_name="service",
            name="service_by_words",
        ),
        migrations.RemoveIndex(
            model_name="service",
            name="service_found",
        ),
        migrations.RemoveField(
            model_name="service",
            name="search",
        ),
        migrations.AddIndex(
            model_name="foundservice",
            index=django.contrib.postgres.indexes.GinIndex(
                models.F("words"), name="service_by_words"
            ),
        ),
        migrations.AddIndex(
            model_name="foundservice",
            index=models.Index(
                condition=models.Q(("status", "active")),
                fields=["is_remote", "name", "service"],
                include=("review_due_on", "on_from", "on_until"),
                name="service_found",
            ),
        ),
    ]
