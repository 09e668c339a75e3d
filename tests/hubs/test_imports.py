"""The four import commands, on files made for the purpose."""

import json
import tracemalloc
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from familyhubs.audit.models import Event
from hubs.models import Area, Population, Postcode, Site
from tests.factories.hubs import AreaFactory, HubFactory, PostcodeFactory, SiteFactory

pytestmark = pytest.mark.django_db

HEADING = (
    "postcode,ward_code,ward_name,msoa_code,msoa_hcl_name,lsoa_code,lsoa_name,la_code,la_name,"
    "lon,lat"
)
ROW = "{},E05000001,Hill,E02000001,Hill and Dale,E01000001,Hill 1A,E08000001,Borough,-2.3,53.4"


def run(command, *arguments, **options):
    """The lines that a command printed."""
    out = StringIO()
    call_command(command, *map(str, arguments), stdout=out, **options)
    return out.getvalue().splitlines()


@pytest.fixture
def postcodes(tmp_path):
    """Writes a postcode file: given lines, or rows for given postcodes."""

    def write(*spelt, lines=()):
        path = tmp_path / "postcodes.csv"
        rows = [HEADING, *(ROW.format(postcode) for postcode in spelt), *lines]
        path.write_text("\n".join(rows) + "\n", encoding="utf-8")
        return path

    return write


def polygon(code="E05000001", name="Hill", **more):
    square = [[-2.3, 53.4], [-2.2, 53.4], [-2.2, 53.5], [-2.3, 53.4]]
    return {
        "type": "Feature",
        "properties": {"area_code": code, "area_name": name},
        "geometry": {"type": "Polygon", "coordinates": [square]},
    } | more


@pytest.fixture
def boundaries(tmp_path):
    """Writes a boundary file of these features."""

    def write(*features):
        path = tmp_path / "areas.geojson"
        path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))
        return path

    return write


def test_postcodes_are_added_with_their_areas(postcodes):
    lines = run("import_postcodes", postcodes("ZZ1 1AA", "zz11ab"))
    assert lines[0].startswith("Postcodes: 2 added, 0 changed, 0 unchanged, 0 skipped (2 rows")
    saved = Postcode.objects.get(postcode="ZZ1 1AB")
    assert (saved.ward.name, saved.ward.kind) == ("Hill", "ward")
    assert (saved.lsoa_id, saved.msoa_id, saved.council_id) == (
        "E01000001",
        "E02000001",
        "E08000001",
    )
    assert Area.objects.count() == 4


def test_a_second_run_changes_nothing(postcodes):
    path = postcodes("ZZ1 1AA", "ZZ1 1AB")
    run("import_postcodes", path)
    assert run("import_postcodes", path)[0].startswith(
        "Postcodes: 0 added, 0 changed, 2 unchanged, 0 skipped"
    )


def test_what_differs_is_changed_and_the_rest_is_left(postcodes):
    run("import_postcodes", postcodes("ZZ1 1AA", "ZZ1 1AB"))
    moved = ROW.format("ZZ1 1AB").replace("-2.3", "-2.4")
    assert run("import_postcodes", postcodes("ZZ1 1AA", lines=[moved]))[0].startswith(
        "Postcodes: 0 added, 1 changed, 1 unchanged"
    )
    assert Postcode.objects.get(postcode="ZZ1 1AB").longitude == -2.4


def test_known_areas_keep_their_names_and_their_hub(postcodes):
    hub = HubFactory()
    AreaFactory(code="E05000001", name="Hill and Vale", hub=hub)
    run("import_postcodes", postcodes("ZZ1 1AA"))
    area = Area.objects.get(code="E05000001")
    assert (area.name, area.hub) == ("Hill and Vale", hub)


BAD_ROWS = {
    ROW.format("nowhere"): "not a postcode: 'nowhere'",
    ROW.format("ZZ1 1AZ").replace("E05", "E99"): "not a ward code: 'E99000001'",
    ROW.format("ZZ1 1AZ").replace("53.4", "north"): "lat is not a number: 'north'",
    ROW.format("ZZ1 1AZ").replace("53.4", "99.999999"): "lat is not on the globe: 99.999999",
    ROW.format("ZZ1 1AZ").replace("-2.3,53.4", ","): "lon and lat are missing",
    ROW.format("ZZ1 1AZ").replace("-2.3", "nan"): "lon is not on the globe: nan",
    ROW.format("ZZ1 1AZ") + ",more": "number of cells: 12 where the heading has 11",
    "ZZ1 1AZ": "number of cells: 1 where the heading has 11",
    '"ZZ1" 1AZ': "quotation marks: text follows a closing one",
    ROW.format("ZZ1 1AZ").replace("Hill 1A", "x" * 121): "lsoa_name is too long: 121 characters",
    ROW.format("ZZ1 1AA"): "repeats an earlier line with the same postcode",
}


