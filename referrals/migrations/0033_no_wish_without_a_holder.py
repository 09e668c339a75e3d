"""What nobody could have kept was kept for ever: it has its days like any other chat."""

from django.db import migrations


def take_back(apps, schema_editor):
    chats = apps.get_model("referrals", "Chat").objects.using(schema_editor.connection.alias)
    chats.filter(wish="keep", held_by=None, kept_at=None).update(wish="")


class Migration(migrations.Migration):
    dependencies = [("referrals", "0032_someone_else_asks")]

    operations = [migrations.RunPython(take_back, migrations.RunPython.noop)]
