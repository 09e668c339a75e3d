"""Holds an answer against a JSON schema: as much of the language as these schemas speak."""

import json
from datetime import date, datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

from django.core.validators import validate_email

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "number": (int, float),
    "integer": int,
    "boolean": bool,
}


def is_uri(text):
    parts = urlsplit(text)
    assert parts.scheme in ("http", "https"), text
    assert parts.netloc, text
    assert text.isascii(), text
    assert " " not in text


FORMATS = {
    "uuid": UUID,
    "uri": is_uri,
    "email": validate_email,
    "date": date.fromisoformat,
    "date-time": datetime.fromisoformat,
}


def check(value, schema, whole=None, where="$"):
    """AssertionError with the place, where the value is not of this shape; nothing may be blank."""
    whole = whole or schema
    if "$ref" in schema:
        *_, name = schema["$ref"].split("/")
        # What the standard's schemas refer to stands in files of its own.
        schema = whole.get("components", {}).get("schemas", {}).get(name, {})
    if "anyOf" in schema:
        return any_of(value, schema["anyOf"], whole, where)
    assert value not in (None, ""), where
    if kind := schema.get("type"):
        assert isinstance(value, TYPES[kind]), f"{where}: {value!r} is no {kind}"
        assert kind == "boolean" or not isinstance(value, bool), where
    assert "enum" not in schema or value in schema["enum"], f"{where}: {value!r}"
    if isinstance(value, str) and schema.get("format"):
        FORMATS[schema["format"]](value)
    if isinstance(value, dict):
        missing = set(schema.get("required", ())) - value.keys()
        assert not missing, f"{where}: {missing}"
        for name, inner in value.items():
            check(inner, schema.get("properties", {}).get(name, {}), whole, f"{where}.{name}")
    if isinstance(value, list):
        assert len(value) >= schema.get("minItems", 0), where
        for number, inner in enumerate(value):
            check(inner, schema.get("items", {}), whole, f"{where}[{number}]")
    return None


def any_of(value, schemas, whole, where):
    failures = []
    for schema in schemas:
        try:
            return check(value, schema, whole, where)
        except (AssertionError, ValueError) as failure:
            failures.append(failure)
    raise AssertionError(f"{where}: {failures}")


def published(folder: Path, name):
    """A schema as the standard publishes it."""
    return json.loads((folder / f"{name}.json").read_text())
