"""The kinds of session that hubs run (R017), and birth registration, which is booked too (R030)."""

from django.db import migrations

# Key, name, and whether it rests on published evidence.
KINDS = (
    ("parenting", "Parenting programme", True),
    ("language", "Language builders", True),
    ("new_baby", "Five to Thrive new baby course", True),
    ("baby_play", "Baby play", False),
    ("stay_and_play", "Stay and play", False),
    ("feeding", "Breastfeeding workshop", True),
    ("send_group", "Sparkle (SEN) support group", False),
    ("health", "Health visitor clinic", False),
    ("antenatal", "Antenatal class", True),
    ("youth", "Youth club", False),
    ("life_skills", "Cooking and life skills", False),
    ("esol", "English for speakers of other languages", False),
    ("advice", "Advice session", False),
    ("birth_registration", "Birth registration", False),
    ("other", "Something else", False),
)


def load(apps, schema_editor):
    kinds = apps.get_model("hubs", "ActivityKind").objects.using(schema_editor.connection.alias)
    for key, name, proven in KINDS:
        kinds.get_or_create(key=key, defaults={"name": name, "is_evidence_based": proven})


def unload(apps, schema_editor):
    kinds = apps.get_model("hubs", "ActivityKind").objects.using(schema_editor.connection.alias)
    kinds.filter(key__in=[key for key, _name, _proven in KINDS]).delete()


class Migration(migrations.Migration):
    dependencies = [("hubs", "0007_whats_on")]

    operations = [migrations.RunPython(load, unload)]
