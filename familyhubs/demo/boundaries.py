"""The wards of the invented council on the map: four districts, three wards in each."""

from itertools import pairwise
from math import sin

# West, south, east and north of each district, by its name; together they leave no gap.
BOXES = {
    "Hollins": (-1.75, 54.06, -1.655, 54.13),
    "Northgate": (-1.655, 54.06, -1.585, 54.13),
    "Riverside": (-1.585, 54.0, -1.51, 54.13),
    "Millbrook": (-1.75, 54.0, -1.585, 54.06),
}
STEPS = 12


def boundary(district, at, of=3):
    """The ward that stands at this place from the west, as GeoJSON has it."""
    west, south, east, north = BOXES[district]
    width = (east - west) / of
    west, east = west + at * width, west + (at + 1) * width
    corners = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    ring = [
        bent(x1 + (x2 - x1) * step / STEPS, y1 + (y2 - y1) * step / STEPS)
        for (x1, y1), (x2, y2) in pairwise(corners)
        for step in range(STEPS)
    ]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def bent(x, y):
    """No border is straight; neighbours bend alike."""
    return [round(x + 0.002 * sin(y * 300), 5), round(y + 0.002 * sin(x * 240), 5)]
