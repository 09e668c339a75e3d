from django.db import migrations

# Rule, what, clock, months, way, source.
DEFAULTS = (
    ("family", "Record of a family: plans, notes, agreements and logs", "youngest_born", 300, "reviewed", "Children’s-centre files: date of birth and 25 years"),
    ("request", "Request that led to no service", "decided", 36, "reviewed", "Council’s default: three years"),
    ("stop_request", "Request to stop sharing that was answered", "done", 36, "reviewed", "Council’s default: three years"),
    ("access_log", "Who has looked, and who was refused", "looked", 72, "by_itself", "Access audit: six years"),
    ("draft", "Request that nobody sent (28 days)", "last_used", None, "by_itself", "Council’s default: 28 days"),
    ("note_draft", "Draft of a note", "last_used", None, "by_itself", "Set by the portal"),
    ("chat", "Chat that nobody asked to keep", "ended", None, "by_itself", "Set by the portal"),
    ("member", "Membership of a hub", "last_used", None, "by_itself", "Council’s settings"),
    ("booking", "Booking of a session", "ended", None, "by_itself", "Council’s settings"),
    ("walk_in", "First name of somebody who walked in", "ended", None, "by_itself", "Set by the portal"),
    ("held_request", "What was typed when a screen locked", "last_used", None, "by_itself", "Set by the portal: one day"),
    ("enquiry", "Enquiry at a desk, without identity", "", None, "for_good", "Kept as statistics"),
    ("equality", "Equality answers, which lead to nobody", "", None, "for_good", "Kept as statistics"),
    ("figures", "Published figures", "", None, "for_good", "Kept as statistics"),
)  # fmt: skip


def fill(apps, schema_editor):
    rule = apps.get_model("keeping", "Rule")
    names = ("code", "what", "clock", "months", "way", "source")
    rule.objects.using(schema_editor.connection.alias).bulk_create(
        rule(**dict(zip(names, row, strict=True))) for row in DEFAULTS
    )


def empty(apps, schema_editor):
    apps.get_model("keeping", "Rule").objects.using(schema_editor.connection.alias).all().delete()


class Migration(migrations.Migration):
    dependencies = [("keeping", "0002_erasure")]

    operations = [migrations.RunPython(fill, empty)]
