"""Every area's outline, simple enough for a small map."""

from django.db import migrations, models

from hubs.outlines import outline_of


def draw(apps, schema_editor):
    """Of the boundaries that were loaded before: later ones bring their outline with them."""
    areas = apps.get_model("hubs", "Area").objects.using(schema_editor.connection.alias)
    for area in areas.filter(boundary__isnull=False).iterator(chunk_size=20):
        area.outline = outline_of(area.boundary)
        area.save(update_fields=["outline"])


class Migration(migrations.Migration):
    dependencies = [("hubs", "0010_activities_by_words")]

    operations = [
        migrations.AddField(
            model_name="area",
            name="outline",
            field=models.JSONField(
                blank=True,
                help_text="The boundary as a small map draws it (outlines.py).",
                null=True,
            ),
        ),
        migrations.RunPython(draw, migrations.RunPython.noop),
    ]
