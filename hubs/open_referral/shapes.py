"""The shape of every item of the feed, in our own words: published, and held against each answer.

`*` marks what is always there. Fields beyond these are allowed, as the standard has it.
"""

UUID, URI, MAIL, DATE, AT = (
    {"type": "string", "format": name} for name in ("uuid", "uri", "email", "date", "date-time")
)
TEXT, NUMBER = {"type": "string", "minLength": 1}, {"type": "number"}


def ref(name):
    return {"$ref": f"#/components/schemas/{name}"}


def many(name):
    return {"type": "array", "items": ref(name), "minItems": 1}


def one_of(*values):
    return {"type": "string", "enum": list(values)}


FIELDS = {
    "about": {"version*": TEXT, "profile*": URI, "openapi_url*": URI},
    "error": {"status*": {"type": "integer"}, "message*": TEXT},
    "organization": {"id*": UUID, "name*": TEXT, "description*": TEXT},
    "service": {
        "id*": UUID,
        "organization_id": UUID,
        "organization": ref("organization"),
        "name*": TEXT,
        "description": TEXT,
        "url": URI,
        "email": MAIL,
        "status*": one_of("active"),
        "fees": TEXT,
        "minimum_age": NUMBER,
        "maximum_age": NUMBER,
        "assured_date": DATE,
        "alert": TEXT,
        "last_modified": AT,
        "application_process": TEXT,
        "eligibility_description": TEXT,
        "interpretation_services": TEXT,
        "phones": many("phone"),
        "schedules": many("schedule"),
        "service_areas": many("service_area"),
        "service_at_locations": many("service_at_location"),
        "languages": many("language"),
        "funding": many("funding"),
        "cost_options": many("cost_option"),
        "attributes": many("attribute"),
        "x_access_needs": {"type": "array", "items": TEXT, "minItems": 1},
    },
    "service_at_location": {
        "id*": UUID,
        "service_id*": UUID,
        "location_id*": UUID,
        "description": TEXT,
        "schedules": many("schedule"),
        "location": ref("location"),
        "service": ref("service"),
    },
    "location": {
        "id*": UUID,
        "location_type*": one_of("physical", "virtual"),
        "name": TEXT,
        "latitude": NUMBER,
        "longitude": NUMBER,
        "addresses": many("address"),
        "attributes": many("attribute"),
        "schedules": many("schedule"),
        "accessibility": many("accessibility"),
        "x_family_hub": {
            "type": "object",
            "required": ["id", "name", "url"],
            "properties": {"id": UUID, "name": TEXT, "url": URI},
        },
    },
    "address": {
        "id*": UUID,
        "location_id": UUID,
        "address_1*": TEXT,
        "city*": TEXT,
        "state_province*": TEXT,
        "postal_code*": TEXT,
        "country*": one_of("GB"),
        "address_type*": one_of("physical"),
    },
    "accessibility": {
        "id*": UUID,
        "location_id": UUID,
        "description": TEXT,
        "accessibility": TEXT,
    },
    "schedule": {
        "id*": UUID,
        "service_id": UUID,
        "service_at_location_id": UUID,
        "location_id": UUID,
        "valid_from": DATE,
        "valid_to": DATE,
        "dtstart": DATE,
        "freq": one_of("WEEKLY"),
        "interval": NUMBER,
        "byday": TEXT,
        "description": TEXT,
        "opens_at": TEXT,
        "closes_at": TEXT,
        "schedule_link": URI,
        "attending_type": TEXT,
        "notes": TEXT,
    },
    "service_area": {"id*": UUID, "service_id": UUID, "name": TEXT},
    "language": {"id*": UUID, "service_id": UUID, "name": TEXT, "code": TEXT},
    "phone": {"id*": UUID, "number*": TEXT},
    "funding": {"id*": UUID, "service_id": UUID, "source": TEXT},
    "cost_option": {
        "id*": UUID,
        "service_id": UUID,
        "option": TEXT,
        "amount": NUMBER,
        "amount_description": TEXT,
    },
    "attribute": {
        "id*": UUID,
        "link_id": UUID,
        "link_type": TEXT,
        "taxonomy_term_id": UUID,
        "taxonomy_term": ref("taxonomy_term"),
    },
    "taxonomy": {
        "id*": UUID,
        "name*": TEXT,
        "description*": TEXT,
        "taxonomy_terms": many("taxonomy_term"),
    },
    "taxonomy_term": {
        "id*": UUID,
        "name*": TEXT,
        "description*": TEXT,
        "parent_id": UUID,
        "taxonomy": TEXT,
        "taxonomy_id": UUID,
        "term": TEXT,
    },
    "minimal": {"id*": UUID, "last_modified": AT},
}


def schema(fields):
    return {
        "type": "object",
        "required": [name[:-1] for name in fields if name.endswith("*")],
        "properties": {name.rstrip("*"): shape for name, shape in fields.items()},
    }


def page_of(name):
    """The envelope of a list; asked for the least, it holds ids and dates only."""
    flag, count = {"type": "boolean"}, {"type": "integer", "minimum": 0}
    return schema(
        {
            "total_items*": count,
            "total_pages*": count,
            "page_number*": count,
            "size*": count,
            "first_page*": flag,
            "last_page*": flag,
            "empty*": flag,
            "contents*": {
                "type": "array",
                "items": {"anyOf": [ref(name), ref("minimal")]},
            },
        }
    )


LISTED = ("service", "service_at_location", "organization", "taxonomy", "taxonomy_term")


def schemas():
    """Every shape by name, the pages of lists among them."""
    items = {name: schema(fields) for name, fields in FIELDS.items()}
    return items | {f"{name}_page": page_of(name) for name in LISTED}
