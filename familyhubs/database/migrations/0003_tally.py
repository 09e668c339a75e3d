from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("database", "0002_demo_is_whole"),
    ]

    operations = [
        migrations.CreateModel(
            name="Tally",
            fields=[
                ("key", models.CharField(max_length=100, primary_key=True, serialize=False)),
                ("times", models.PositiveIntegerField()),
                ("ends_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
