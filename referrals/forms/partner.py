"""From a partner system's JSON to the forms that everybody else types into, and back to errors."""

import re
from dataclasses import dataclass

from django.forms import BooleanField, IntegerField, MultipleChoiceField

from familyhubs.accounts.models import Organisation
from familyhubs.govuk.fields import DateField

from ..agencies import AGENCIES
from .refer import MOST_PEOPLE, SECTIONS

DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


@dataclass(frozen=True)
class System:
    """Who sends: a system that vouches for its organisation's people."""

    organisation: Organisation
    is_system: bool = True


class Unreadable(ValueError):
    """What was sent is not of the shape that the document says: (field, message)."""


def steps_of(body, user):
    """The typed answers, page by page, as a browser would have sent them."""
    if not isinstance(body, dict) or not set(body) <= set(SECTIONS):
        raise Unreadable("", f"Send one object with these names: {', '.join(SECTIONS)}")
    return {name: typed_of(name, body.get(name), user) for name in SECTIONS}


def typed_of(section, said, user):
    if not isinstance(said, dict):
        raise Unreadable(section, "Send an object")
    form, said = SECTIONS[section](user=user), dict(said)
    people = said.pop("people", []) if form.lines else []
    if not isinstance(people, list) or len(people) > MOST_PEOPLE:
        raise Unreadable(f"{section}.people", f"Send a list of at most {MOST_PEOPLE}")
    typed = boxes(form, said, section)
    for number, (line, person) in enumerate(zip(form.lines, people, strict=False)):
        where = f"{section}.people[{number}]"
        if not isinstance(person, dict):
            raise Unreadable(where, "Send an object")
        typed |= boxes(line, person, where)
    return typed


def boxes(form, said, where):
    """One object's values under the names of a form's boxes."""
    typed = {}
    for name, value in said.items():
        if name not in form.fields:
            raise Unreadable(f"{where}.{name}", "There is no such field")
        if value is None or value == "":
            continue
        typed |= typed_in(form.fields[name], form.add_prefix(name), value, f"{where}.{name}")
    return typed


def typed_in(field, inside, value, where):
    """One value as a browser would have sent it."""
    if isinstance(field, DateField):
        return in_parts(inside, value, where)
    if isinstance(field, BooleanField):
        if not isinstance(value, bool):
            raise Unreadable(where, "Send true or false")
        return {inside: ["on"]} if value else {}
    if isinstance(field, IntegerField):
        if not isinstance(value, int) or isinstance(value, bool):
            raise Unreadable(where, "Send a whole number")
        return {inside: [str(value)]}
    if isinstance(value, list) and not isinstance(field, MultipleChoiceField):
        raise Unreadable(where, "Send one text, no list")
    texts = value if isinstance(value, list) else [value]
    return {inside: [text_of(text, where) for text in texts]}


def in_parts(inside, value, where):
    found = DAY.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise Unreadable(where, "Send a date as YYYY-MM-DD")
    return {f"{inside}_{part}": [found[at]] for at, part in enumerate(("year", "month", "day"), 1)}


def text_of(value, where):
    if not isinstance(value, str):
        raise Unreadable(where, "Send text")
    if re.search("[\x00\ud800-\udfff]", value):
        raise Unreadable(where, "Send text without characters that nobody can read")
    return value


def errors_of(way):
    """Every error by the field it is about."""
    found = []
    for name in SECTIONS:
        form = way.read(name)
        if not form.is_valid():
            found += said_of(form, name)
            for number, line in enumerate(form.lines):
                found += said_of(line, f"{name}.people[{number}]")
    return found


def said_of(form, where):
    return [
        {"field": where if field == "__all__" else f"{where}.{field}", "message": str(message)}
        for field, messages in form.errors.items()
        for message in messages
    ]


def choices_of(user):
    """The ids that may be sent of what is not in the document: (section, field, [(id, words)])."""
    for name, form in SECTIONS.items():
        for field_name, field in form(user=user).fields.items():
            if hasattr(field, "queryset"):
                yield name, field_name, [(str(one.pk), str(one)) for one in field.queryset]


def schema(user=None):
    """The same in JSON Schema, made of the forms' own fields."""
    sections = {name: object_of(form(user=user)) for name, form in SECTIONS.items()}
    line = SECTIONS["family"](user=user).lines[0]
    people = {"type": "array", "maxItems": MOST_PEOPLE, "items": object_of(line)}
    sections["family"]["properties"]["people"] = people
    # Asked before the card had a field for each of its three things; still taken.
    sections["contact"]["properties"]["careful"]["deprecated"] = True
    # Of these an organisation may name those of its own kind.
    sections["you"]["properties"]["agency_kind"]["enum"] = list(AGENCIES)
    return {"type": "object", "properties": sections, "required": list(SECTIONS)}


def object_of(form):
    fields = {name: property_of(field) for name, field in form.fields.items()}
    required = [name for name, field in form.fields.items() if field.required]
    shape = {"type": "object", "properties": fields, "additionalProperties": False}
    return shape | ({"required": required} if required else {})


def property_of(field):
    said = {"description": str(field.label)}
    if isinstance(field, DateField):
        return said | {"type": "string", "format": "date"}
    if hasattr(field, "queryset"):
        return said | {"type": "string", "format": "uuid"}
    if choices := [str(code) for code, _words in getattr(field, "choices", ()) if code]:
        one = {"type": "string", "enum": choices}
        is_many = isinstance(field, MultipleChoiceField)
        return said | ({"type": "array", "items": one} if is_many else one)
    if isinstance(field, BooleanField):
        return said | {"type": "boolean"}
    if isinstance(field, IntegerField):
        limits = {"minimum": field.min_value, "maximum": field.max_value}
        return said | {"type": "integer"} | limits
    longest = getattr(field, "max_length", None)
    return said | {"type": "string"} | ({"maxLength": longest} if longest else {})
