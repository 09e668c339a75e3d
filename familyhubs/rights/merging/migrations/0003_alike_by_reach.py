"""Two people may share a phone number or an e-mail address (decision 83)."""

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("merging", "0002_moving_rows")]

    operations = [
        migrations.AlterField(
            model_name="pair",
            name="alike",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(
                    choices=[
                        ("born", "the date of birth"),
                        ("name", "two names that sound alike"),
                        ("part", "one name that sounds alike"),
                        ("place", "the postcode"),
                        ("reach", "a phone number or email address"),
                        ("manual", "a colleague says so"),
                    ],
                    max_length=10,
                ),
                size=None,
            ),
        ),
    ]
