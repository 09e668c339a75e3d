"""What a row of each list of places says. The lists come with headings of their own."""

from dataclasses import dataclass, field
from functools import partial
from typing import NamedTuple

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email

from . import cells
from .csv_rows import read_csv
from .report import BadRow

is_web_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Source:
    """One list: what kind of site it holds and which of its columns say what."""

    kind: str
    needed: tuple
    key: str = ""  # The column that names a place for good; else its name and postcode do.
    columns: dict = field(default_factory=dict)


PLAIN = {"name": "name", "address": "address", "phone": "telephone", "website": "website"}
SOURCES = {
    "childrens_centres": Source(
        "satellite",
        ("name", "postcode", "unique_reference_number", "lon", "lat"),
        key="unique_reference_number",
    ),
    "libraries": Source("library", ("name", "address", "postcode", "lon", "lat")),
    "schools_and_colleges": Source(
        "school",
        ("name", "postcode", "unique_reference_number", "lon", "lat"),
        key="unique_reference_number",
        columns={"description": "type"},
    ),
    "general_practices": Source("gp", ("name", "address", "postcode", "telephone", "lon", "lat")),
    "food_banks": Source(
        "food_bank",
        ("name", "opening times", "address", "postcode", "contact"),
        columns={
            "email": "contact",
            "opening_times": "opening times",
            "description": "referral method",
        },
    ),
    "mental_health_services": Source(
        "service", ("name", "description", "address", "postcode", "telephone")
    ),
}


class SiteRow(NamedTuple):
    source_key: str
    name: str
    address: str
    postcode: str
    longitude: float | None
    latitude: float | None
    phone: str
    email: str
    website: str
    description: str
    opening_times: str


def reader(source):
    """The function that yields (line number, row) of such a list."""
    return partial(read_csv, needed=SOURCES[source].needed)


def judge(source, row):
    """The one SiteRow that a row of the file gives; BadRow where it cannot be used."""
    columns = {"email": "email", "description": "description", **PLAIN, **SOURCES[source].columns}
    value = {
        name: cells.text(row, columns[name], longest, required=name == "name")
        for name, longest in {"name": 200, "address": 300, "phone": 30, "email": 254}.items()
    }
    postcode = cells.postcode(row, "postcode")
    key = row.get(SOURCES[source].key) or f"{value['name'].casefold()}, {postcode}"
    longitude, latitude = cells.place(row)
    return [
        SiteRow(
            key[:200],
            value["name"],
            value["address"],
            postcode,
            longitude,
            latitude,
            value["phone"],
            email(value["email"]),
            website(cells.text(row, columns["website"], 290)),
            cells.text(row, columns["description"], 4_000),
            cells.text(row, columns.get("opening_times", "opening_times"), 2_000),
        )
    ]


def email(value):
    try:
        if value:
            validate_email(value)
    except ValidationError:
        raise BadRow(f"not an email address: {value[:60]!r}") from None
    return value


def website(value):
    """A web address; one typed without its beginning gets it."""
    address = value if not value or "://" in value else f"http://{value}"
    try:
        if address:
            is_web_address(address)
    except ValidationError:
        raise BadRow(f"not a web address: {value[:60]!r}") from None
    return address
