"""Births registered at hubs by small area: true for managers, published for others (R031)."""

from datetime import date

import pytest
import time_machine
from django.core.cache import cache
from django.db import connections
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from familyhubs.insights import births
from familyhubs.insights.disclosure import Published
from familyhubs.insights.periods import Period
from hubs.models import Area, BirthRegistered, Population, Postcode
from tests.cast import somebody
from tests.factories.members import BirthRegisteredFactory

pytestmark = pytest.mark.django_db(databases=["default", "reporting"], transaction=True)
PAGE = reverse("insights:births")
YEAR = Period(date(2025, 4, 1), 12)


@pytest.fixture(autouse=True)
def nothing_kept():
    cache.clear()


def area(number, babies=20, ward=None):
    code = f"E0100000{number}"
    area = Area.objects.create(code=code, kind="lsoa", name=f"Weir 00{number}A")
    told = {"area": area, "on": date(2024, 6, 30), "age": 0}
    Population.objects.create(sex="persons", people=babies, **told)
    Population.objects.create(sex="persons", people=99, **told | {"on": date(2023, 6, 30)})
    Population.objects.create(sex="persons", people=99, **told | {"age": 1})
    Postcode.objects.create(
        postcode=f"ZZ{number} 1AA", lsoa=area, ward=ward, longitude=-1.6, latitude=54
    )
    return area


def registered(hub, area, number, month=date(2025, 6, 1)):
    return [BirthRegisteredFactory(hub=hub, area=area, month=month) for _ in range(number)]


@pytest.fixture
def world(hub, southgate):
    """Of 20 babies in each of four areas, 12, 3, 2 and none were registered at a hub."""
    ward = Area.objects.create(code="E05000001", kind="ward", name="Weir", hub=hub)
    first, second, third = area(1, ward=ward), area(2, ward=ward), area(3)
    registered(southgate, area(4), 2)
    registered(hub, first, 8)
    registered(southgate, first, 4)
    registered(hub, second, 3)
    registered(hub, None, 6)
    registered(hub, first, 1, month=date(2025, 3, 1))
    registered(hub, first, 1, month=date(2026, 4, 1))
    return first, second, third


def test_a_manager_sees_the_true_share_of_their_own_hub_by_area_r031(world, hub):
    shown = births.exact(YEAR, [hub])
    rows = {row[0]: tuple(figure.number for figure in row[1:]) for row in shown.rows}
    assert rows == {"Weir 001A": (8, 20, 40), "Weir 002A": (3, 20, 15)}
    assert shown.elsewhere.number == 6
    assert [figure.number for figure in shown.total] == [11, 40, 28]
    assert shown.babies_on == date(2024, 6, 30)


def test_nothing_of_an_area_with_fewer_than_five_is_published_r031(world):
    shown = births.published(YEAR)
    rows = {row[0]: row[1:] for row in shown.rows}
    assert [figure.number for figure in rows["Weir 001A"]] == [10, 20, 50]
    assert [figure.number for figure in rows["Weir 003A"]] == [0, 20, 0]
    count, _base, share = rows["Weir 002A"]
    assert (count.hidden, count.few, share.hidden) == (True, False, True)
    assert rows["Weir 004A"][0].hidden
    assert [figure.number for figure in shown.total] == [15, 80, 19]
    assert shown.elsewhere.number == 5
    figures = [figure for row in shown.rows for figure in row[1:]]
    assert {type(figure) for figure in (*figures, *shown.total, shown.elsewhere)} == {Published}


@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.integers(0, 12), min_size=3, max_size=3), st.integers(0, 12))
def test_no_small_number_is_ever_shown(numbers, elsewhere):
    counts = dict(zip("abc", numbers, strict=True)) | {"elsewhere": elsewhere}
    total = births.disclosure.Line("all", births.add_up(counts))
    assert counts["all"] == sum(numbers)
    shown = births.hide_areas(births.disclosure.protect(counts, [total]))
    for key, figure in shown.items():
        assert figure.hidden or figure.number == 0 or counts[key] >= 5, (key, counts)
        assert not figure.few


def test_the_two_sexes_are_added_where_no_file_told_persons(world, hub):
    Population.objects.filter(sex="persons").delete()
    for sex in ("females", "males"):
        told = {"area": world[0], "on": date(2024, 6, 30), "age": 0}
        Population.objects.create(sex=sex, people=8, **told)
    shown = births.exact(YEAR, [hub])
    assert [figure.number for figure in shown.rows[0][1:]] == [8, 16, 50]
    assert [figure.number for figure in shown.rows[1][1:]] == [3, None, None]


def test_a_year_is_published_when_nobody_can_count_in_it_any_more(hub):
    assert births.published_years(date(2026, 5, 1)) == []
    registered(hub, None, 1)
    assert births.published_years(date(2026, 4, 30)) == []
    assert births.published_years(date(2026, 5, 1)) == [YEAR]
    assert births.running_years(date(2026, 4, 30)) == [Period(date(2026, 4, 1), 12), YEAR]
    BirthRegistered.objects.update(month=date(2026, 4, 1))
    assert births.published_years(date(2026, 5, 1)) == []


def test_the_reporting_role_reads_no_more_than_the_counts(world):
    with connections["reporting"].cursor() as cursor:
        cursor.execute("SELECT count(*) FROM hubs_birthregistered")
        assert cursor.fetchone() == (25,)


def test_each_reader_gets_their_own(client, world, manager, commissioner, hub):
    with time_machine.travel("2026-11-26 12:00"):
        client.force_login(manager)
        page = client.get(PAGE + "?period=2025-26").content.decode()
        assert "True figures" in page
        assert "40%" in page
        assert "is not over" in client.get(PAGE + "?period=2026-27").content.decode()
        client.force_login(commissioner)
        page = client.get(PAGE).content.decode()
        assert "Weir 001A" in page
        assert "50%" in page
        assert "not shown" in page
        assert "fewer than 5</td>" not in page
        for wrong in ("2026-27", "2025-26-q1", "x"):
            assert client.get(PAGE, {"period": wrong}).status_code == 404
        assert PAGE in client.get(reverse("insights:overview")).content.decode()
        client.force_login(somebody("front_of_house", hub=hub))
        assert client.get(PAGE).status_code == 403


def test_before_anything_is_counted_the_page_says_so(client, manager, commissioner):
    for user, said in ((manager, "No birth is counted yet"), (commissioner, "published yet")):
        client.force_login(user)
        assert said in client.get(PAGE).content.decode()


def test_a_whole_county_is_published_in_a_moment_and_in_few_queries(
    client, commissioner, hub, django_assert_max_num_queries
):
    Area.objects.bulk_create(
        Area(code=f"E01{number:06}", kind="lsoa", name=f"Weir {number}") for number in range(900)
    )
    BirthRegistered.objects.bulk_create(
        BirthRegisteredFactory.build(
            hub=hub, area_id=f"E01{number % 900:06}", month=date(2025, 6, 1)
        )
        for number in range(4_000)
    )
    client.force_login(commissioner)
    with time_machine.travel("2026-11-26 12:00"):
        client.force_login(commissioner)
        for most in (22, 15):  # Kept for a while after it was counted.
            with django_assert_max_num_queries(most):
                assert client.get(PAGE).status_code == 200
