"""Services from a CSV file: additive, whole or not at all, and once (R023, R027, R028)."""

from datetime import time

import pytest
from django.core.management import CommandError

from hubs.models import Service, ServiceHours, Site
from tests.factories.accounts import OrganisationFactory
from tests.factories.hubs import ServiceFactory, SiteFactory

from .test_imports import run

pytestmark = pytest.mark.django_db
HEADING = "name,provider,topics,days,sites,lowest age,highest age,age bands,phone"


@pytest.fixture
def write(tmp_path):
    def write(*lines, heading=HEADING):
        path = tmp_path / "services.csv"
        path.write_text("\n".join((heading, *lines)) + "\n", encoding="utf-8")
        return path

    return write


def load(path, what="services", **options):
    return run("import_services", path, **{"list": what}, **options)


def test_a_row_becomes_a_service_at_its_sites_with_its_provider(write):
    site = SiteFactory(name="Weir Hall", postcode="ZZ1 1AA")
    path = write(
        'Stay and play,Weir Trust,baby-groups; Food,Monday,"Weir Hall, zz11aa = Mon 9am - 11am",'
        "0,4,0 to 4 years,01632 960001"
    )
    assert load(path)[0].startswith("Services: 1 added, 0 changed, 0 unchanged, 0 skipped")
    service = Service.objects.get()
    assert (service.provider.name, service.provider.kind) == ("Weir Trust", "voluntary")
    assert set(service.topics.values_list("code", flat=True)) == {"baby-groups", "food"}
    assert (service.days, service.age_bands, service.source) == ([0], ["early_years"], "services")
    at = service.at_sites.get()
    assert at.site == site
    hours = at.hours.get()
    assert (hours.weekday, hours.opens, hours.closes) == (0, time(9), time(11))
    assert load(path)[0].startswith("Services: 0 added, 0 changed, 1 unchanged")


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (",,,,,,,,", "name is missing"),
        ("A,,juggling,,,,,,", "topics: not one we know: 'juggling'"),
        ("A,,,Funday,,,,,", "days: not one we know: 'Funday'"),
        ("A,,,,Atlantis,,,,", "sites: no such site is known here: 'Atlantis'"),
        ("A,,,,Twice,,,,", "sites: more than one site is called so: 'Twice'"),
        ("A,,,,,9,4,,", "highest age is below lowest age"),
        ("A,,,,,x,,,", "lowest age is not a whole number: 'x'"),
        ("A,,", "number of cells: 3 where the heading has 9"),
    ],
)
def test_a_row_that_cannot_be_used_is_named_with_its_line(write, row, reason):
    SiteFactory.create_batch(2, name="Twice")
    lines = load(write("Good,,,,,,,,", row))
    assert lines[0].startswith("Services: 1 added, 0 changed, 0 unchanged, 1 skipped")
    assert f"  line 3: {reason}" in lines
    assert Service.objects.get().name == "Good"


def test_a_wrong_file_changes_nothing(write, tmp_path):
    with pytest.raises(CommandError, match="no column name"):
        load(write("x", heading="title"))
    path = tmp_path / "nul.csv"
    path.write_bytes(b"name\nGood\nB\x00d\n")
    with pytest.raises(CommandError, match="NUL"):
        load(path)
    assert not Service.objects.exists()


def test_a_dry_run_writes_nothing_and_says_the_same(write):
    path = write("Good,New Trust,,,,,,,")
    assert "1 added" in load(path, dry_run=True)[1]
    assert not Service.objects.exists()
    assert "1 added" in load(path)[0]


def test_blank_cells_clear_nothing_and_what_is_missing_stays(write):
    load(write("Good,Trust,,Monday,,,,,01632 960001", "Other,,,,,,,,"))
    assert "0 changed, 1 unchanged" in load(write("Good,Trust,,,,,,,"))[0]
    assert Service.objects.get(name="Good").days == [0]
    assert Service.objects.count() == 2


def test_a_list_does_not_undo_what_was_edited_here(write):
    load(write("Good,,,Monday,,,,,"))
    Service.objects.update(is_edited_here=True, days=[1])
    lines = load(write("Good,,,Friday,,,,,"))
    assert "0 changed, 1 unchanged" in lines[0]
    assert "Changed here since it was loaded, and left as it is: 1." in lines
    assert Service.objects.get().days == [1]


def test_our_own_key_changes_that_service_whoever_wrote_it(write):
    service = ServiceFactory(name="Ours", provider=OrganisationFactory(name="Trust"))
    path = write(f"{service.pk},Renamed", heading="key,name")
    assert "0 added, 1 changed" in load(path)[0]
    service.refresh_from_db()
    assert (service.name, service.version) == ("Renamed", 2)


def test_trafford_food_banks_and_mental_health_come_in_as_services_at_sites(trafford):
    food = load(trafford / "food_banks.csv", "food_banks")
    assert food[0].startswith("Services: 7 added, 0 changed, 0 unchanged, 0 skipped")
    assert "Sites of the same list: 7 added, 0 changed." in food
    mind = load(trafford / "mental_health_services.csv", "mental_health_services")
    assert mind[0].startswith("Services: 59 added, 0 changed, 0 unchanged, 1 skipped")
    assert "  line 50: not a postcode: 'WA154 1HF'" in mind
    assert Service.objects.count() == Site.objects.count() == 66
    bank = Site.objects.get(postcode="M32 9AF").services_here.get()
    assert bank.schedule == "Tues 11am - 2pm, Fri 11.30am -1.30pm"
    assert [h.weekday for h in bank.hours.all()] == [1, 4]
    assert ServiceHours.objects.values("at").distinct().count() == 7
    for name in ("food_banks", "mental_health_services"):
        assert ": 0 added, 0 changed," in load(trafford / f"{name}.csv", name)[0]
