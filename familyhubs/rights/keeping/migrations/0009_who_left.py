from django.db import migrations

DEFAULTS = (
    ("volunteer", "Volunteer of a hub"),
    ("board_member", "Member of an advisory board"),
)


def fill(apps, schema_editor):
    rules = apps.get_model("keeping", "Rule").objects.using(schema_editor.connection.alias)
    source = "Council’s default: six years, in which a claim can be brought"
    for code, what in DEFAULTS:
        rules.create(code=code, what=what, clock="left", months=72, way="by_itself", source=source)


def empty(apps, schema_editor):
    rules = apps.get_model("keeping", "Rule").objects.using(schema_editor.connection.alias)
    rules.filter(code__in=[code for code, _what in DEFAULTS]).delete()


class Migration(migrations.Migration):
    dependencies = [("keeping", "0008_requests_about_information")]

    operations = [migrations.RunPython(fill, empty)]
