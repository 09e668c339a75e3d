"""Help for both parents together, which rests on evidence and on a safe enquiry (R017, R052)."""

from django.db import migrations

KINDS = (
    ("parental_conflict", "Reducing parental conflict", True),
    ("couples", "Course for couples", True),
)


def load(apps, schema_editor):
    kinds = apps.get_model("hubs", "ActivityKind").objects.using(schema_editor.connection.alias)
    for key, name, proven in KINDS:
        values = {"name": name, "is_evidence_based": proven, "is_joint": True}
        kinds.update_or_create(key=key, defaults=values)


def unload(apps, schema_editor):
    kinds = apps.get_model("hubs", "ActivityKind").objects.using(schema_editor.connection.alias)
    kinds.filter(key__in=[key for key, _name, _proven in KINDS]).delete()


class Migration(migrations.Migration):
    dependencies = [("hubs", "0020_swaps_limits_and_joint_kinds")]

    operations = [migrations.RunPython(load, unload)]
