"""Why can I, why can't I see this (access.md section 6)."""

from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories.families import SharingDecisionFactory

GENERAL = "families:why_in_general"
pytestmark = pytest.mark.django_db


def why(client, user, family):
    client.force_login(user)
    return client.get(reverse("families:why", args=[family.pk]))


def test_it_names_the_rule_the_day_and_who_can_change_it(client, worker, family):
    page = why(client, worker, family).content.decode()
    assert "You are the lead practitioner. Since 1 Jan 2020." in page
    assert "A manager of the hub changes who works with the family." in page
    assert "Safeguarding leads." in page


def test_a_partner_reads_what_it_rests_on(client, teacher, family, ada, school):
    SharingDecisionFactory(family=family, person=ada, organisation=school, reason="Bruises")
    page = why(client, teacher, family).content.decode()
    assert "Tobi Okafor: agreed to on 1 Jan 2020" in page
    assert "Ada Okafor: decided without agreement" in page
    assert "Bruises" not in page


def test_an_unseen_family_and_none_give_the_same_answer(client, stranger, family):
    real, unreal = (why(client, stranger, thing) for thing in (family, Nothing()))
    assert real.status_code == unreal.status_code == 404
    assert reverse(GENERAL) in real.content.decode()


class Nothing:
    pk = uuid4()


def test_what_is_said_in_general_asks_nothing_of_any_family(client, stranger, family):
    client.force_login(stranger)
    page = client.get(reverse(GENERAL))
    assert page.status_code == 200
    assert "The answer is the same for both" in page.content.decode()
    assert family.name not in page.content.decode()


def test_the_record_and_a_refusal_lead_there(client, worker, family):
    client.force_login(worker)
    assert (
        reverse("families:why", args=[family.pk])
        in client.get(family.get_absolute_url()).content.decode()
    )
    refused = client.get(reverse("families:restrict", args=[family.pk]))
    assert refused.status_code == 403
    assert reverse(GENERAL) in refused.content.decode()
