"""Until which age our help is, as the council says (R010, R011)."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0004_service_freshness"),
    ]

    operations = [
        migrations.AddField(
            model_name="councilsettings",
            name="upper_age",
            field=models.PositiveSmallIntegerField(
                default=20,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(30),
                ],
                verbose_name="Our help is for young people until they turn, years",
            ),
        ),
        migrations.AddField(
            model_name="councilsettings",
            name="upper_age_send",
            field=models.PositiveSmallIntegerField(
                default=25,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(30),
                ],
                verbose_name="The same with SEND, years",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("upper_age__gte", 1), ("upper_age_send__gte", models.F("upper_age"))
                ),
                name="council_ages_run_upwards",
            ),
        ),
    ]
