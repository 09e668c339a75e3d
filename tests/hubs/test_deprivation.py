"""Deciles of deprivation: loaded by edition, shown for a site by its postcode (R008)."""

from contextlib import suppress
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from familyhubs.audit.models import Event
from hubs.models import Deprivation, Site
from tests.cast import somebody
from tests.factories.hubs import AreaFactory, HubFactory, PostcodeFactory, SiteFactory

pytestmark = pytest.mark.django_db
OFFICIAL = (
    "LSOA code (2021),LSOA name (2021),Index of Multiple Deprivation (IMD) Rank (where 1 is most"
    " deprived),Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)"
)


def area(code="E01000001"):
    return AreaFactory(code=code, kind="lsoa", name="Hill 1A")


def run(path, **options):
    out = StringIO()
    call_command("import_deprivation", str(path), stdout=out, **{"edition": 2025} | options)
    return out.getvalue().splitlines()


@pytest.fixture
def file(tmp_path):
    """Writes a file of these lines under a heading."""

    def write(*lines, heading="lsoa_code,decile,rank,score"):
        path = tmp_path / "deprivation.csv"
        path.write_text("\n".join([heading, *lines]) + "\n", encoding="utf-8")
        return path

    return write


@pytest.mark.parametrize("broken", [{"decile": 0}, {"decile": 11}, {"rank": 0}, {"edition": 2025}])
def test_the_database_refuses_what_is_no_decile_and_an_edition_twice(broken):
    known = {"area": area(), "decile": 3}
    Deprivation.objects.create(**known, edition=2025)
    with pytest.raises(IntegrityError), transaction.atomic():
        Deprivation.objects.create(**known | {"edition": 2019} | broken)


def test_deciles_are_loaded_and_a_second_run_changes_nothing(file):
    area()
    area("E01000002")
    path = file("E01000001,3,9000,21.5", "e01000002,10,,")
    assert run(path)[0].startswith("Areas: 2 added, 0 changed, 0 unchanged, 0 skipped")
    assert run(path)[0].startswith("Areas: 0 added, 0 changed, 2 unchanged")
    saved = Deprivation.objects.get(area="E01000001")
    assert (saved.edition, saved.decile, saved.rank, float(saved.score)) == (2025, 3, 9000, 21.5)
    changed = run(file("E01000001,4,9000,21.5", "E01000002,10,,"))
    assert changed[0].startswith("Areas: 0 added, 1 changed, 1 unchanged")
    assert run(path, edition=2019)[0].startswith("Areas: 2 added")
    assert Deprivation.objects.count() == 4
    assert Event.objects.filter(verb="deprivation.imported").count() == 4


def test_a_dry_run_writes_nothing_and_the_official_file_is_read_as_it_comes(file):
    area()
    path = file('E01000001,"Hill 1A","9,000",3', heading=OFFICIAL)
    assert run(path, dry_run=True)[1].startswith("Areas: 1 added")
    assert not Deprivation.objects.exists()
    run(path)
    assert Deprivation.objects.get().rank == 9000


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("E01000009,3,,", "no such area is known here"),
        ("E05000001,3,,", "not a lsoa code: 'E05000001'"),
        (",3,,", "lsoa_code is missing"),
        ("E01000001,0,,", "decile is not 1 to 10: 0"),
        ("E01000001,11,,", "decile is not 1 to 10: 11"),
        ("E01000001,,,", "decile is not a whole number: ''"),
        ("E01000001,²,,", "decile is not a whole number: '²'"),
        ("E01000001,3,0,", "rank is not 1 or more: 0"),
        ("E01000001,3,,nan", "score is not 0 to 100: nan"),
        ("E01000001,3,,much", "score is not a number: 'much'"),
        ("E01000001,3,,1e999999", "score is not 0 to 100: 1e999999"),
        ("E01000001,3", "number of cells: 2 where the heading has 4"),
    ],
)
def test_a_line_that_cannot_be_used_is_named_and_the_rest_is_loaded(file, line, reason):
    area()
    area("E01000002")
    lines = run(file(line, "E01000002,5,,"))
    assert lines[0].startswith("Areas: 1 added, 0 changed, 0 unchanged, 1 skipped")
    assert any(said.startswith(f"  line 2: {reason}") for said in lines)


def test_a_line_that_repeats_an_area_counts_once(file):
    area()
    lines = run(file("E01000001,3,,", "E01000001,4,,"))
    assert lines[0].startswith("Areas: 1 added, 0 changed, 0 unchanged, 1 skipped")
    assert Deprivation.objects.get().decile == 3


