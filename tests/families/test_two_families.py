"""Somebody in two families: each worker learns that there is another, and no more (access.md)."""

import pytest
from django.db import connection
from django.urls import reverse

from familyhubs.database.actor import acting_as
from tests.cast import somebody
from tests.factories.families import (
    ConflictFactory,
    FamilyFactory,
    FamilyMemberFactory,
    InvolvementFactory,
)
from tests.factories.hubs import HubFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def other(ada):
    """Ada's mother's family, of another hub, which somebody else leads."""
    family = FamilyFactory(name="Secretname", hub=HubFactory(name="Southgate"))
    FamilyMemberFactory(family=family, person=ada, role="other")
    lead = somebody("practitioner", hub=family.hub)
    lead.full_name = "Sam Bell"
    lead.save()
    InvolvementFactory(family=family, user=lead, role="lead")
    return family


def record_of(client, user, family):
    client.force_login(user)
    return client.get(reverse("families:record", args=[family.pk])).content.decode()


def test_a_worker_sees_its_hub_and_lead_and_no_more(client, family, worker, other):
    page = record_of(client, worker, family)
    assert "Also in another family: Southgate, led by Sam Bell" in page
    assert "Secretname" not in page
    assert other.reference not in page
    assert str(other.pk) not in page


def test_nothing_of_a_restricted_one_nor_of_one_that_they_are_barred_from(
    client, family, worker, other
):
    bar = ConflictFactory(family=other, user=worker)
    assert "Also in another" not in record_of(client, worker, family)
    bar.delete()
    other.is_restricted = True
    other.save()
    assert "Also in another" not in record_of(client, worker, family)


def test_nothing_once_nobody_works_with_it(client, family, worker, other):
    other.involvements.update(ends_at=other.involvements.get().starts_at.replace(year=2100))
    assert "Also in another" in record_of(client, worker, family)
    other.involvements.all().delete()
    assert "Also in another" not in record_of(client, worker, family)


@pytest.mark.parametrize("role", ["manager", "triage_officer", "teacher", "safeguarding_lead"])
def test_nobody_else_is_told_here(client, request, family, other, role):
    assert "Also in another" not in record_of(client, request.getfixturevalue(role), family)


def test_whoever_does_not_see_the_family_gets_no_answer_by_sql_either(family, ada, other, stranger):
    asked = "SELECT families_also_in(%s, %s)"
    with acting_as(stranger), connection.cursor() as cursor:
        cursor.execute(asked, [ada.pk, family.pk])
        assert cursor.fetchone() == ("[]",)
