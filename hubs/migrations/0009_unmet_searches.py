"""Searches that found nothing, counted without anybody in them."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("hubs", "0008_kinds_of_session")]

    operations = [
        migrations.CreateModel(
            name="UnmetSearch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(help_text="Its first day.")),
                ("outward", models.CharField(blank=True, default="", max_length=4)),
                ("times", models.PositiveIntegerField(default=1)),
                (
                    "topic",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="hubs.topic",
                    ),
                ),
            ],
            options={
                "ordering": ["month", "outward", "topic"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("month", "outward", "topic"),
                        name="unmet_search_one_count",
                        nulls_distinct=False,
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("month__day", 1)), name="unmet_search_by_month"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("outward__regex", "^([A-Z]{1,2}[0-9][A-Z0-9]?)?$")),
                        name="unmet_search_outward_half_only",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("times__gte", 1)), name="unmet_search_happened"
                    ),
                ],
            },
        ),
    ]
