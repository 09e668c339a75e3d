"""Activities are found by their words without reading each of them."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("hubs", "0009_unmet_searches")]

    operations = [
        migrations.AddIndex(
            model_name="activity",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    "name", "description", config="english"
                ),
                name="activity_by_words",
            ),
        ),
    ]
