"""How often services are checked, and how long an unchecked one stays (R025)."""

import django.core.validators
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("council", "0003_giving_up"),
    ]

    operations = [
        migrations.AddField(
            model_name="councilsettings",
            name="service_grace_days",
            field=models.PositiveSmallIntegerField(
                default=30,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(180),
                ],
                verbose_name="An unchecked service is hidden after, days more",
            ),
        ),
        migrations.AddField(
            model_name="councilsettings",
            name="service_review_days",
            field=models.PositiveSmallIntegerField(
                default=90,
                validators=[
                    django.core.validators.MinValueValidator(1),
                    django.core.validators.MaxValueValidator(730),
                ],
                verbose_name="A service is checked again after, days",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilsettings",
            constraint=models.CheckConstraint(
                condition=models.Q(("service_grace_days__gte", 1), ("service_review_days__gte", 1)),
                name="council_services_are_checked",
            ),
        ),
    ]
