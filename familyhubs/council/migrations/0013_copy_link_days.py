"""For how many days a link to a copy opens."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0012_undoing_merges"),
    ]

    operations = [
        migrations.AddField(
            model_name="councilsettings",
            name="copy_link_days",
            field=models.PositiveSmallIntegerField(
                default=14,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(28),
                ],
                verbose_name="A link to a copy opens for, days",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("copy_link_days__gte", 1)), name="council_copies_can_be_opened"
            ),
        ),
    ]
