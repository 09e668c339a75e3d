"""The 17 priority groups and their first words (domain.md 2.5; R073, R074)."""

from datetime import date

from django.db import migrations

FROM = date(2020, 1, 1)
# Code, words, then: tells of health, origin or crime; counts for the rank; looked at before a list.
GROUPS = (
    ("P01", "Lone-parent household", False, True, False),
    ("P02", "No parent or carer in work", False, True, False),
    ("P03", "Parental drug or alcohol problem", True, True, True),
    ("P04", "Domestic abuse affecting the household", True, True, True),
    ("P05", "Young parent (under 20 at the child’s birth)", False, True, False),
    ("P06", "Parental mental ill-health, also around birth", True, True, True),
    ("P07", "Child or young person with SEND or a disability", True, True, False),
    (
        "P08",
        "Parent or carer with a learning disability, disability or long-term illness",
        True,
        True,
        False,
    ),
    ("P09", "Gypsy, Roma, Traveller or Showpeople", True, False, False),
    ("P10", "Ethnic minority family that local services reach too seldom", True, False, False),
    ("P11", "English not the main language, or an interpreter needed", True, False, False),
    ("P12", "Armed Forces or veteran family", False, True, False),
    ("P13", "Father or male carer with little contact, or not yet involved", False, True, False),
    ("P14", "Rurally or geographically isolated", False, True, False),
    (
        "P15",
        "Homeless, in temporary or insecure housing, or newly arrived or seeking asylum",
        False,
        True,
        False,
    ),
    (
        "P16",
        "Kinship, adoptive, special-guardianship or care-experienced parent",
        False,
        True,
        False,
    ),
    ("P17", "Stepped down from social care in the last 12 months", False, True, False),
)


def load(apps, schema_editor):
    alias = schema_editor.connection.alias
    groups = apps.get_model("families", "PriorityGroup").objects.using(alias)
    wordings = apps.get_model("families", "PriorityWording").objects.using(alias)
    for code, words, is_special, in_rank, looked_at in GROUPS:
        flags = {"is_special": is_special, "in_rank": in_rank, "is_looked_at_first": looked_at}
        group, _is_new = groups.get_or_create(code=code, defaults=flags)
        wordings.get_or_create(group=group, starts_on=FROM, defaults={"words": words})


class Migration(migrations.Migration):
    # Backwards nothing is done: the tables go with the migration before.
    dependencies = [("families", "0036_standing_keeps_itself")]

    operations = [migrations.RunPython(load, migrations.RunPython.noop)]
