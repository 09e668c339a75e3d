"""What may be asked of a list. Read and published from the same words."""

import re
from datetime import UTC, datetime, time
from uuid import UUID

from ..geography import normalise

MOST_A_PAGE, USUAL_A_PAGE, LAST_PAGE = 200, 50, 1_000_000
DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
YES_OR_NO = {"true": True, "false": False}
NO_NUL = r"^[^\x00]*$"
CLOCK = r"^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"
POSTCODE = r"^[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{2}$"


class BadParameter(Exception):
    """This cannot be asked; the message says why in one sentence."""


def whole(least, most, usual=None):
    schema = {"type": "integer", "minimum": least, "maximum": most}
    return schema | ({"default": usual} if usual else {})


DECIMAL = r"[0-9]{1,12}(\.[0-9]{0,60})?(e-?[0-9]{1,3})?"

UUID_TEXT = {"type": "string", "format": "uuid"}
AGE = {"type": "number", "minimum": 0, "maximum": 150}
TIME = {"type": "string", "pattern": CLOCK}
FLAG = {"type": "boolean"}
PARAMETERS = {
    "page": (whole(1, LAST_PAGE, 1), "Which page, from 1."),
    "per_page": (whole(1, MOST_A_PAGE, USUAL_A_PAGE), "How many items a page holds."),
    "format": ({"type": "string", "enum": ["json", "ndjson"]}, "ndjson: one item a line."),
    "minimal": (FLAG, "Only each item's id and when it last changed, all on one page."),
    "full": (FLAG, "Each item as its own address gives it."),
    "modified_after": (
        {"type": "string", "format": "date-time"},
        "Only what has changed since this moment.",
    ),
    "search": (
        {"type": "string", "minLength": 1, "maxLength": 200, "pattern": NO_NUL},
        "Words to look for.",
    ),
    "taxonomy_term_id": (UUID_TEXT, "Only what has this term."),
    "taxonomy_id": (UUID_TEXT, "Only what has a term of this taxonomy."),
    "organization_id": (UUID_TEXT, "Only what this organisation gives."),
    "minimum_age": (AGE, "Only what is for this age or older, from its lowest age on."),
    "maximum_age": (AGE, "Only what is for this age or younger, up to its highest age."),
    "start_time": (TIME, "Only what starts at or after this time of day."),
    "end_time": (TIME, "Only what ends at or before this time of day."),
    "day": ({"type": "string", "enum": list(DAYS)}, "Only what is given on this day."),
    "postcode": (
        {"type": "string", "pattern": POSTCODE},
        "Only what covers this postcode; with proximity, what is given near it.",
    ),
    "proximity": (
        {"type": "number", "minimum": 1, "maximum": 500_000},
        "How many metres from the postcode; asks nothing without one.",
    ),
    "parent_id": (UUID_TEXT, "Only the terms under this one."),
    "top_only": (FLAG, "Only terms that stand under no other."),
}
PAGING = ("page", "per_page", "format", "minimal", "full")
OF_SERVICES = (
    *PAGING,
    "modified_after",
    "search",
    "taxonomy_term_id",
    "taxonomy_id",
    "organization_id",
    "minimum_age",
    "maximum_age",
    "start_time",
    "end_time",
    "day",
    "postcode",
    "proximity",
)
OF_ORGANIZATIONS = (*PAGING, "search", "modified_after")
OF_TAXONOMIES = (*PAGING, "search")
OF_TERMS = (*PAGING, "search", "taxonomy_id", "parent_id", "top_only")


def read(query, names):
    """The value of every parameter that was given; BadParameter for one that cannot be read."""
    asked = {"page": 1, "per_page": USUAL_A_PAGE}
    for name in names:
        # What is blank is not asked.
        if text := query.get(name, ""):
            asked[name] = value_of(name, text)
    if "postcode" not in asked:
        asked.pop("proximity", None)
    return {name: value for name, value in asked.items() if value != ""}


def value_of(name, text):
    schema, _said = PARAMETERS[name]
    if name in READERS:
        return READERS[name](name, text)
    if "enum" in schema:
        return one_of(name, text, schema["enum"])
    if schema.get("format") == "uuid":
        return identity(name, text)
    if schema["type"] == "boolean":
        return YES_OR_NO[one_of(name, text.lower(), YES_OR_NO)]
    if schema["type"] in ("integer", "number"):
        return number(name, text, schema)
    if len(text) > schema["maxLength"]:
        raise BadParameter(f"{name} is too long: at most {schema['maxLength']} characters.")
    return text.strip()


def one_of(name, text, known):
    found = next((value for value in known if value.lower() == text.lower()), None)
    if found is None:
        raise BadParameter(f"{name} must be one of {', '.join(known)}.")
    return found


def identity(name, text):
    if not re.fullmatch(r"[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}", text):
        raise BadParameter(f"{name} must be a UUID.")
    return UUID(text)


def number(name, text, schema):
    shape = r"[0-9]{1,12}" if schema["type"] == "integer" else DECIMAL
    least, most = schema["minimum"], schema["maximum"]
    value = float(text) if re.fullmatch(shape, text, re.ASCII) else None
    if value is None or not least <= value <= most:
        kind = "a whole number" if schema["type"] == "integer" else "a number"
        raise BadParameter(f"{name} must be {kind} from {least} to {most}.")
    return int(value) if schema["type"] == "integer" else value


def clock(name, text):
    if not re.fullmatch(CLOCK, text):
        raise BadParameter(f"{name} must be a time of day like 09:30.")
    return time.fromisoformat(text)


def moment(name, text):
    """A moment; a day is its first. A plus sign that came as a space is put back."""
    try:
        if len(text) > 40:
            raise ValueError
        at = datetime.fromisoformat(re.sub(r" (?=\d\d:?\d\d$)", "+", text.upper()))
        return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except OverflowError:
        # At the ends of time no hour can be added: everything is after the one, nothing the other.
        return at.replace(tzinfo=UTC)
    except ValueError:
        raise BadParameter(f"{name} must be a date and time like 2026-01-31T09:00:00Z.") from None


def postcode(name, text):
    found = normalise(text)
    if not found:
        raise BadParameter(f"{name} must be a full postcode like M33 7ZF.")
    return found


READERS = {
    "modified_after": moment,
    "start_time": clock,
    "end_time": clock,
    "postcode": postcode,
}