@pytest.mark.parametrize(("row", "reason"), BAD_ROWS.items(), ids=BAD_ROWS.values())
def test_a_malformed_row_is_named_and_the_rest_is_loaded(postcodes, row, reason):
    lines = run("import_postcodes", postcodes("ZZ1 1AA", lines=[row, ROW.format("ZZ1 1AD")]))
    assert lines[0].startswith("Postcodes: 2 added, 0 changed, 0 unchanged, 1 skipped")
    assert any(line.strip().startswith(f"line 3: {reason}") for line in lines)
    assert set(Postcode.objects.values_list("pk", flat=True)) == {"ZZ1 1AA", "ZZ1 1AD"}


@settings(
    max_examples=20,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(cells=st.lists(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
                      min_size=11, max_size=11))  # fmt: skip
def test_whatever_stands_in_a_row_the_others_are_loaded(postcodes, cells):
    quoted = ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
    run("import_postcodes", postcodes("ZZ1 1AA", lines=[quoted, ROW.format("ZZ1 1AD")]))
    assert Postcode.objects.filter(pk__in=["ZZ1 1AA", "ZZ1 1AD"]).count() == 2


WRONG_FILES = {
    "empty": (b"", "The file is empty."),
    "only a heading": (HEADING.encode(), "has a heading and no rows"),
    "other columns": (b"name,address\nHill,1 Hill Road\n", "has no column postcode, ward_code"),
    "semicolons": (HEADING.replace(",", ";").encode() + b"\n1;2", "has no column postcode"),
    "a spreadsheet": (b"PK\x03\x04\x14\x00\x06\x00\x08", "NUL character"),
    "UTF-16": (HEADING.encode("utf-16"), "not UTF-8 text"),
    "Latin-1": (f"{HEADING}\n{ROW.format('ZZ1 1AA')}\n£".encode("latin-1"), "not UTF-8 text"),
    "NUL": (f"{HEADING}\n{ROW.format('ZZ1 1AA')}\n\0".encode(), "Line 3 holds a NUL"),
    "huge line": (f"{HEADING}\n{ROW.format('ZZ1 1AA')}\n{'x' * 2_000_000}".encode(), "Line 3 is"),
    "open quote": (f'{HEADING}\n{ROW.format("ZZ1 1AA")}\n"ZZ1\nx\n'.encode(), "line 3 is not clo"),
    "open quote, long": (f'{HEADING}\n"{"x" * 70_000}\n{"x" * 70_000}\n'.encode(), "line 2 is not"),
    "JSON": (b'{"features": []}', "has no column"),
}


@pytest.mark.parametrize(("content", "sentence"), WRONG_FILES.values(), ids=WRONG_FILES)
def test_a_wrong_file_gets_one_sentence_and_changes_nothing(tmp_path, content, sentence):
    path = tmp_path / "wrong.csv"
    path.write_bytes(content)
    with pytest.raises(CommandError) as refusal:
        run("import_postcodes", path)
    assert sentence in str(refusal.value)
    assert str(refusal.value).endswith("Nothing was changed.")
    assert not Postcode.objects.exists()
    assert not Area.objects.exists()
    assert not Event.objects.exists()


def test_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match="could not be opened: No such file"):
        run("import_postcodes", tmp_path / "none.csv")
    with pytest.raises(CommandError, match="could not be opened: Is a directory"):
        run("import_postcodes", tmp_path)


def test_a_byte_order_mark_and_windows_line_ends_are_fine(tmp_path):
    path = tmp_path / "postcodes.csv"
    path.write_bytes(f"\ufeff{HEADING}\r\n{ROW.format('ZZ1 1AA')}\r\n".encode())
    assert run("import_postcodes", path)[0].startswith("Postcodes: 1 added")


def test_a_dry_run_says_what_would_happen_and_writes_nothing(postcodes):
    lines = run("import_postcodes", postcodes("ZZ1 1AA"), dry_run=True)
    assert lines[0] == "Dry run: this is what would happen. Nothing was written."
    assert lines[1].startswith("Postcodes: 1 added")
    assert not Postcode.objects.exists()
    assert not Area.objects.exists()
    assert not Event.objects.exists()


def test_an_import_is_noted_in_the_log(postcodes):
    run("import_postcodes", postcodes("ZZ1 1AA", "nowhere"))
    event = Event.objects.get()
    assert (event.verb, event.actor) == ("postcode.imported", "system:import")
    assert event.facts == {
        "file": "postcodes.csv",
        "read": 2,
        "added": 1,
        "changed": 0,
        "skipped": 1,
    }