@pytest.mark.parametrize(
    ("lines", "heading", "said"),
    [
        (["Hill,3"], "name,decile", "no column lsoa_code"),
        (["E01000001,3"], "lsoa_code,rank", "no column decile"),
        ([], "lsoa_code,decile", "no rows"),
        (["E01000001,\0"], "lsoa_code,decile", "NUL"),
    ],
)
def test_another_file_changes_nothing_and_says_why(file, lines, heading, said):
    area()
    with pytest.raises(CommandError, match=said):
        run(file(*lines, heading=heading))
    assert not Deprivation.objects.exists()


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=80))
def test_no_text_makes_the_import_fall_over(tmp_path_factory, text):
    path = tmp_path_factory.mktemp("any") / "any.csv"
    path.write_text(f"lsoa_code,decile\n{text}\n", encoding="utf-8", errors="ignore")
    with transaction.atomic():
        with suppress(CommandError):
            run(path)
        transaction.set_rollback(True)


# ---- of a site ----


@pytest.fixture
def places(hub):
    """Sites in the first and the seventh decile, and a secret one in the first."""
    for at, decile in ((1, 1), (2, 7)):
        small = area(f"E0100000{at}")
        PostcodeFactory(postcode=f"ZZ1 {at}AA", lsoa=small)
        Deprivation.objects.create(area=small, edition=2025, decile=decile)
        Deprivation.objects.create(area=small, edition=2019, decile=5)
    return {
        "poor": SiteFactory(hub=hub, name="Weir Hall", postcode="ZZ1 1AA"),
        "rich": SiteFactory(hub=HubFactory(), name="Abbey House", postcode="ZZ1 2AA"),
        "secret": SiteFactory(
            hub=hub, name="Rowan House", postcode="ZZ1 1AA", is_address_hidden=True
        ),
        "unknown": SiteFactory(hub=hub, name="Moor Van", postcode=""),
    }


def names(client, **asked):
    page = client.get(reverse("network:network"), asked).content.decode()
    found = ("Weir Hall", "Abbey House", "Rowan House", "Moor Van")
    return sorted((name for name in found if name in page), key=page.index)


def test_a_site_has_the_decile_of_its_postcode_by_the_newest_edition_r008(places):
    known = {site.name: site for site in Site.objects.with_deprivation()}
    poor = known["Weir Hall"]
    assert (poor.lsoa, poor.lsoa_name, poor.decile, poor.edition) == (
        "E01000001", "Hill 1A", 1, 2025
    )  # fmt: skip
    assert known["Abbey House"].decile == 7
    for name in ("Rowan House", "Moor Van"):
        site = known[name]
        assert (site.lsoa, site.lsoa_name, site.decile, site.edition) == (None,) * 4


def test_the_networks_page_filters_and_sorts_by_decile(client, places, manager):
    client.force_login(manager)
    assert set(names(client)) == {"Weir Hall", "Abbey House", "Rowan House", "Moor Van"}
    assert names(client, most=3) == ["Weir Hall"]
    assert names(client, order="decile")[:2] == ["Weir Hall", "Abbey House"]
    assert names(client, order="decile", most=5) == ["Weir Hall"]
    for odd in ("99", "\u0000", "x" * 500):
        answer = client.get(reverse("network:network"), {"most": odd, "order": odd})
        assert answer.status_code in (200, 400)


def test_of_a_secret_site_nobody_sees_the_area_r008(client, places, manager, teacher):
    for user in (manager, teacher, somebody("administrator")):
        client.force_login(user)
        open_one = client.get(reverse("network:site", args=[places["poor"].pk])).content.decode()
        assert "Decile 1 of 10" in open_one
        assert "E01000001" in open_one
        secret = client.get(reverse("network:site", args=[places["secret"].pk])).content.decode()
        assert "Decile" not in secret
        assert "E01000001" not in secret
        assert "Rowan House" not in names(client, most=1)


def test_the_networks_page_asks_the_same_number_of_questions(
    client, places, manager, count_queries
):
    client.force_login(manager)
    address = reverse("network:network") + "?order=decile"
    client.get(address)
    few = count_queries(lambda: client.get(address))
    for _ in range(10):
        SiteFactory(hub=places["poor"].hub, postcode="ZZ1 1AA")
    assert count_queries(lambda: client.get(address)) == few
