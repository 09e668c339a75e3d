"""What a row of the postcode directory says."""

from typing import NamedTuple

from . import cells
from .csv_rows import read_csv
from .report import BadRow

NEEDED = ("postcode", "ward_code", "msoa_code", "lsoa_code", "la_code", "lon", "lat")


class PostcodeRow(NamedTuple):
    postcode: str
    ward: str | None
    ward_name: str
    lsoa: str | None
    lsoa_name: str
    msoa: str | None
    msoa_name: str
    council: str | None
    council_name: str
    longitude: float
    latitude: float


def read(path):
    """Yields (line number, row of the file)."""
    return read_csv(path, NEEDED)


def judge(row):
    """The one PostcodeRow that a row of the file gives; BadRow where it cannot be used."""
    longitude, latitude = cells.place(row)
    if longitude is None:
        raise BadRow("lon and lat are missing")
    spelt = cells.postcode(row, "postcode")
    if spelt == "GIR 0AA":
        raise BadRow("nobody lives at GIR 0AA")
    return [
        PostcodeRow(
            spelt,
            cells.area_code(row, "ward_code", "ward"),
            cells.text(row, "ward_name", 120),
            cells.area_code(row, "lsoa_code", "lsoa"),
            cells.text(row, "lsoa_name", 120),
            cells.area_code(row, "msoa_code", "msoa"),
            cells.text(row, "msoa_hcl_name", 120),
            cells.area_code(row, "la_code", "council"),
            cells.text(row, "la_name", 120),
            longitude,
            latitude,
        )
    ]
