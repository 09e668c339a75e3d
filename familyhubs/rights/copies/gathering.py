"""What a copy is made of: each row that is held, in words, with what is held back by default."""

import json
from datetime import date, datetime
from uuid import UUID

from django.apps import apps
from django.utils.formats import date_format
from django.utils.timezone import localtime

from familyhubs.rights.holdings import rows_of

from .models import Exemption, Mark

# Held back until an officer decides otherwise, whoever it is about.
HELD = {
    "families_safeaddress": Exemption.WHEREABOUTS,
    "referrals_professionalreferral": Exemption.REFERRER,
    "referrals_concern": Exemption.SERIOUS_HARM,
    "families_warningnote": Exemption.SERIOUS_HARM,
    "families_warningreason": Exemption.SERIOUS_HARM,
}
WHEREABOUTS = ("contact_contactcard", "families_residence")
GUARDED = ("safeguard", "restricted")
PERSON = ("person_id", "child_id", "about_id", "holder_id")
WHY = "Held back unless an officer decides otherwise"


def entries_of(asked):
    """Each row as (what it is, which row, its content as JSON, mark, exemption)."""
    rows = rows_of(asked.family)
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    cards = {row["contact_card_id"] for row in rows["families_person"] if _is(row, asked)}
    for table, held in rows.items():
        # What people asked is no part of what is held about the family.
        if table.startswith(("copies_", "registers_rights", "registers_breach")):
            continue
        for row in held:
            said = in_words(models[table], row)
            if said:
                exemption = held_back(table, row, asked, cards)
                name = f"{table}:{row['id']}"
                what = str(models[table]._meta.verbose_name).capitalize()
                yield what, name, json.dumps(said), Mark.HOLD if exemption else "", exemption


def held_back(table, row, asked, cards):
    """The exemption that a row falls under by default, or nothing: then somebody must decide."""
    if table in HELD:
        return HELD[table]
    if row.get("sensitivity") in GUARDED:
        return Exemption.SERIOUS_HARM
    if table == "contact_contactcard":
        return "" if row["id"] in cards else Exemption.WHEREABOUTS
    people = {row[name] for name in PERSON if row.get(name)}
    people |= {row["id"]} if table == "families_person" else set()
    if people and asked.person_id not in people:
        return Exemption.WHEREABOUTS if table in WHEREABOUTS else Exemption.THIRD_PARTY
    return ""


def in_words(model, row):
    """A row's own facts by the names of its columns; ids say nothing to anybody."""
    fields = {field.attname: field for field in model._meta.concrete_fields}
    said = {}
    for name, value in row.items():
        field = fields[name]
        if field.is_relation or isinstance(value, UUID) or value in (None, "", [], {}):
            continue
        value = dict(field.flatchoices).get(value, value) if field.choices else value
        said[str(field.verbose_name).capitalize()] = plain(value)
    said.pop("Updated at", None)
    return {} if set(said) <= {"Recorded at"} else said


def plain(value):
    """A value as it is said to people."""
    match value:
        case bool():
            return "Yes" if value else "No"
        case datetime():
            return date_format(localtime(value), "j F Y, H:i")
        case date():
            return date_format(value, "j F Y")
        case list():
            return ", ".join(map(plain, value))
        case _:
            return str(value)


def _is(row, asked):
    return row["id"] == asked.person_id
