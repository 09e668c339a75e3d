from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0035_accepted_lookups"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="professionaldraft",
            name="link_at",
            field=models.DateTimeField(
                blank=True,
                help_text="When its newest link left or will; none that is dead.",
                null=True,
            ),
        ),
        # Those that wait already were sent theirs when they were handed in.
        migrations.RunSQL(
            "UPDATE referrals_professionaldraft SET link_at = handed_in_at WHERE links_sent > 0",
            migrations.RunSQL.noop,
        ),
        migrations.AddConstraint(
            model_name="professionaldraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("link_at", None), ("handed_in_at__isnull", False), _connector="OR"
                ),
                name="professional_draft_link_is_of_what_waits",
            ),
        ),
    ]
