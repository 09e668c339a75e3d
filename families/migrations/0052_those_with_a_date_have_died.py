"""Whose date of death was written down has died; from now on that is said by itself."""

from django.db import migrations


def say_so(apps, schema_editor):
    people = apps.get_model("families", "Person").objects.using(schema_editor.connection.alias)
    people.filter(died_on__isnull=False, has_died=False).update(has_died=True)


class Migration(migrations.Migration):
    dependencies = [("families", "0051_who_has_died")]

    operations = [migrations.RunPython(say_so, migrations.RunPython.noop)]
