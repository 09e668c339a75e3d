"""The feed's own description (OpenAPI 3.1), made of what it is read and answered by."""

from .parameters import (
    OF_ORGANIZATIONS,
    OF_SERVICES,
    OF_TAXONOMIES,
    OF_TERMS,
    PARAMETERS,
)
from .shapes import ref, schemas

LISTS = {
    "services": ("service", OF_SERVICES, "What is given: services, and what is on."),
    "service_at_locations": ("service_at_location", OF_SERVICES, "What is given, and where."),
    "organizations": ("organization", OF_ORGANIZATIONS, "Who gives it."),
    "taxonomies": ("taxonomy", OF_TAXONOMIES, "The taxonomies that sort it."),
    "taxonomy_terms": ("taxonomy_term", OF_TERMS, "Their terms."),
}
JSON, LINES = "application/json", "application/x-ndjson"


def document(stub):
    """The whole document, for a feed at this address."""
    paths = {
        "/": operation("about", "What this feed is.", answers(ref("about"))),
        "/openapi.json": operation("openapi", "This document.", answers({"type": "object"})),
    }
    for plural, (name, asked, said) in LISTS.items():
        page = answers(ref(f"{name}_page"), also={400: "A parameter cannot be read."}, lines=True)
        paths[f"/{plural}"] = operation(f"list_{plural}", said, page, [*map(parameter, asked)])
        one = answers(ref(name), also={404: "There is no such thing, or not any more."})
        paths[f"/{plural}/{{id}}"] = operation(f"one_{name}", "One of them.", one, [PATH_ID])
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Family hubs: services and what is on",
            "version": "3.0",
            "description": "Open Referral UK 3.0 (HSDS-UK-3.0). Anybody may read it.",
        },
        "servers": [{"url": stub}],
        "paths": paths,
        "components": {"schemas": schemas()},
    }


PATH_ID = {
    "name": "id",
    "in": "path",
    "required": True,
    "schema": {"type": "string", "format": "uuid"},
}


def parameter(name):
    schema, said = PARAMETERS[name]
    # A blank one asks nothing.
    schema = {"anyOf": [schema, {"type": "string", "maxLength": 0}]}
    return {"name": name, "in": "query", "schema": schema, "description": said}


def operation(name, said, responses, parameters=()):
    get = {"operationId": name, "summary": said, "responses": responses}
    return {"get": get | ({"parameters": list(parameters)} if parameters else {})}


def answers(schema, *, also=None, lines=False):
    """200 with this shape, and what else may come."""
    content = {JSON: {"schema": schema}} | ({LINES: {"schema": {}}} if lines else {})
    failed = {
        400: "The request cannot be read.",
        429: "Too many requests in this minute: see Retry-After.",
        **(also or {}),
    }
    return {"200": {"description": "As asked.", "content": content}} | {
        str(status): {"description": said, "content": {JSON: {"schema": ref("error")}}}
        for status, said in sorted(failed.items())
    }
