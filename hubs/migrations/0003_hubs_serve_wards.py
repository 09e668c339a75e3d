from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("hubs", "0002_absence"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="area",
            constraint=models.CheckConstraint(
                condition=models.Q(("hub", None), ("kind", "ward"), _connector="OR"),
                name="area_only_a_ward_has_a_hub",
            ),
        ),
    ]
