"""The map is the list once more: our own lines, through the mask, only when opened (R027)."""

import json
from itertools import combinations, pairwise
from math import cos, pi, sin
from xml.etree import ElementTree

import pytest
from django.urls import reverse
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

from familyhubs.database.actor import SystemActor, acting_as
from hubs.finding.drawing import HEIGHT, WIDTH, Marker, frame_around, markers_of, shape_of
from hubs.imports.actions.loading import import_areas
from hubs.models import Area
from hubs.outlines import TOLERANCE, _from_line, outline_of
from tests.factories.hubs import (
    AreaFactory,
    HubFactory,
    PostcodeFactory,
    ServiceFactory,
    SiteFactory,
)

FIND, MAP = reverse("help:find"), reverse("help:map")
SVG = "{http://www.w3.org/2000/svg}"
SQUARE = [[[-2.4, 53.3], [-2.2, 53.3], [-2.2, 53.5], [-2.4, 53.5], [-2.4, 53.3]]]


def ring_of(number, wave):
    """A round area with this many points, its edge a little uneven."""
    angles = [2 * pi * at / number for at in range(number)]
    ring = [
        ((0.1 + wave * sin(9 * a)) * cos(a) - 2.3, (0.1 + wave * sin(9 * a)) * sin(a) + 53.4)
        for a in angles
    ]
    return [*ring, ring[0]]


# The lines


@given(st.integers(4, 400), st.floats(0, 0.01))
def test_an_outline_is_short_and_never_far_from_the_boundary(number, wave):
    ring = ring_of(number, wave)
    (outline,) = outline_of({"type": "Polygon", "coordinates": [ring]})
    assert outline[0] == outline[-1]
    assert len(outline) <= len(ring)
    sides = list(pairwise(outline))
    for point in ring:
        assert min(_from_line(point, *side) for side in sides) <= (2 * TOLERANCE) ** 2


def test_thousands_of_points_become_some_dozens():
    (outline,) = outline_of({"type": "Polygon", "coordinates": [ring_of(20_000, 0.003)]})
    assert len(outline) < 200


def test_an_island_too_small_to_draw_is_left_out():
    dot = [[-2, 53], [-2.000001, 53], [-2, 53.000001], [-2, 53]]
    assert outline_of({"type": "MultiPolygon", "coordinates": [[dot], SQUARE]}) == SQUARE


points = st.tuples(st.floats(-5.5, 1.5), st.floats(50, 55.8))


@given(st.lists(points, min_size=1, max_size=20))
def test_every_place_stands_within_the_frame(found):
    frame = frame_around(found)
    for x, y in map(frame.at, found):
        assert 0 <= x <= WIDTH
        assert 0 <= y <= HEIGHT
    assert 0 < frame.mile < WIDTH


def test_two_at_one_place_share_a_marker_and_the_far_away_is_not_drawn():
    here, there = (-2.3, 53.4), (-2.28, 53.41)
    frame = frame_around([here, there])
    first, second = markers_of(frame, [(1, here), (2, there), (4, here)])
    assert (first.label, second.label) == ("1, 4", "2")
    assert shape_of(frame, "Near", SQUARE)
    assert shape_of(frame, "Far", [[(0, 51), (0.1, 51), (0.1, 51.1), (0, 51)]]) is None


def test_numbers_that_follow_each_other_are_one_run():
    said = {(1, 2, 3): "1–3", (1, 3, 4, 9): "1, 3–4, 9", (1, 3, 7, 9, 12): "1, 3, 7 …"}
    assert {numbers: Marker(0, 0, numbers).label for numbers in said} == said


@given(
    points=st.lists(
        st.tuples(st.floats(-2.36, -2.3), st.floats(53.4, 53.42)), min_size=1, max_size=40
    )
)
def test_no_label_lies_over_another_and_each_number_stands_once(points):
    """However many places there are in one street (R027)."""
    markers = markers_of(frame_around(points), list(enumerate(points, start=1)))
    numbers = sorted(number for marker in markers for number in marker.numbers)
    assert numbers == list(range(1, len(points) + 1))
    for one, other in combinations(markers, 2):
        apart = max(one.left - other.left - other.width, other.left - one.left - one.width)
        assert apart >= -1 or abs(one.y - other.y) >= 26


# The page and its picture

db = pytest.mark.django_db


