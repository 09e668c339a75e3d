"""When it came and when it was done: told on the page, and what the clocks run by."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from familyhubs.notifications.models import Message
from referrals.models import ContactAttempt, Referral
from tests.calendar.test_working import at
from tests.referrals.test_pages import KEYED

from .conftest import attend

pytestmark = pytest.mark.django_db
MONDAY = at("2026-11-16T10:00")


def said(day, clock=""):
    """The boxes of the day and of the time."""
    year, month, number = day.split("-") if day else ("", "", "")
    parts = {"day": number, "month": month, "year": year}
    return {f"happened_on_{part}": text for part, text in parts.items()} | {"happened_time": clock}


@pytest.fixture
def monday(northgate):
    """Nothing is a holiday for weeks around it."""
    with time_machine.travel(MONDAY, tick=False) as now:
        yield now


def test_what_was_keyed_in_late_is_late_and_news_all_the_same(
    client, monday, front_desk, triage_officer
):
    client.force_login(front_desk)
    form = KEYED | said("2026-11-12", "4:30pm")
    assert client.post(reverse("referrals:new"), form).status_code == 302
    referral = Referral.objects.get()
    assert referral.happened_at == at("2026-11-12T16:30")
    assert referral.screen_due_at < referral.decision_due_at < MONDAY
    attend()
    assert Message.objects.get(kind="request_new").user == triage_officer


def test_left_empty_it_came_now_and_a_time_alone_is_of_today(client, monday, front_desk):
    client.force_login(front_desk)
    client.post(reverse("referrals:new"), KEYED)
    client.post(reverse("referrals:new"), KEYED | said("", "9:15am"))
    moments = Referral.objects.order_by("happened_at").values_list("happened_at", flat=True)
    assert list(moments) == [at("2026-11-16T09:15"), MONDAY]


WRONG = [
    (said("2026-11-17", "9am"), "The day must be today or in the past"),
    (said("2026-11-16", "10:01"), "The time must be in the past"),
    (said("", "11pm"), "The time must be in the past"),
    (said("2026-11-13"), "Enter the time, as near as you know"),
    (said("2016-11-13", "9am"), "The day must be within the last year"),
    (said("2026-11-13", "teatime"), "Enter a time, like 9am"),
    (said("2026-13-40", "9am"), "The day must be a real date"),
]


@pytest.mark.parametrize(("when", "says"), WRONG)
def test_what_cannot_be_is_said(client, monday, request_in, triage_officer, when, says):
    client.force_login(triage_officer)
    tried = {"channel": "call", "reached": "no"} | when
    url = reverse("referrals:attempt", args=[request_in.pk])
    for page in (
        client.post(reverse("referrals:new"), KEYED | when),
        client.post(url, tried),
    ):
        assert page.status_code == 200
        assert says in page.content.decode()
    assert Referral.objects.count() == 1
    assert not ContactAttempt.objects.exists()


DONE = {
    "attempt": ({"channel": "call", "reached": "no"}, lambda r: r.attempts.get().happened_at),
    "ask_more": ({"question": "Which school?"}, lambda r: r.paused_at),
    "advise": ({"decision": "iag", "reason": "The library"}, lambda r: r.decided_at),
    "decline": (
        {"decision": "nfa_not_needed", "reason": "All is well", "next_step": "Ring us"},
        lambda r: r.decided_at,
    ),
    "escalate": ({"reason": "A bruise"}, lambda r: r.decided_at),
}


@pytest.mark.parametrize("page", DONE)
def test_what_an_officer_did_earlier_is_written_down_as_earlier(
    client, monday, request_in, triage_officer, page
):
    monday.shift(timedelta(days=2))
    client.force_login(triage_officer)
    url, (given, found) = reverse(f"referrals:{page}", args=[request_in.pk]), DONE[page]
    early = client.post(url, given | said("2026-11-16", "9am")).content.decode()
    assert "cannot have happened before the request was received" in early
    assert client.post(url, given | said("2026-11-17", "9am")).status_code == 302
    assert found(Referral.objects.get()) == at("2026-11-17T09:00")
    assert timezone.now() == at("2026-11-18T10:00")
