"""Of which attached files nothing can be taken out."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("copies", "0005_taken_back"),
    ]

    operations = [
        migrations.AddField(
            model_name="entry",
            name="file_as_it_is",
            field=models.BooleanField(default=False),
        ),
    ]
