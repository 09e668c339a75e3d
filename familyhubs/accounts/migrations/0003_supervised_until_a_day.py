"""Whoever has a supervisor has a last day; accounts from before are held to it once changed."""

from django.contrib.postgres.operations import AddConstraintNotValid
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0002_schools_may_triage"),
    ]

    operations = [
        AddConstraintNotValid(
            model_name="user",
            constraint=models.CheckConstraint(
                condition=models.Q(("supervisor", None))
                | models.Q(("access_ends_on__isnull", False)),
                name="user_supervised_until_a_day",
            ),
        ),
    ]
