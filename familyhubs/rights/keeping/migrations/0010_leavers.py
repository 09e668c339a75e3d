from django.db import migrations

# Rule, what, clock, months, source.
DEFAULTS = (
    ("account", "Account of somebody who left: address and last sign-in; the name stays on what they did", "closed", 12, "Council’s default: twelve months"),
    ("invitation", "Invitation that nobody took up (90 days)", "ended", None, "Council’s default: 90 days"),
)  # fmt: skip


def fill(apps, schema_editor):
    rule = apps.get_model("keeping", "Rule")
    names = ("code", "what", "clock", "months", "source")
    rule.objects.using(schema_editor.connection.alias).bulk_create(
        rule(way="by_itself", **dict(zip(names, row, strict=True))) for row in DEFAULTS
    )


def empty(apps, schema_editor):
    rules = apps.get_model("keeping", "Rule").objects.using(schema_editor.connection.alias)
    rules.filter(code__in=[row[0] for row in DEFAULTS]).delete()


class Migration(migrations.Migration):
    dependencies = [("keeping", "0009_who_left")]

    operations = [migrations.RunPython(fill, empty)]
