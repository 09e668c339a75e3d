"""A search reads an index where it read every row of the offer, with all its words."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0001_initial"),
        ("contact", "0001_initial"),
        ("hubs", "0011_finding"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="service",
            name="is_remote",
            field=models.GeneratedField(
                db_persist=True,
                expression=models.Q(
                    ("is_everywhere", True),
                    models.Q(
                        ("modes__contained_by", ["online", "phone"]),
                        models.Q(("modes", []), _negated=True),
                    ),
                    _connector="OR",
                ),
                help_text="Nobody goes anywhere for it.",
                output_field=models.BooleanField(),
            ),
        ),
        migrations.AddIndex(
            model_name="service",
            index=models.Index(
                condition=models.Q(("status", "active")),
                fields=["is_remote", "name", "id"],
                include=("review_due_on", "on_from", "on_until"),
                name="service_found",
            ),
        ),
        migrations.AddIndex(
            model_name="session",
            index=models.Index(
                condition=models.Q(("state", "planned")),
                fields=["starts_at"],
                include=("id", "activity", "site", "ends_at"),
                name="session_coming",
            ),
        ),
    ]
