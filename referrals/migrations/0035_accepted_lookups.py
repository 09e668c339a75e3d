"""Accepted requests by hub and day, for the clocks that run on after the decision."""

from django.contrib.postgres.operations import AddIndexConcurrently
from django.db import migrations, models


class Migration(migrations.Migration):
    # Large tables stay open to writers meanwhile.
    atomic = False
    dependencies = [("referrals", "0034_safe_enquiries_say_who")]

    operations = [
        AddIndexConcurrently(
            model_name="referral",
            index=models.Index(
                condition=models.Q(("family__isnull", False), ("status", "decided")),
                fields=["hub", "decided_at"],
                include=["family", "id"],
                name="referral_accepted",
            ),
        ),
    ]
