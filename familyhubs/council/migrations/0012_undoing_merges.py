"""For how long a merge of two records can be undone."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0011_outreach_clocks"),
    ]

    operations = [
        migrations.AddField(
            model_name="councilsettings",
            name="undo_merge_days",
            field=models.PositiveSmallIntegerField(
                default=90,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(365),
                ],
                verbose_name="A merge of two records can be undone for, days",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("undo_merge_days__gte", 1)), name="council_merges_can_be_undone"
            ),
        ),
    ]
