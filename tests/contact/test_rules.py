"""Who may be reached, how and when; without an instruction, nobody."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from familyhubs.contact.models import Channel, ContactCard, SafeHours
from familyhubs.contact.rules import (
    allowed_channels,
    is_safe_time,
    machine_channels,
    next_safe_time,
)

EVERYTHING = {
    "phone": "+447700900123",
    "email": "ada@example.com",
    "address": "1 Mill Lane",
    "may_call": True,
    "may_text": True,
    "may_whatsapp": True,
    "may_email": True,
    "may_post": True,
}
LONDON = ZoneInfo("Europe/London")


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def test_a_card_that_says_nothing_allows_nothing():
    assert allowed_channels(ContactCard()) == []
    assert machine_channels(ContactCard(phone="+447700900123", email="a@b.c")) == []


def test_agreement_without_an_address_allows_nothing():
    card = ContactCard(may_call=True, may_text=True, may_email=True, may_post=True)
    assert allowed_channels(card) == []


@pytest.mark.parametrize(
    ("agreed", "channels"),
    [
        ({"may_call": True}, [Channel.CALL]),
        ({"may_text": True}, [Channel.TEXT]),
        ({"may_whatsapp": True}, [Channel.WHATSAPP]),
        ({"may_email": True}, [Channel.EMAIL]),
        ({"may_post": True}, [Channel.POST]),
        ({"may_video": True}, [Channel.VIDEO]),
        ({"may_voicemail": True}, []),
        ({"preferred": "video"}, [Channel.VIDEO]),
        ({"preferred": "in_person"}, [Channel.IN_PERSON]),
        ({"may_come": True}, [Channel.IN_PERSON]),
        ({"may_come": True, "may_text": True}, [Channel.TEXT, Channel.IN_PERSON]),
    ],
)
def test_each_way_is_agreed_on_its_own(agreed, channels):
    reachable = {"phone": "+447700900123", "email": "ada@example.com", "address": "1 Mill Lane"}
    assert allowed_channels(ContactCard(**reachable, **agreed)) == channels


def test_the_preferred_way_comes_first():
    assert allowed_channels(ContactCard(**EVERYTHING, preferred="post"))[0] == Channel.POST
    assert machine_channels(ContactCard(**EVERYTHING, preferred="email")) == ["email", "text"]
    assert machine_channels(ContactCard(**EVERYTHING, preferred="call")) == ["text", "email"]


@pytest.mark.parametrize("words", ["never_mention", "never_times", "must_not_know", "code_word"])
def test_where_only_a_person_can_weigh_the_words_the_machine_is_silent(words):
    card = ContactCard(**EVERYTHING, **{words: "when he is at home"})
    assert machine_channels(card) == []
    assert Channel.CALL in allowed_channels(card)


@pytest.mark.parametrize(
    ("hours", "moment", "safe"),
    [
        ([], "2026-11-16T08:00", True),
        ([], "2026-11-16T07:59", False),
        ([], "2026-11-16T20:00", False),
        ([SafeHours.SCHOOL], "2026-11-16T09:29", False),
        ([SafeHours.SCHOOL], "2026-11-16T09:30", True),
        ([SafeHours.SCHOOL], "2026-11-16T14:30", False),
        ([SafeHours.MORNING, SafeHours.EVENING], "2026-11-16T13:00", False),
        ([SafeHours.MORNING, SafeHours.EVENING], "2026-11-16T19:59", True),
        # The clock on the wall counts, in summer too.
        ([SafeHours.MORNING], "2026-07-16T08:00", True),
    ],
)
def test_safe_hours(hours, moment, safe):
    card = ContactCard(**EVERYTHING, safe_hours=hours)
    assert is_safe_time(card, at(moment)) is safe


@pytest.mark.parametrize("hours", ["weekday", "weekend"])
def test_school_hours_are_no_hours_at_the_weekend(hours):
    card = ContactCard(**EVERYTHING, safe_hours=[SafeHours.SCHOOL])
    day = {"weekday": "2026-11-20", "weekend": "2026-11-21"}[hours]
    assert is_safe_time(card, at(f"{day}T10:00")) is (hours == "weekday")


@pytest.mark.parametrize(
    ("hours", "moment", "then"),
    [
        ([], "2026-11-16T12:00", "2026-11-16T12:00"),
        ([], "2026-11-16T22:00", "2026-11-17T08:00"),
        ([SafeHours.EVENING], "2026-11-16T12:00", "2026-11-16T17:00"),
        ([SafeHours.MORNING, SafeHours.EVENING], "2026-11-16T12:30", "2026-11-16T17:00"),
        ([SafeHours.MORNING], "2026-11-16T12:30", "2026-11-17T08:00"),
        ([SafeHours.SCHOOL], "2026-11-20T15:00", "2026-11-23T09:30"),
        # The night of a clock change.
        ([SafeHours.MORNING], "2026-03-28T23:00", "2026-03-29T08:00"),
    ],
)
def test_the_next_safe_time(hours, moment, then):
    card = ContactCard(**EVERYTHING, safe_hours=hours)
    assert next_safe_time(card, at(moment)) == at(then)
