"""Keyset pages: every row once, forwards and back, whatever the order and the size."""

from datetime import timedelta

import pytest
from django.test import RequestFactory
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from families.models import Family
from familyhubs import paging
from familyhubs.paging import known, page_of
from tests.factories.families import FamilyFactory

ORDERS = [("name", "pk"), ("-name", "-pk"), ("-first_known_at", "name", "pk"), ("pk",)]


@pytest.fixture
def named(db, hub):
    """Families of few names and days, so that the order must be settled by the id."""

    def make(names):
        now = timezone.now()
        made = [
            FamilyFactory(name=name, hub=hub, first_known_at=now - timedelta(days=at % 2))
            for at, name in enumerate(names)
        ]
        return Family.objects.filter(pk__in=[family.pk for family in made])

    return make


def turned(rows, order, size, address=""):
    return page_of(RequestFactory().get(f"/{address}"), rows, *order, size=size)


def read_through(rows, order, size, turn, page):
    pages = [page]
    while address := getattr(pages[-1], turn):
        pages.append(turned(rows, order, size, address))
    return pages


@pytest.mark.parametrize("order", ORDERS)
@settings(
    max_examples=12,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(names=st.lists(st.sampled_from("ABC"), max_size=9), size=st.integers(1, 4))
def test_every_row_once_forwards_and_back(named, order, names, size):
    rows = named(names)
    whole = list(rows.order_by(*order))
    there = read_through(rows, order, size, "after", turned(rows, order, size))
    assert [row for page in there for row in page.rows] == whole
    back = read_through(rows, order, size, "before", there[-1])
    assert [page.rows for page in reversed(back)][1:] == [page.rows for page in there][1:]
    assert back[-1].rows == there[0].rows
    assert back[-1].before == ""


def test_the_address_keeps_the_filters_and_holds_no_name(named):
    rows = named(["Okafor", "Khan"])
    page = turned(rows, ("name", "pk"), 1, "?hub=7&before=gone")
    assert page.after == f"?hub=7&after={page.rows[0].pk}"


@pytest.mark.parametrize("key", ["x", "1", "0" * 400, "%00", "../", "٣", "-1"])
def test_a_key_that_names_nothing_starts_anew(named, key):
    rows = named(["Okafor"])
    assert turned(rows, ("name", "pk"), 1, f"?after={key}").rows == list(rows)
    assert turned(rows, ("name", "pk"), 1, f"?before={key}").rows == list(rows)


@pytest.mark.parametrize("few", [2, 3])
def test_a_few_are_found_once_and_the_rest_are_the_same(
    named, few, monkeypatch, django_assert_num_queries
):
    monkeypatch.setattr(paging, "FEW", few)
    named("ABCAB")
    for letter in "ABZ":
        plain = Family.objects.filter(name=letter)
        rows, count = known(plain)
        assert (set(rows), count) == (set(plain), plain.count())
    found, _ = known(Family.objects.filter(name="A"))
    assert str(found.query) != str(Family.objects.filter(name="A").query)
    with django_assert_num_queries(1):
        many, count = known(Family.objects.all())
    assert count is None
    assert str(many.query) == str(Family.objects.all().query)
