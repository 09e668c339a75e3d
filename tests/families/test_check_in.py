"""Follow-up after closing: the card, the plan, how to be in touch, and one check (section 2)."""

import pytest
from django.urls import reverse

from families import actions
from families.sharing import OPENS, Ground, Part
from familyhubs.refusals import Refused
from tests.factories.families import InvolvementFactory

from .test_actions_agreements import sees


def test_the_check_ends_the_follow_up(client, family, colleague, worker):
    InvolvementFactory(family=family, user=colleague, role="follow_up")
    client.force_login(colleague)
    url = reverse("families:check_in", args=[family.pk])
    assert url in client.get(family.get_absolute_url()).content.decode()
    assert "Enter how they are" in client.post(url, {}).content.decode()
    assert sees(colleague, family)
    assert client.post(url, {"how_they_are": "Well, and settled"}).status_code == 302
    assert not sees(colleague, family)
    assert client.get(url).status_code == 404
    entry = family.timeline.get(summary="Check after closing: Well, and settled")
    assert entry.author == colleague
    with pytest.raises(Refused, match="any more"):
        actions.check_in(family, how_they_are="Again", by=colleague)


def test_nobody_else_does_it(client, family, worker):
    client.force_login(worker)
    assert client.get(reverse("families:check_in", args=[family.pk])).status_code == 403


def test_it_opens_the_card_the_plan_and_how_to_be_in_touch_alone():
    assert OPENS[Ground.FOLLOW_UP] == {Part.CARD, Part.CONTACT, Part.PLAN}
