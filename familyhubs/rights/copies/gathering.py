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
# What has a file attached: beside which row it stands, and by which column.
BESIDE = {
    "families_document": ("families_timelineentry", "entry_id"),
    "referrals_requestfile": ("referrals_referral", "referral_id"),
}
NOT_HELD = ("copies_", "registers_rights", "registers_breach")
# Of a stored file no more than its name and kind: never what opens it.
UNSAID = ("updated_at", "key")
WHEREABOUTS = ("contact_contactcard", "families_residence")
GUARDED = ("safeguard", "restricted")
PERSON = ("person_id", "child_id", "about_id", "holder_id")
WHY = "Held back unless an officer decides otherwise"


def entries_of(asked):
    """Each row as the columns of its entry; a file is a part of the row that it is attached to."""
    rows = rows_of(asked.family)
    models = {model._meta.db_table: model for model in apps.get_models(include_auto_created=True)}
    cards = {row["contact_card_id"] for row in rows["families_person"] if _is(row, asked)}
    known = {f"{table}:{row['id']}": row for table, held in rows.items() for row in held}
    attached = {row["file_id"] for row in known.values() if row.get("file_id")}
    for name, row in known.items():
        table, _colon, _id = name.partition(":")
        # What was asked about information is no part of what is held about the family.
        if table.startswith(NOT_HELD) or row["id"] in attached:
            continue
        said = in_words(models[table], row)
        if table in BESIDE:
            said |= {"File": known[f"uploads_storedfile:{row['file_id']}"]["name"]}
        if said:
            host = host_of(table, row)
            exemption = held_back(table, row, asked, cards)
            if host in known and not exemption:
                exemption = held_back(host.partition(":")[0], known[host], asked, cards)
            yield {
                "what": str(models[table]._meta.verbose_name).capitalize()[:100],
                "row": name,
                "content": json.dumps(said),
                "mark": Mark.HOLD if exemption else "",
                "exemption": exemption,
                "by_default": exemption,
                "why": WHY if exemption else "",
                "file_id": row["file_id"] if table in BESIDE else None,
                "beside": host,
            }


def host_of(table, row):
    """The row that a file's own stands beside, as entries name it; nothing where there is none."""
    host, column = BESIDE.get(table, ("", ""))
    return f"{host}:{row[column]}" if host and row[column] else ""


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
        if (
            name in UNSAID
            or field.is_relation
            or isinstance(value, UUID)
            or value in (None, "", [], {})
        ):
            continue
        value = dict(field.flatchoices).get(value, value) if field.choices else value
        said[str(field.verbose_name).capitalize()] = plain(value)
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
