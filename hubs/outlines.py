"""The outline of an area, simple enough to be drawn on a small map. Pure.

A boundary file has thousands of points for each ward; a map on a phone shows some dozens. The
outline is worked out once, when a boundary is loaded, and stored beside it.
"""

from itertools import pairwise

# In degrees: about 40 metres, less than a line is wide on our maps.
TOLERANCE = 0.0005
DECIMALS = 4
# An outline needs three corners and the first of them again.
FEWEST = 4
# Of an area with many islands, the largest parts.
MOST_RINGS = 20


def outline_of(boundary):
    """The outer rings of a GeoJSON polygon, or several, with the points that shape them."""
    polygons = boundary["coordinates"]
    if boundary["type"] == "Polygon":
        polygons = [polygons]
    rings = [simplified([(point[0], point[1]) for point in polygon[0]]) for polygon in polygons]
    rings = sorted((ring for ring in rings if len(ring) >= FEWEST), key=lambda r: -size(r))
    return rings[:MOST_RINGS]


def size(ring):
    """Twice the surface within a ring."""
    return abs(sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairwise(ring)))


def simplified(ring):
    """The ring without the points that lie nearly on the line between others (Douglas-Peucker).

    Its two ends are the same point, so it is first parted at the point furthest from them.
    """
    if len(ring) < FEWEST:
        return []
    half = max(range(len(ring)), key=lambda at: _apart(ring[0], ring[at]))
    kept = {0, half, len(ring) - 1}
    waiting = [(0, half), (half, len(ring) - 1)]
    while waiting:
        first, last = waiting.pop()
        far, at = 0, None
        for n in range(first + 1, last):
            distance = _from_line(ring[n], ring[first], ring[last])
            if distance > far:
                far, at = distance, n
        if far > TOLERANCE**2:
            kept.add(at)
            waiting += [(first, at), (at, last)]
    points = [[round(degrees, DECIMALS) for degrees in ring[at]] for at in sorted(kept)]
    return [point for at, point in enumerate(points) if at == 0 or point != points[at - 1]]


def _apart(one, other):
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2


def _from_line(point, start, end):
    """The square of the distance of a point from the stretch between two others."""
    across, up = end[0] - start[0], end[1] - start[1]
    length = across**2 + up**2
    if not length:
        return _apart(point, start)
    along = ((point[0] - start[0]) * across + (point[1] - start[1]) * up) / length
    along = max(0, min(1, along))
    return _apart(point, (start[0] + along * across, start[1] + along * up))
