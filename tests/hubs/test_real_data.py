"""The whole open data of one real borough, through the real commands, twice."""

import pytest

from hubs.models import Area, Population, Postcode, Site

from .test_imports import run

pytestmark = pytest.mark.django_db

SITES = {
    "childrens_centres": 2,
    "libraries": 13,
    "schools_and_colleges": 103,
    "general_practices": 26,
    "food_banks": 7,
    "mental_health_services": 59,
}


def load(folder):
    """The first line of each report, in order."""
    yield run("import_postcodes", folder / "postcodes.csv")[0]
    yield run("import_areas", folder / "wards_2023.geojson", vintage=2023)[0]
    yield run("import_areas", folder / "lsoas_2021.geojson", vintage=2021)[0]
    for kind in ("ward", "lsoa"):
        yield run("import_population", folder / f"population_mid2024_{kind}.csv")[0]
    for kind in SITES:
        yield run("import_sites", folder / f"{kind}.csv", kind=kind)[0]


def test_a_real_borough_is_loaded_whole_and_once(trafford):
    list(load(trafford))
    assert Postcode.objects.filter(ward=None).count() == 0
    assert Postcode.objects.count() == 11_264
    kinds = {kind: Area.objects.filter(kind=kind).count() for kind in ("ward", "lsoa", "msoa")}
    assert kinds == {"ward": 21, "lsoa": 139, "msoa": 28}
    assert Area.objects.filter(boundary__isnull=False).count() == 21 + 139
    assert Population.objects.count() == (63 + 417) * 91
    assert {kind: Site.objects.filter(source=kind).count() for kind in SITES} == SITES
    for line in load(trafford):
        assert ": 0 added, 0 changed," in line


def test_the_one_malformed_postcode_in_the_wild_is_named(trafford):
    lines = run(
        "import_sites", trafford / "mental_health_services.csv", kind="mental_health_services"
    )
    assert lines[0].startswith("Sites: 59 added, 0 changed, 0 unchanged, 1 skipped")
    assert "  line 50: not a postcode: 'WA154 1HF'" in lines


def test_free_text_opening_times_stay_as_they_are(trafford):
    run("import_sites", trafford / "food_banks.csv", kind="food_banks")
    assert "Tues 11am - 2pm, Fri 11.30am -1.30pm" in set(
        Site.objects.values_list("opening_times", flat=True)
    )


def test_a_census_file_is_not_a_population_file(trafford):
    with pytest.raises(Exception, match=r"has no column period|has no column sex"):
        run("import_population", trafford / "census2021_ethnic_group_ward.csv")