@pytest.fixture
def weir(db):
    """A hub with a ward that has an outline, three services, one of them at a secret place."""
    hub = HubFactory(slug="weir")
    ward = AreaFactory(hub=hub, name="Weir & <Lane>", outline=SQUARE)
    PostcodeFactory(postcode="ZZ1 1AA", ward=ward, longitude=-2.31, latitude=53.41)
    near = SiteFactory(hub=hub, longitude=-2.3, latitude=53.4)
    secret = SiteFactory(
        hub=hub, name="Refuge", longitude=-2.29, latitude=53.39, is_address_hidden=True
    )
    far = SiteFactory(hub=hub, longitude=-2.28, latitude=53.42)
    ServiceFactory(name="Near", sites=[near])
    ServiceFactory(name="Secret", sites=[secret])
    ServiceFactory(name="Far", sites=[far])
    hub.secret = secret
    return hub


def map_on(page):
    return page.context["map"]


def texts(answer):
    root = ElementTree.fromstring(answer.content)
    return [node.text for node in root.iter(f"{SVG}text")]


@db
def test_the_map_of_a_search_has_the_numbers_of_the_list(client, weir):
    page = client.get(FIND, {"near": "ZZ1 1AA"})
    html = page.content.decode()
    listed = [row.name for row in page.context["groups"]["services"].rows]
    assert f'src="{escape(map_on(page))}"' in html
    assert 'loading="lazy"' in html
    assert html.index("<details", html.index("fh-chips")) < html.index("fh-map")
    answer = client.get(map_on(page))
    assert answer["Content-Type"] == "image/svg+xml"
    assert "max-age=3600" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]
    shown = texts(answer)
    assert str(listed.index("Near") + 1) in shown
    assert str(listed.index("Far") + 1) in shown
    assert str(listed.index("Secret") + 1) not in shown
    assert "Weir & <Lane>" in shown
    assert b"<circle" in answer.content, "where somebody looks from"
    assert b"style=" not in answer.content
    assert html.count("fh-pin") == len(listed)


@db
def test_hubs_stand_on_it_too_and_a_secret_one_does_not(client, weir):
    SiteFactory(hub=weir, kind="main", longitude=-2.305, latitude=53.405)
    SiteFactory(
        hub=HubFactory(), kind="main", longitude=-2.29, latitude=53.4, is_address_hidden=True
    )
    page = client.get(FIND, {"near": "ZZ1 1AA"})
    assert client.get(map_on(page)).content.count(b"M-10,9v-10l10,-9l10,9v10z") == 1


@db
def test_a_secret_place_is_on_no_map_even_when_somebody_asks_for_it(client, weir):
    page = client.get(FIND, {"near": "ZZ1 1AA"})
    assert weir.secret.pk.hex not in map_on(page)
    answer = client.get(MAP, {"at": weir.secret.pk.hex, "hub": "weir"})
    assert texts(answer)[-1] == "1 mile"
    assert "1" not in texts(answer)


@db
def test_a_districts_offer_shows_its_own_wards(client, weir):
    AreaFactory(hub=HubFactory(), name="Next door", outline=[[[x + 0.2, y] for x, y in SQUARE[0]]])
    page = client.get(reverse("help:area", args=["weir"]))
    assert "fh-map" in page.content.decode()
    assert client.get(map_on(page)).content.count(b'fill="#fff" d=') == 1


@db
def test_without_outlines_there_is_no_map(client, weir):
    Area.objects.update(outline=None)
    for page in (
        client.get(FIND, {"near": "ZZ1 1AA"}),
        client.get(reverse("help:area", args=["weir"])),
    ):
        assert map_on(page) == ""
        assert "fh-map" not in page.content.decode()
        assert "fh-pin" not in page.content.decode()
    assert client.get(MAP, {"at": "-"}).status_code == 404


@db
@pytest.mark.parametrize("name", ["at", "near", "hub"])
@pytest.mark.parametrize("value", ["", "-", "x" * 9_000, "..-..", "💥", "<svg>", "-2.3,53.4"])
def test_nonsense_is_no_picture(client, weir, name, value):
    assert client.get(MAP, {name: value}).status_code == 404


@db
def test_a_map_costs_the_same_for_forty_places(client, weir, django_assert_max_num_queries):
    sites = SiteFactory.create_batch(45, hub=weir, longitude=-2.3, latitude=53.4)
    with django_assert_max_num_queries(10):
        answer = client.get(MAP, {"at": ".".join(site.pk.hex for site in sites), "hub": "weir"})
    assert texts(answer)[-2] == "1–40"


@db
def test_a_boundary_file_brings_the_outline(tmp_path):
    shape = {"type": "Polygon", "coordinates": [ring_of(500, 0.003)]}
    known = {"area_code": "E05000001", "area_name": "Weir"}
    feature = {"type": "Feature", "properties": known, "geometry": shape}
    path = tmp_path / "wards.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    with acting_as(SystemActor.IMPORT):
        import_areas(path, vintage=2023, by=SystemActor.IMPORT)
    assert Area.objects.get().outline == outline_of(shape)
