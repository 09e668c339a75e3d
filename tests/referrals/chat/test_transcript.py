"""A chat on a record: whole, however long, and each line with its day (R049)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.test import Client

from families.models import TimelineEntry
from referrals import actions
from referrals.models import ChatLine
from tests.cast import somebody
from tests.factories.referrals import ChatFactory, ReferralFactory
from tests.referrals.test_following import text

pytestmark = pytest.mark.django_db
EVENING = datetime(2026, 11, 25, 23, 50, tzinfo=UTC)


def said(chat, words, at):
    ChatLine.objects.create(chat=chat, side="family", words=words, recorded_at=at)


@pytest.fixture
def chat(worker):
    return ChatFactory(state="talking", held_by=worker, words="First")


def keep(chat, family, by):
    actions.end_chat(chat, because="family", by=by)
    actions.keep_with_family(chat, family, sensitivity="team", by=by, agreed=True)
    rows = TimelineEntry.objects.filter(summary__startswith="Live chat").order_by("summary")
    return list(rows)


def test_a_long_chat_is_kept_to_its_last_word_in_several_notes(chat, family, worker):
    for number in range(45):
        ChatLine.objects.create(chat=chat, side="family", words=f"Line {number} " + "x" * 1_900)
    entries = keep(chat, family, worker)
    assert entries[0].summary == "Live chat, part 1 of 5"
    whole = "\n".join(entry.body for entry in entries)
    assert all(f"Ada: Line {number} x" in whole for number in range(45))
    assert "The family ended it." in whole
    assert max(len(entry.body) for entry in entries) <= 19_000
    assert "…" not in whole
    assert [entry.happened_at for entry in entries] == sorted(e.happened_at for e in entries)


def test_each_line_has_its_day(chat, family, worker):
    ChatLine.objects.filter(chat=chat).first()
    said(chat, "Tonight", EVENING)
    said(chat, "And now", EVENING + timedelta(minutes=20))
    (entry,) = keep(chat, family, worker)
    assert (
        "25 November 2026\n23:50 Ada: Tonight\n26 November 2026\n00:10 Ada: And now" in entry.body
    )


def test_with_a_request_and_on_the_page_a_line_of_another_day_says_so(client, worker, hub):
    held = ChatFactory(state="talking", held_by=worker, words="First")
    said(held, "Tonight", EVENING)
    client.force_login(worker)
    with time_machine.travel(EVENING + timedelta(days=1), tick=False):
        page = text(client.get(held.get_absolute_url()))
    assert "25 Nov, 23:50" in page
    actions.end_chat(held, because="family", by=worker)
    referral = ReferralFactory(hub=hub, taken_by=worker)
    actions.keep_with_request(held, referral, by=worker, agreed=True)
    officer = Client()
    officer.force_login(somebody("triage", hub=hub))
    assert "25 Nov 2026" in text(officer.get(referral.get_absolute_url()))
