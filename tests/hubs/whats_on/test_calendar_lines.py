"""A calendar's lines: any words come back as they were, in lines that every reader takes."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from hubs.models import Session
from hubs.whats_on.calendar import line
from hubs.whats_on.places import counted
from tests.factories.whats_on import ActivityFactory, BookingFactory, SessionFactory

CALENDAR = reverse("whats_on:calendar")
WORDS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.just("\n"), max_size=300)


@given(WORDS)
def test_any_words_come_back_as_they_were(text):
    said = line("SUMMARY", text)
    assert all(len(part.encode()) <= 75 for part in said.split("\r\n"))
    head, foot = "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    (event,) = Calendar.from_ical(head + said + foot).walk("vevent")
    assert str(event["summary"]) == text


@pytest.mark.parametrize(
    "broken", ["a\r\nATTENDEE:x", "a\rb", "a\x00b", "\x1b[31m", "a\nEND:VEVENT"]
)
def test_words_cannot_end_a_line(broken):
    said = line("SUMMARY", broken)
    unfolded = said.replace("\r\n ", "")
    assert not {"\r", "\n", "\x00", "\x1b"} & set(unfolded)


@pytest.mark.django_db
def test_a_file_that_has_not_changed_is_not_sent_again(client):
    """Whoever has it asks again each time: nothing is shown that has been called off."""
    session = SessionFactory(planned_on=timezone.localdate() + timedelta(days=3))
    first = client.get(CALENDAR)
    assert first["Cache-Control"] == "public, no-cache"
    again = client.get(CALENDAR, headers={"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    session.state, session.cancel_reason = "cancelled", "Snow"
    session.save()
    assert client.get(CALENDAR, headers={"If-None-Match": first["ETag"]}).status_code == 200


@pytest.mark.django_db
def test_a_booking_of_ones_own_is_kept_by_no_cache(client):
    booking = BookingFactory(place=1)
    answer = client.get(reverse("whats_on:booking_calendar", args=[booking.token]))
    assert answer["Cache-Control"] == "no-store"
    assert "ETag" not in answer


@pytest.mark.django_db
def test_places_are_counted_as_one_by_one(django_assert_num_queries):
    """Of sessions and of courses, booked and waiting, in one query for the whole list."""
    course = ActivityFactory(is_course=True, needs_booking=True, capacity=2)
    loose = ActivityFactory(needs_booking=True, capacity=3)
    for number in range(2):
        day = timezone.localdate() + timedelta(days=number + 1)
        one = SessionFactory(activity=loose, planned_on=day)
        SessionFactory(activity=course, planned_on=day)
        for place in range(1, number + 2):
            BookingFactory(session=one, place=place)
        BookingFactory(session=one)
    BookingFactory(session=None, activity=course, place=1)
    BookingFactory(session=None, activity=course)
    off = {"state": "cancelled", "cancelled_at": timezone.now()}
    BookingFactory(session=None, activity=course, **off)
    expected = {row.pk: (row.booked, row.waiting) for row in Session.objects.with_places()}
    assert set(expected.values()) == {(1, 1), (2, 1)}
    rows = list(Session.objects.select_related("activity"))
    with django_assert_num_queries(1):
        found = {row.pk: (row.booked, row.waiting) for row in counted(rows)}
    assert found == expected
    with django_assert_num_queries(0):
        assert counted([]) == []
