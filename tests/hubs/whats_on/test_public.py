"""The timetable, an activity's page, booking without an account and the calendars."""

from datetime import date, time, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from familyhubs.database.actor import SystemActor
from familyhubs.requests import without_key
from hubs import actions
from hubs.models import Booking, Session
from hubs.whats_on import throttle
from tests.factories.hubs import HubFactory, SiteFactory
from tests.hubs.whats_on.conftest import ask, sessions_of

pytestmark = pytest.mark.django_db
TIMETABLE = reverse("whats_on:timetable")
LINK = "https://teams.example.org/meet/123"


def listed(client, **query):
    """The names on the timetable."""
    page = client.get(TIMETABLE, query)
    assert page.status_code == 200
    return [row.activity.name for _day, rows in page.context["days"] for row in rows]


def told(**changes):
    return {
        "name": "Jo",
        "way": "text",
        "text_phone": "07700 900123",
        "children_ages": "3",
        "form_key": "abc",
        **changes,
    }


def book(client, session, **changes):
    return client.post(reverse("whats_on:book_session", args=[session.pk]), told(**changes))


def test_one_timetable_of_all_hubs_by_day_r013(client, plan):
    plan(name="Baby play")
    plan(name="Youth club", hub=HubFactory(), starts=time(17), ends=time(19))
    page = client.get(TIMETABLE)
    assert listed(client) == ["Baby play", "Youth club"]
    assert "What’s on: 2 sessions" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "changes"),
    [
        ({"band": "early_years"}, {"bands": ["early_years"]}),
        ({"mode": "online"}, {"mode": "online"}),
        ({"language": "Polish"}, {"language": "Polish"}),
        ({"send": "yes"}, {"is_send_friendly": True}),
    ],
)
def test_each_filter_narrows_and_has_its_chip_r013(client, plan, query, changes):
    plan(name="Fits", **changes)
    plan(name="Does not fit", cost=3)
    assert listed(client, **query) == ["Fits"]
    page = client.get(TIMETABLE, query)
    assert page.content.decode().count("Take away the filter") == 1


def test_by_hub_by_cost_and_by_day_of_the_week_r013(client, plan, hub):
    tomorrow = timezone.localdate() + timedelta(days=1)
    plan(name="Here")
    plan(name="There", hub=HubFactory(slug="elsewhere"), cost=2, starts=time(11))
    assert listed(client, hub="northgate") == ["Here"]
    assert listed(client, cost="free") == ["Here"]
    assert listed(client, language="english") == ["Here", "There"]
    assert listed(client, day=tomorrow.weekday()) == ["Here", "There"]
    assert listed(client, day=(tomorrow.weekday() + 1) % 7) == []


def test_what_cannot_be_read_is_left_out(client, plan):
    plan()
    for name in ("hub", "day", "band", "from", "after", "before", "language"):
        for text in ("9999-12-31", "2026-02-31", "x" * 5000, "💥"):
            assert client.get(TIMETABLE, {name: text}).status_code == 200
            calendar = client.get(reverse("whats_on:calendar"), {name: text})
            assert calendar.status_code == 200


def test_next_weeks_keep_the_filters(client, plan):
    activity = plan(name="Fits", cost=0)
    page = client.get(TIMETABLE, {"cost": "free"})
    later = client.get(TIMETABLE + page.context["later"])
    assert "cost=free" in page.context["later"]
    assert [row.activity for _day, rows in later.context["days"] for row in rows] == [activity]


def test_an_empty_timetable_says_what_to_do(client, hub):
    assert "ring us" in client.get(TIMETABLE).content.decode()
    assert "Take a filter away" in client.get(TIMETABLE, {"cost": "free"}).content.decode()


@pytest.mark.parametrize("number", [1, 30])
def test_the_timetable_costs_the_same_however_much_is_on(
    client, plan, hub, django_assert_max_num_queries, number
):
    site = SiteFactory(hub=hub)
    for n in range(number):
        plan(name=f"Play {n}", site=site)
    with django_assert_max_num_queries(12):
        assert len(listed(client)) == number
    with django_assert_max_num_queries(12):
        client.get(reverse("whats_on:calendar"))


