from django.db import migrations


def fill(apps, schema_editor):
    rule = apps.get_model("keeping", "Rule")
    rule.objects.using(schema_editor.connection.alias).create(
        code="rights_request",
        what="Request about information that was matched to no family",
        clock="closed",
        months=72,
        way="reviewed",
        source="Council’s default: six years, in which a claim can be brought",
    )


def empty(apps, schema_editor):
    rule = apps.get_model("keeping", "Rule")
    rule.objects.using(schema_editor.connection.alias).filter(code="rights_request").delete()


class Migration(migrations.Migration):
    dependencies = [("keeping", "0007_erasure_begins_by_rule")]

    operations = [migrations.RunPython(fill, empty)]
