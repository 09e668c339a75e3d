"""How long members and those who booked are remembered (R029, R030)."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0005_upper_ages"),
    ]

    operations = [
        migrations.AddField(
            model_name="councilsettings",
            name="booking_days",
            field=models.PositiveSmallIntegerField(
                default=90,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(730),
                ],
                verbose_name="Who booked a session is forgotten after, days",
            ),
        ),
        migrations.AddField(
            model_name="councilsettings",
            name="member_years",
            field=models.PositiveSmallIntegerField(
                default=3,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(10),
                ],
                verbose_name="A hub’s member is forgotten after no use for, years",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("booking_days__gte", 1), ("member_years__gte", 1)),
                name="council_forgets_after_a_while",
            ),
        ),
    ]