def test_a_long_week_is_turned_page_by_page(client, plan, monkeypatch):
    monkeypatch.setattr("hubs.whats_on.public.ON_A_PAGE", 2)
    for n in range(5):
        plan(name=f"Play {n}", starts=time(10, n))
    names, address = [], TIMETABLE
    while address:
        page = client.get(address)
        names += [row.activity.name for _day, rows in page.context["days"] for row in rows]
        address = TIMETABLE + page.context["page"].after if page.context["page"].after else ""
    assert names == [f"Play {n}" for n in range(5)]


def test_a_place_is_booked_without_an_account(client, plan):
    session = sessions_of(plan())[0]
    said = {"safe_hours": ["morning"], "access_needs": "A ramp"}
    said["emergency_contact"] = "Nan, 07700 900123"
    answer = book(client, session, **said)
    booking = Booking.objects.get()
    assert answer["Location"] == reverse("whats_on:booking", args=[booking.token])
    assert booking.card.may_text
    assert not booking.card.may_call
    assert booking.card.safe_hours == ["morning"]
    assert (booking.name, booking.access_needs, booking.children_ages) == ("Jo", "A ramp", "3")
    assert booking.emergency_contact == "Nan, 07700 900123"
    assert "You have a place" in client.get(answer["Location"]).content.decode()
    assert book(client, session, **said)["Location"] == (answer["Location"])


def test_who_wants_no_contact_is_not_contacted(client, plan):
    book(client, sessions_of(plan())[0], way="in_person", text_phone="07700 900123")
    card = Booking.objects.get().card
    assert (card.phone, card.may_text, card.preferred) == ("", False, "in_person")


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"name": ""}, "Enter a name"),
        ({"way": ""}, "Select how we can reach you"),
        ({"text_phone": ""}, "Enter a phone number"),
        ({"text_phone": "12"}, "Enter a phone number"),
        ({"way": "email", "email": "jo"}, "Enter an email address"),
        ({"website": "spam"}, "should be empty"),
        ({"name": "x" * 500}, "Use fewer words"),
    ],
)
def test_what_is_missing_is_said_kindly(client, plan, changes, words):
    page = book(client, sessions_of(plan())[0], **changes)
    assert words in page.content.decode()
    assert not Booking.objects.exists()


def test_the_waiting_list_says_where_you_stand_r022(client, plan):
    session = sessions_of(plan(capacity=1))[0]
    first = ask(session, 1)
    assert (
        "Join the waiting list"
        in client.get(reverse("whats_on:book_session", args=[session.pk])).content.decode()
    )
    waiting = [ask(session, n) for n in (2, 3)]
    link = reverse("whats_on:booking", args=[waiting[1].token])
    assert "You are number 2" in client.get(link).content.decode()
    gone = reverse("whats_on:cancel", args=[first.token])
    assert client.get(gone).status_code == 200
    assert Booking.objects.filter(state="cancelled").count() == 0
    client.post(gone)
    assert client.post(gone).status_code == 302
    assert "You are number 1" in client.get(link).content.decode()


def test_the_join_link_is_shown_only_to_those_with_a_place_r014(client, plan):
    activity = plan(mode="online", join_link=LINK, capacity=1)
    session = sessions_of(activity)[0]
    booked, waiting = ask(session, 1), ask(session, 2)
    pages = [TIMETABLE, activity.get_absolute_url(), reverse("whats_on:calendar")]
    pages += [reverse(f"whats_on:{name}", args=[waiting.token]) for name in BOOKING_PAGES]
    for address in pages:
        assert LINK not in text_of(client, address), address
    for name in BOOKING_PAGES:
        assert LINK in text_of(client, reverse(f"whats_on:{name}", args=[booked.token]))


BOOKING_PAGES = ("booking", "booking_calendar")


def text_of(client, address):
    """An answer's words; a calendar's lines are unfolded."""
    return client.get(address).content.decode().replace("\r\n ", "")


