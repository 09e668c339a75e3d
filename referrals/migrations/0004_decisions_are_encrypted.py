"""What was asked of a family and why a request was decided so is stored as ciphertext only."""

import django.db.models.functions.text
import django.db.models.lookups
from django.db import migrations, models

import familyhubs.database.encryption


class Migration(migrations.Migration):
    dependencies = [("referrals", "0003_settled_wishes")]

    operations = [
        migrations.RemoveConstraint(
            model_name="referral",
            name="referral_declined_says_why",
        ),
        migrations.RemoveConstraint(
            model_name="referral",
            name="referral_paused_says_why",
        ),
        migrations.AlterField(
            model_name="referral",
            name="decision_reason",
            field=familyhubs.database.encryption.EncryptedTextField(blank=True, default=""),
        ),
        migrations.AlterField(
            model_name="referral",
            name="paused_for",
            field=familyhubs.database.encryption.EncryptedTextField(blank=True, default=""),
        ),
        migrations.AlterField(
            model_name="referralevent",
            name="decision_reason",
            field=familyhubs.database.encryption.EncryptedTextField(blank=True, default=""),
        ),
        migrations.AlterField(
            model_name="referralevent",
            name="paused_for",
            field=familyhubs.database.encryption.EncryptedTextField(blank=True, default=""),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("decision__in", ["", "add_to_open", "eha", "intensive", "single_agency"]),
                    django.db.models.lookups.GreaterThan(
                        django.db.models.functions.text.Length("decision_reason"), 0
                    ),
                    _connector="OR",
                ),
                name="referral_declined_says_why",
            ),
        ),
        migrations.AddConstraint(
            model_name="referral",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "asked_family"), _negated=True),
                    models.Q(
                        ("paused_at__isnull", False),
                        django.db.models.lookups.GreaterThan(
                            django.db.models.functions.text.Length("paused_for"), 0
                        ),
                    ),
                    _connector="OR",
                ),
                name="referral_paused_says_why",
            ),
        ),
    ]
