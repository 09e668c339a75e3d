"""A device that others use: minutes, then only the code opens what was typed (decision 46)."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from referrals.models import Draft
from tests.referrals.test_ask import answer, page, text
from tests.referrals.test_saving import saved

BEFORE, YOUNG = reverse("ask:before"), reverse("ask:young")


@pytest.fixture
def tablet(client, northgate):
    """A hub's own tablet, set up once by its address."""
    assert "Others use this device too" in text(client.get(f"{BEFORE}?shared=yes"))
    return client


def begin(client, **said):
    client.post(BEFORE, said)
    answer(client, "who", "name")


def later(minutes):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes), tick=False)


def test_on_an_own_phone_the_answers_stay_for_days(client, northgate):
    begin(client)
    with later(60):
        assert "Carry on" in text(client.get(BEFORE))
        assert "Ada Okafor" in text(client.get(page("name")))


@pytest.mark.parametrize("how", ["ticked", "set up"])
def test_on_a_shared_device_the_answers_close_by_themselves(client, northgate, how):
    if how == "set up":
        client.get(f"{BEFORE}?shared=yes")
    begin(client, **({"shared": "yes"} if how == "ticked" else {}))
    with later(14):
        assert "Ada Okafor" in text(client.get(page("name")))
    with later(28):
        # Every page begins the minutes anew.
        assert "Ada Okafor" in text(client.get(page("name")))
    with later(44):
        assert client.get(page("name"))["Location"] == BEFORE
        assert "Carry on" not in text(client.get(BEFORE))
        late = client.post(page("name"), {"contact_name": "Ada", "story": "Just written"})
        assert late.status_code == 410
        assert "Just written" in text(late)


@pytest.mark.parametrize("first_page", [BEFORE, YOUNG])
def test_the_next_family_on_a_tablet_never_sees_carry_on(tablet, first_page):
    begin(tablet)
    assert "Carry on" not in text(tablet.get(first_page))
    assert tablet.get(page("name"))["Location"] == BEFORE
    begin(tablet)
    assert Draft.objects.count() == 2


def test_the_code_opens_it_again_and_for_minutes_too(tablet):
    begin(tablet)
    code = saved(tablet)
    tablet.get(BEFORE)
    tablet.post(reverse("ask:back"), {"code": code})
    assert "Ada Okafor" in text(tablet.get(page("name")))
    with later(16):
        assert tablet.get(page("name"))["Location"] == BEFORE


def test_coming_back_on_a_library_computer_is_ticked_too(tablet):
    begin(tablet)
    code = saved(tablet)
    library = Client()
    library.post(reverse("ask:back"), {"code": code, "shared": "yes"})
    with later(16):
        assert library.get(page("name"))["Location"] == BEFORE


def test_a_tablet_is_given_back_by_its_address(tablet):
    tablet.get(f"{BEFORE}?shared=no")
    begin(tablet)
    with later(60):
        assert "Ada Okafor" in text(tablet.get(page("name")))