def test_the_booking_page_shows_nothing_that_its_holder_did_not_see(client, plan):
    booking = ask(sessions_of(plan())[0], name="Ada Okafor", access_needs="A ramp")
    page = text_of(client, reverse("whats_on:booking", args=[booking.token]))
    for secret in ("Ada", "ramp", booking.card.phone, "07700"):
        assert secret not in page


def test_a_link_that_opens_nothing_is_not_found(client, db):
    for token in ("x", "x" * 500, "💥"):
        for name in ("booking", "cancel", "booking_calendar"):
            assert client.get(reverse(f"whats_on:{name}", args=[token])).status_code == 404


def test_no_log_holds_the_key_of_a_booking(client, plan, caplog):
    """Nor where the address is mangled on its way and leads nowhere."""
    token = ask(sessions_of(plan())[0]).token
    with caplog.at_level("INFO"):
        for end in ("/", "/cancel/", "/calendar.ics", "", "/x/"):
            client.get(f"/whats-on/booking/{token}{end}")
    assert caplog.records
    assert token not in without_key(f"Not Found: /whats-on/booking/{token}/x/")
    assert not [record for record in caplog.records if token in vars(record).get("path", "")]


def test_what_cannot_be_booked_says_so(client, plan, manager):
    session = sessions_of(plan())[0]
    actions.cancel_session(session, reason="Ill", by=manager)
    answer = book(client, session)
    assert answer.status_code == 410
    assert "no longer takes place" in answer.content.decode()
    course = plan(is_course=True)
    assert client.get(reverse("whats_on:book_course", args=[course.pk])).status_code == 200


def test_a_cancelled_session_stays_with_its_reason(client, plan, manager):
    session = sessions_of(plan())[0]
    actions.cancel_session(session, reason="Our heating is broken.", by=manager)
    for address in (TIMETABLE, session.activity.get_absolute_url()):
        assert "Our heating is broken." in text_of(client, address)


def test_too_many_from_one_address_wait(client, plan, monkeypatch):
    monkeypatch.setattr(throttle, "LIMIT", 1)
    session = sessions_of(plan())[0]
    assert book(client, session).status_code == 302
    assert book(client, session).status_code == 429


def events(client, address, **query):
    calendar = Calendar.from_ical(client.get(address, query).content)
    return {str(event["uid"]): event for event in calendar.walk("vevent")}


def test_a_calendar_by_hub_and_filter_keeps_its_names_and_counts_changes(client, plan, manager):
    address = reverse("whats_on:calendar")
    session, *_rest = sessions_of(plan(name="Here"))
    plan(name="There", hub=HubFactory(slug="elsewhere"))
    before = events(client, address, hub="northgate")
    assert {str(event["summary"]) for event in before.values()} == {"Here"}
    actions.cancel_session(session, reason="Ill", by=manager)
    after = events(client, address, hub="northgate")
    assert before.keys() == after.keys()
    event = next(event for uid, event in after.items() if str(session.pk) in uid)
    assert (event["status"], event["sequence"]) == ("CANCELLED", 1)


@time_machine.travel("2027-03-20 12:00:00+00:00")
def test_calendar_times_are_right_across_the_clock_change(client, plan):
    plan(runs_from=date(2027, 3, 21), runs_until=date(2027, 3, 28), weekdays=[6])
    text = client.get(reverse("whats_on:calendar")).content.decode()
    assert "DTSTART:20270321T100000Z" in text
    assert "DTSTART:20270328T090000Z" in text


def test_a_booking_has_its_own_calendar(client, plan):
    course = plan(is_course=True)
    booking = ask(course)
    address = reverse("whats_on:booking_calendar", args=[booking.token])
    assert len(events(client, address)) == 4
    actions.cancel_booking(booking, by=SystemActor.PUBLIC)
    assert events(client, address) == {}


def test_the_timetable_can_be_found_from_the_start_and_from_a_hub(client, hub):
    for address in (reverse("pages:start"), hub.get_absolute_url()):
        assert urlsplit(TIMETABLE).path in client.get(address).content.decode()
    assert not Session.objects.exists()
