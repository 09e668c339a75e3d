from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("keeping", "0005_agreed_stays_agreed")]

    operations = [
        migrations.AlterField(
            model_name="rule",
            name="clock",
            field=models.CharField(
                blank=True,
                choices=[
                    ("youngest_born", "The birth of the youngest child"),
                    ("decided", "The decision"),
                    ("done", "The day it was done"),
                    ("looked", "The look"),
                    ("last_used", "The last use"),
                    ("ended", "The end"),
                    ("left", "The day of leaving"),
                    ("closed", "The day it was closed"),
                ],
                max_length=15,
            ),
        )
    ]
