"""Everybody in the family now and before, and one person's page (R067)."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from families import actions
from tests.factories.families import FamilyMemberFactory, PersonFactory

pytestmark = pytest.mark.django_db


def text(response):
    return " ".join(response.content.decode().split())


def people_page(family):
    return reverse("families:people", args=[family.pk])


def person_page(member):
    return reverse("families:person", args=[member.family_id, member.pk])


def test_those_who_left_stand_apart_and_keep_their_page(client, worker, family, ada, tobi):
    gone = FamilyMemberFactory(family=family, person=PersonFactory(full_name="Kwame Okafor"))
    actions.end_membership(gone, reason="Moved out", by=worker)
    client.force_login(worker)
    page = client.get(people_page(family))
    assert [row.person.full_name for row in page.context["before"]] == ["Kwame Okafor"]
    assert {row.person for row in page.context["now"]} == {ada, tobi}
    assert "Moved out" in text(page)
    assert "Left the family" in text(client.get(person_page(gone)))


def test_the_tab_leads_there_and_from_there_to_each_person(client, worker, family):
    client.force_login(worker)
    assert people_page(family) in text(client.get(family.get_absolute_url()))
    page = text(client.get(people_page(family)))
    assert all(person_page(member) in page for member in family.members.all())


def test_a_partner_finds_the_covered_only(client, teacher, family, ada, tobi):
    client.force_login(teacher)
    page = text(client.get(people_page(family)))
    assert "Tobi Okafor" in page
    assert "Ada" not in page
    assert client.get(person_page(family.members.get(person=tobi))).status_code == 200
    assert client.get(person_page(family.members.get(person=ada))).status_code == 404


def test_who_sees_the_card_alone_gets_no_page(client, hub, family, front_desk):
    an_hour = timezone.now() + timedelta(hours=1)
    actions.grant(family, kind="desk", user=front_desk, until=an_hour, by=front_desk)
    client.force_login(front_desk)
    assert client.get(people_page(family)).status_code == 403
    assert client.get(person_page(family.members.first())).status_code == 403