def test_memory_does_not_grow_with_the_file(postcodes):
    def peak(rows):
        path = postcodes(*("nowhere" if n % 2 else "ZZ1 1AA" for n in range(rows)))
        tracemalloc.start()
        run("import_postcodes", path)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    peak(10)
    assert peak(10_000) < peak(500) + 500_000


def test_areas_get_name_boundary_and_vintage_and_repeats_count_once(boundaries):
    path = boundaries(polygon(), polygon(), polygon("E01000001", "Hill 1A"))
    lines = run("import_areas", path, vintage=2023)
    assert lines[0].startswith("Areas: 2 added, 0 changed, 0 unchanged, 1 skipped (3 rows")
    assert "  feature 2: repeats an earlier feature with the same code" in lines
    area = Area.objects.get(code="E05000001")
    assert (area.name, area.kind, area.vintage) == ("Hill", "ward", 2023)
    assert area.boundary["type"] == "Polygon"
    again = run("import_areas", path, vintage=2023)[0]
    assert again.startswith("Areas: 0 added, 0 changed, 2 unchanged, 1 skipped")


def shape(coordinates, kind="Polygon"):
    return {"type": kind, "coordinates": coordinates}


BAD_FEATURES = {
    "nothing": None,
    "no properties": {"type": "Feature"},
    "no code": polygon(code=None),
    "another country's code": polygon(code="S01000001"),
    "no name": polygon(name=""),
    "a long name": polygon(name="x" * 200),
    "a NUL in the name": polygon(name="Hi\0ll"),
    "half a character": polygon(name="Hi\ud800ll"),
    "no boundary": polygon(geometry=None),
    "a point": polygon(geometry=shape([-2, 53], "Point")),
    "no rings": polygon(geometry=shape([])),
    "text for numbers": polygon(geometry=shape([[["a", "b"]]])),
    "not a number": polygon(geometry=shape([[[float("nan"), 53]]])),
    "off the globe": polygon(geometry=shape([[[10**400, 53]]])),
    "too shallow": polygon(geometry=shape([[-2, 53]])),
}


@pytest.mark.parametrize("feature", BAD_FEATURES.values(), ids=BAD_FEATURES)
def test_a_malformed_feature_is_left_out_and_the_rest_is_loaded(boundaries, feature):
    lines = run("import_areas", boundaries(feature, polygon()), vintage=2023)
    assert lines[0].startswith("Areas: 1 added, 0 changed, 0 unchanged, 1 skipped (2 rows")
    assert Area.objects.get().code == "E05000001"


WHOLE = json.dumps({"type": "FeatureCollection", "bbox": [1, 2], "features": [polygon()], "x": 1})
WRONG_BOUNDARIES = {
    "empty": "",
    "a list": "[]",
    "a CSV": HEADING,
    "one feature": json.dumps(polygon()),
    "no features": '{"features": []}',
    "broken off in a feature": WHOLE[:-80],
    "broken off at the end": WHOLE[:-1],
    "two features without a comma": WHOLE.replace("}]", "}{}]").replace("], ", "] , "),
    "very deep": '{"features": [' + "[" * 100_000,
    "a NUL": WHOLE.replace("Hill", "Hi\0ll"),
}


@pytest.mark.parametrize("content", WRONG_BOUNDARIES.values(), ids=WRONG_BOUNDARIES)
def test_a_wrong_boundary_file_changes_nothing(tmp_path, content):
    path = tmp_path / "wrong.geojson"
    path.write_text(content)
    with pytest.raises(CommandError, match=r"Nothing was changed\.$"):
        run("import_areas", path, vintage=2023)
    assert not Area.objects.exists()


@pytest.mark.parametrize("chunk", [1, 2, 3, 7, 64])
def test_features_are_read_whole_wherever_the_chunks_fall(boundaries, monkeypatch, chunk):
    monkeypatch.setattr("hubs.imports.geojson.CHUNK", chunk)
    path = boundaries(polygon(), polygon("E01000001"))
    assert run("import_areas", path, vintage=2023)[0].startswith("Areas: 2 added")


AGES = [*map(str, range(90)), "90+"]
FIGURES = ["1"] * 91


@pytest.fixture
def figures(tmp_path):
    def write(*rows):
        path = tmp_path / "population.csv"
        heading = ["period", "area_code", "area_name", "geography", "sex", "all_ages", *AGES]
        path.write_text("\n".join(",".join(row) for row in [heading, *rows]) + "\n")
        return path

    return write


def figure_row(code="E05000001", on="2024-06-30", sex="Females", total="91", ages=FIGURES):
    return [on, code, "Hill", "Ward", sex, total, *ages]


