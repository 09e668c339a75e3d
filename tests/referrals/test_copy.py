"""What was sent, for a family to keep: shown for minutes, and never where paper is not safe."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from referrals.models import Referral
from tests.referrals.test_ask import answer, answered, asked, page, send, text

__all__ = ["answered", "asked"]
COPY = f"{page('sent')}?copy=1"
SHOW = "Show what I sent"


@pytest.fixture
def sent(answered):
    answered.post(reverse("ask:person", args=["abc"]), {"full_name": "Tobi", "kind": "child"})
    answer(answered, "careful", careful={"safe_hours": ["afternoon"]})
    send(answered)
    return answered


def test_a_family_sees_what_it_sent_when_it_asks_for_it(sent):
    first = text(sent.get(page("sent")))
    assert SHOW in first
    assert "He does not sleep" not in first
    shown = text(sent.get(COPY))
    for said in ("Ada Okafor", "Tobi", "ZZ1 1AA", "He does not sleep", "07700 900123", "Polish"):
        assert said in shown
    assert "School or college" in shown
    assert "data-print" in shown


def test_after_some_minutes_only_the_confirmation_is_left(sent):
    with time_machine.travel(timezone.now() + timedelta(minutes=16), tick=False):
        shown = text(sent.get(COPY))
    assert Referral.objects.get().reference in shown
    assert "He does not sleep" not in shown
    assert SHOW not in shown


@pytest.mark.parametrize(
    "changed",
    [
        {"today": {"today": ["fear"]}},
        {"careful": {"must_not_know": "My husband"}},
        {"careful": {"never_mention": "the hub"}},
        {"careful": {"never_times": "at night"}},
        {"careful": {"code_word": "Daisy"}},
        {"contact": {"ways": ["in_person"]}},
    ],
)
def test_where_paper_could_give_somebody_away_there_is_no_copy(answered, changed):
    for step, given in ({"careful": {}} | changed).items():
        answered.post(page(step), given)
    send(answered)
    shown = text(answered.get(COPY))
    assert SHOW not in shown
    assert "He does not sleep" not in shown


def test_a_shared_device_shows_no_copy(sent):
    sent.get(f"{reverse('ask:before')}?shared=yes")
    assert "He does not sleep" not in text(sent.get(COPY))


def test_the_first_stops_of_the_tab_key_are_the_page_and_the_way_out(client, db):
    html = text(client.get(reverse("ask:before")))
    skip, out, button = (
        html.index(part)
        for part in (
            'href="#main-content"',
            "govuk-js-exit-this-page-skiplink",
            "govuk-js-exit-this-page-button",
        )
    )
    assert skip < out < button
