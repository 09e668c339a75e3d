"""A small map as numbers: outlines, names and numbered places within one frame. Pure."""

from dataclasses import dataclass
from math import cos, radians

# Small, so that its words can be read where a phone shows it three quarters as large.
WIDTH, HEIGHT, EDGE = 400, 340, 32
KM_A_DEGREE = 111.195
MILE = 1.609344
# No map shows less than this: two places in one street still need streets around them.
LEAST_KM = 2.5
LONGEST_LABEL = 3
HIGH = 28  # A label with its white edge.


@dataclass(frozen=True)
class Frame:
    """What part of the land is drawn, and how large."""

    west: float
    north: float
    scale: float  # Pixels for a degree of latitude.
    narrow: float  # How much shorter a degree of longitude is here.

    def at(self, point):
        """Where a (longitude, latitude) stands on the drawing, in whole pixels."""
        x = (point[0] - self.west) * self.narrow * self.scale
        y = (self.north - point[1]) * self.scale
        return round(x), round(y)

    @property
    def mile(self):
        """How long a mile is."""
        return round(MILE / KM_A_DEGREE * self.scale)


@dataclass(frozen=True)
class Marker:
    """One place with the numbers that the list gives what is there."""

    x: int
    y: int
    numbers: tuple

    @property
    def label(self):
        """ "2, 5–8": numbers that follow each other are one run; of many runs the first few."""
        runs = []
        for number in self.numbers:
            if runs and number == runs[-1][1] + 1:
                runs[-1][1] = number
            else:
                runs.append([number, number])
        said = [f"{a}" if a == b else f"{a}–{b}" for a, b in runs[:LONGEST_LABEL]]
        return ", ".join(said) + (" …" if len(runs) > LONGEST_LABEL else "")

    @property
    def width(self):
        return 16 + 10 * len(self.label)

    @property
    def left(self):
        return self.x - self.width // 2

    def covers(self, other):
        """Whether the two labels would lie over each other."""
        return abs(self.y - other.y) < HIGH and 2 * abs(self.x - other.x) < self.width + other.width


@dataclass(frozen=True)
class Shape:
    """One area: its line, its name, and where that is written."""

    path: str
    name: str
    x: int
    y: int
    is_own: bool = False

    @property
    def is_named(self):
        return 0 < self.x < WIDTH and 0 < self.y < HEIGHT


def frame_around(points):
    """The smallest frame with all these points in it."""
    wests, norths = [p[0] for p in points], [p[1] for p in points]
    west, east, south, north = min(wests), max(wests), min(norths), max(norths)
    narrow = cos(radians((south + north) / 2))
    least = LEAST_KM / KM_A_DEGREE
    tall, wide = max(north - south, least), max((east - west) * narrow, least)
    scale = min((WIDTH - 2 * EDGE) / wide, (HEIGHT - 2 * EDGE) / tall)
    middle_x, middle_y = (west + east) / 2, (south + north) / 2
    return Frame(
        west=middle_x - WIDTH / 2 / scale / narrow,
        north=middle_y + HEIGHT / 2 / scale,
        scale=scale,
        narrow=narrow,
    )


def markers_of(frame, numbered):
    """One marker for each place, with all the numbers that belong to it; (number, point).

    Places so near each other that their labels would cover one another share one, at the first.
    """
    apart = []
    for number, point in numbered:
        marker = Marker(*frame.at(point), (number,))
        # A marker that took another's numbers is wider, and may cover a third.
        while near := next((one for one in apart if one.covers(marker)), None):
            apart.remove(near)
            marker = Marker(near.x, near.y, tuple(sorted(near.numbers + marker.numbers)))
        apart.append(marker)
    return sorted(apart, key=lambda marker: marker.numbers)


def shape_of(frame, name, rings, *, is_own=False):
    """The line of an area, or None where nothing of it lies within the frame."""
    drawn = [[frame.at(point) for point in ring] for ring in rings]
    points = [point for ring in drawn for point in ring]
    if not points or not _meets(points):
        return None
    path = "".join(_line(ring) for ring in drawn if len(set(ring)) > 2)
    first = drawn[0]
    # The middle of the largest part's box: near enough for a word.
    x = (min(x for x, _ in first) + max(x for x, _ in first)) // 2
    y = (min(y for _, y in first) + max(y for _, y in first)) // 2
    return Shape(path, name, x, y, is_own)


def _line(ring):
    """Whole pixels, each relative to the one before, without those that repeat."""
    (x, y), parts = ring[0], []
    for at, (next_x, next_y) in enumerate(ring[1:]):
        if (next_x, next_y) == (x, y):
            continue
        parts.append(f"{'' if at and next_x - x < 0 else ' '}{next_x - x},{next_y - y}")
        x, y = next_x, next_y
    return f"M{ring[0][0]},{ring[0][1]}l{''.join(parts).strip()}z"


def _meets(points):
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return min(xs) < WIDTH and max(xs) > 0 and min(ys) < HEIGHT and max(ys) > 0
