"""Safety on the way: hours, safety content, and many who send at once (domain.md 3.4, 4.3)."""

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from familyhubs.council.actions import change
from familyhubs.council.current import council
from referrals.models import Draft, Referral
from tests.calendar.test_working import at
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.referrals.test_ask import ANSWERS, answered, asked, page, send, text
from tests.referrals.test_concurrency import TYPED

__all__ = ["answered", "asked"]
SAFETY = reverse("ask:safety")
FRIDAY_NIGHT, MONDAY_MORNING = at("2026-11-20T21:00"), at("2026-11-23T10:00")
CLOSED = "We are closed now. Nobody reads this until 9am on Monday 23 November."


def pages_before_sending(client):
    yield client.get(reverse("ask:before"))
    yield client.get(reverse("ask:help_now"))
    yield client.get(reverse("ask:photo"))
    yield client.get(page("check"))


def test_before_sending_it_is_said_when_somebody_reads_it(answered):
    with time_machine.travel(FRIDAY_NIGHT, tick=False):
        Draft.objects.update(expires_at=timezone.now() + timedelta(days=28))
        assert all(CLOSED in text(response) for response in pages_before_sending(answered))
    with time_machine.travel(MONDAY_MORNING, tick=False):
        for response in pages_before_sending(answered):
            assert "We are closed now" not in text(response)
            assert "in our opening hours" in text(response)
    with time_machine.travel(FRIDAY_NIGHT, tick=False):
        send(answered)
        assert CLOSED in text(answered.get(page("sent")))


def test_every_page_leads_to_the_safety_page_and_can_be_left_at_once(answered):
    pages = [page(step) for step in [*ANSWERS, "check"]]
    names = ("before", "help_now", "photo", "save", "back", "safety")
    for url in [*pages, *(reverse(f"ask:{name}") for name in names)]:
        shown = text(answered.get(url))
        assert SAFETY in shown, url
        assert reverse("pages:exit") in shown, url
    assert "govuk-js-exit-this-page-button" in text(answered.get(SAFETY))
    send(answered)
    assert SAFETY in text(answered.get(page("sent")))


def test_the_safety_page_shows_the_councils_own_helplines_and_leads_back(client, answered):
    values = {"helplines": "Mill Women’s Aid | 01632 960333 | day and night"}
    change(council(), values=values, by=UserFactory())
    shown = text(client.get(SAFETY))
    assert "Mill Women’s Aid: 01632 960333" in shown
    assert "press 55" in shown
    assert reverse("ask:next") in shown
    assert reverse("ask:next") not in text(Client().get(SAFETY))


@pytest.mark.django_db(transaction=True)
def test_a_hundred_families_at_once_are_a_hundred_requests():
    HubFactory()
    threads, each = 20, 5
    barrier = Barrier(threads, timeout=60)

    def family(number):
        client = Client(REMOTE_ADDR=f"192.0.2.{number}")
        client.post(reverse("ask:before"))
        draft = Draft.objects.get(pk=client.session["ask_draft"])
        draft.answers = json.dumps({"steps": TYPED})
        draft.save()
        return client

    def run(clients):
        barrier.wait()
        try:
            # Twice, as an impatient finger does.
            return [client.post(page("check")).status_code for client in clients * 2]
        finally:
            connection.close()

    groups = [[family(n * each + at) for at in range(each)] for n in range(threads)]
    with ThreadPoolExecutor(threads) as pool:
        answers = [status for group in pool.map(run, groups) for status in group]
    assert answers == [302] * 200
    assert Referral.objects.count() == 100
    assert Referral.objects.values("reference").distinct().count() == 100
    assert not Draft.objects.filter(sent_as=None).exists()