def test_figures_are_loaded_for_each_year_of_age(figures):
    area = AreaFactory(code="E05000001")
    path = figures(figure_row(), figure_row(sex="Males"))
    assert run("import_population", path)[0].startswith("Figures: 182 added")
    assert run("import_population", path)[0].startswith(
        "Figures: 0 added, 0 changed, 182 unchanged"
    )
    assert Population.objects.filter(area=area, sex="males", age=90, people=1).count() == 1


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (figure_row(code="E05000009"), "no such area is known here"),
        (figure_row(code="Hill"), "not an area code: 'HILL'"),
        (figure_row(sex="Other"), "not a sex we know: 'Other'"),
        (figure_row(on="30/06/2024"), "period is not a date like 2024-06-30"),
        (figure_row(total="90"), "ages do not add up: 91 where all_ages says 90"),
        (figure_row(ages=["-1", *FIGURES[1:]]), "age 0 is not a whole number: '-1'"),
        (figure_row(ages=["²", *FIGURES[1:]]), "age 0 is not a whole number: '²'"),
    ],
)
def test_a_row_that_does_not_add_up_is_left_out(figures, row, reason):
    AreaFactory(code="E05000001")
    lines = run("import_population", figures(row, figure_row(sex="Males")))
    assert lines[0].startswith("Figures: 91 added, 0 changed, 0 unchanged, 1 skipped")
    assert any(line.startswith(f"  line 2: {reason}") for line in lines)


@pytest.fixture
def food_banks(tmp_path):
    def write(*rows):
        path = tmp_path / "food_banks.csv"
        heading = "Name,Referral method,Opening times,Address,Postcode,Contact,Website"
        path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
        return path

    return write


def test_a_site_keeps_its_opening_times_as_they_come(food_banks):
    PostcodeFactory(postcode="ZZ1 1AA")
    row = 'Pantry,NA,"Tues 11am - 2pm, Fri 11.30am -1.30pm",1 Hill Road,zz1 1aa,,pantry.example'
    run("import_sites", food_banks(row), kind="food_banks")
    site = Site.objects.get()
    assert site.opening_times == "Tues 11am - 2pm, Fri 11.30am -1.30pm"
    assert (site.kind, site.postcode, site.description) == ("food_bank", "ZZ1 1AA", "")
    assert site.website == "http://pantry.example"
    assert (site.longitude, site.latitude) == (-2.3, 53.4)


def test_what_the_council_says_of_a_site_survives_the_next_import(food_banks):
    path = food_banks("Pantry,NA,Friday,1 Hill Road,ZZ1 1AA,,")
    run("import_sites", path, kind="food_banks")
    hub = HubFactory(slug="northgate")
    Site.objects.update(hub=hub, inside="St Mary's", is_mandated=True)
    path = food_banks("Pantry,NA,Monday,2 Hill Road,ZZ1 1AA,,")
    assert run("import_sites", path, kind="food_banks")[0].startswith("Sites: 0 added, 1 changed")
    site = Site.objects.get()
    assert (site.hub, site.inside, site.is_mandated) == (hub, "St Mary's", True)
    assert (site.opening_times, site.address) == ("Monday", "2 Hill Road")


def test_new_sites_can_be_given_to_a_hub(food_banks):
    hub = HubFactory(slug="northgate")
    path = food_banks("Pantry,NA,Friday,1 Hill Road,ZZ1 1AA,,")
    run("import_sites", path, kind="food_banks", hub="northgate")
    assert Site.objects.get().hub == hub
    with pytest.raises(CommandError, match="There is no hub called southgate"):
        run("import_sites", path, kind="food_banks", hub="southgate")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",NA,Friday,1 Hill Road,ZZ1 1AA,,", "name is missing"),
        ("Pantry,NA,Friday,1 Hill Road,ZZ1,,", "not a postcode: 'ZZ1'"),
        ("Pantry,NA,Friday,1 Hill Road,ZZ1 1AA,nobody,", "not an email address: 'nobody'"),
        ("Pantry,NA,Friday,1 Hill Road,ZZ1 1AA,,a b", "not a web address: 'a b'"),
        ("Pantry,NA,Friday,1 Hill Road,ZZ1 1AA,,javascript://x", "not a web address"),
    ],
)
def test_a_site_that_cannot_be_used_is_left_out(food_banks, row, reason):
    lines = run("import_sites", food_banks(row), kind="food_banks")
    assert lines[0].startswith("Sites: 0 added, 0 changed, 0 unchanged, 1 skipped")
    assert any(line.startswith(f"  line 2: {reason}") for line in lines)


def test_sites_no_longer_in_the_file_are_named_and_left(food_banks):
    SiteFactory(source="food_banks", source_key="gone", hub=None, kind="food_bank")
    lines = run(
        "import_sites",
        food_banks("Pantry,NA,Friday,1 Hill Road,ZZ1 1AA,,"),
        kind="food_banks",
    )
    assert lines[1].startswith("No longer in the file: 1.")
    assert Site.objects.count() == 2
