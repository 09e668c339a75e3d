"""What a feature of a boundary file says."""

import json
from typing import NamedTuple

from ..geography import kind_of_area
from ..outlines import outline_of
from . import cells
from .geojson import read_features
from .report import BadRow

MOST_POINTS = 200_000
DEPTH = {"Polygon": 2, "MultiPolygon": 3}


class AreaRow(NamedTuple):
    code: str
    kind: str
    name: str
    boundary: str
    outline: str


def read(path):
    """Yields (feature number, feature)."""
    return read_features(path)


def judge(feature):
    """The one AreaRow that a feature gives; BadRow where it cannot be used."""
    known = feature.get("properties") if isinstance(feature, dict) else None
    if not isinstance(known, dict):
        raise BadRow("feature has no properties")
    row = {name: str(known.get(name) or "").strip() for name in ("area_code", "area_name")}
    kind = kind_of_area(row["area_code"].upper())
    if kind is None:
        raise BadRow(f"not an area code: {row['area_code'][:20]!r}")
    name = cells.text(row, "area_name", 120, required=True)
    if not name.isprintable():
        raise BadRow("area_name holds a character that cannot be shown")
    boundary = feature.get("geometry")
    judge_boundary(boundary)
    shape = json.dumps({name: boundary[name] for name in ("type", "coordinates")})
    outline = json.dumps(outline_of(boundary))
    return [AreaRow(row["area_code"].upper(), kind, name, shape, outline)]


def judge_boundary(boundary):
    """Raise BadRow unless this is a polygon, or several, of closed rings on the globe."""
    if not isinstance(boundary, dict) or boundary.get("type") not in DEPTH:
        raise BadRow("boundary is not a polygon")
    rings = [boundary.get("coordinates")]
    for _ in range(DEPTH[boundary["type"]]):
        if not all(isinstance(part, list) and part for part in rings):
            raise BadRow("boundary is not a polygon")
        rings = [inner for part in rings for inner in part]
    points = rings
    if len(points) > MOST_POINTS:
        raise BadRow(f"boundary has too many points: {len(points):,}, at most {MOST_POINTS:,}")
    if not all(map(_on_the_globe, points)):
        raise BadRow("boundary has a point that is not on the globe")


def _on_the_globe(point):
    return (
        isinstance(point, list)
        and len(point) >= 2
        and all(type(number) in (int, float) for number in point)
        and abs(point[0]) <= 180
        and abs(point[1]) <= 90
    )
