"""How long a family is tried before it may be said to be out of reach (domain.md 2.8)."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0002_closures"),
    ]

    operations = [
        migrations.AddField(
            model_name="councilsettings",
            name="giving_up_days",
            field=models.PositiveSmallIntegerField(
                default=10,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(40),
                ],
                verbose_name="Trying before we say a family cannot be reached, working days",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("giving_up_days__gte", 1)), name="council_giving_up_takes_time"
            ),
        ),
    ]
