"""A request for a copy that whoever asked took back."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("copies", "0004_links"),
        ("families", "0061_integrated_teams"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="copyrequest",
            name="copies_released_once_agreed",
        ),
        migrations.AddField(
            model_name="copyrequest",
            name="taken_back_why",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AlterField(
            model_name="copyrequest",
            name="released_as",
            field=models.CharField(
                blank=True,
                choices=[
                    ("collected", "Collected in person"),
                    ("posted", "Posted, signed for"),
                    ("secure", "By the council’s encrypted email"),
                    ("link", "By a link, opened with a code"),
                    ("taken_back", "Nothing left: they took the request back"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="copyrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("released_as", ""), ("released_at", None), ("released_by", None)),
                    models.Q(
                        ("released_at__isnull", False),
                        ("released_by__isnull", False),
                        models.Q(("released_as", ""), _negated=True),
                        models.Q(
                            ("agreed_at__isnull", False),
                            ("released_as", "taken_back"),
                            _connector="OR",
                        ),
                    ),
                    _connector="OR",
                ),
                name="copies_released_once_agreed",
            ),
        ),
        migrations.AddConstraint(
            model_name="copyrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("released_as", "taken_back"),
                        models.Q(("taken_back_why", ""), _negated=True),
                    ),
                    models.Q(
                        models.Q(("released_as", "taken_back"), _negated=True),
                        ("taken_back_why", ""),
                    ),
                    _connector="OR",
                ),
                name="copies_taken_back_says_why",
            ),
        ),
    ]
