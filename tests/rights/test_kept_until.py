"""Until when a record is kept, in words beside why one sees it, for whoever reads its plan."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from families.models import Person
from familyhubs.database.actor import acting_as
from familyhubs.rights.keeping import actions
from familyhubs.rights.keeping.kept import kept_until
from familyhubs.rights.keeping.models import Rule
from tests.cast import somebody
from tests.factories.families import FamilyFactory, FamilyMemberFactory
from tests.rights.kept import TOMORROW

pytestmark = pytest.mark.django_db


@pytest.fixture
def child(hub):
    family = FamilyFactory(hub=hub)
    child = FamilyMemberFactory(family=family, role="child").person
    Person.objects.filter(pk=child.pk).update(born_on=date(2022, 3, 10), born_accuracy="AAA")
    child.family = family
    return child


def test_it_says_until_when_and_why_by_the_schedule(child):
    said = "Until March 2047: 25 years after the youngest child’s birth."
    assert kept_until(child.family) == said
    Rule.objects.filter(code="family").update(months=360)
    assert kept_until(child.family).startswith("Until March 2052: 30 years")
    Person.objects.filter(pk=child.pk).update(born_on=date(1980, 3, 10))
    assert kept_until(child.family).startswith("Due since March 2010, once")


def test_without_a_child_and_without_a_day_it_says_so(child, hub):
    alone = FamilyFactory(hub=hub)
    assert "after the last thing that happened" in kept_until(alone)
    Person.objects.filter(pk=child.pk).update(born_on=None, born_accuracy="UUU")
    assert kept_until(child.family).startswith("No day is known")


def test_a_hold_is_said_without_its_reason_and_in_one_query(child):
    officer = somebody("governance")
    with acting_as(officer):
        actions.place_hold(why="Secret", review_on=TOMORROW, by=officer, family=child.family)
    with CaptureQueriesContext(connection) as asked:
        said = kept_until(child.family)
    assert len(asked) == 1
    assert said.endswith("A legal hold keeps it until the hold ends.")
    assert "Secret" not in said


def test_who_reads_the_plan_reads_it_on_the_page(client, family, worker):
    client.force_login(worker)
    page = client.get(reverse("families:why", args=[family.pk])).content.decode()
    assert "How long this record is kept" in page
    with acting_as(worker):
        assert kept_until(family) in page
