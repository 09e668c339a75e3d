"""The day on paper, and what is entered after an outage at the time it happened (5.3)."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from familyhubs.audit.models import Event
from referrals.models import Enquiry, WalkIn
from tests.factories.hubs import HubFactory
from tests.factories.referrals import WalkInFactory
from tests.factories.whats_on import ActivityFactory, BookingFactory, SessionFactory
from tests.referrals.desk.conftest import words

PAPER, CATCH_UP = reverse("desk:paper"), reverse("desk:catch_up")


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel("2026-11-26 12:00", tick=False) as clock:
        yield clock


def session_with(hub, *names, **more):
    activity = ActivityFactory(hub=hub, needs_booking=True, capacity=9, **more)
    session = SessionFactory(activity=activity, planned_on=timezone.localdate())
    for place, name in enumerate(names, 1):
        BookingFactory(session=session, place=place, name=name, access_needs="Step-free")
    return session


def test_the_day_with_names_and_needs_and_who_is_on(at_desk, hub, front_desk):
    session_with(hub, "Ada", "Bea", name="Baby massage")
    session_with(HubFactory(), "Elsewhere")
    WalkInFactory(hub=hub, first_name="Cem")
    page = words(at_desk.get(PAPER))
    for said in ("Baby massage", "Ada", "Bea", "Step-free", "Cem", front_desk.full_name):
        assert said in page
    assert "Elsewhere" not in page
    assert Event.objects.filter(verb="booking.printed").count() == 1


def test_it_costs_the_same_for_any_day(at_desk, hub):
    def cost():
        with CaptureQueriesContext(connection) as queries:
            assert at_desk.get(PAPER).status_code == 200
        return len(queries)

    session_with(hub, "Ada")
    cost()
    few = cost()
    for _ in range(4):
        session_with(hub, "Ada", "Bea")
    assert cost() == few


def enter(client, *lines, **told):
    once = told.pop("once", None) or client.get(CATCH_UP).context["form"]["once"].value()
    for n, (at, kind, topic) in enumerate(lines):
        line = {"at": at, "kind": kind, "topic": topic, "did": "answered"}
        told |= {f"line{n}-{name}": value for name, value in line.items()}
    return client.post(CATCH_UP, told | {"once": once}, follow=True)


def test_several_are_entered_each_at_its_own_time(at_desk, hub):
    once = at_desk.get(CATCH_UP).context["form"]["once"].value()
    for _ in range(2):
        page = enter(
            at_desk, ("9:15", "phone", "debt"), ("10am", "walk_in", "abuse"), ("", "desk", ""),
            once=once,
        )  # fmt: skip
        assert "2 lines are written down" in page.content.decode()
    row, walked = Enquiry.objects.get(), WalkIn.objects.get()
    assert (f"{timezone.localtime(row.happened_at):%H:%M}", row.channel) == ("09:15", "phone")
    assert row.recorded_at > row.happened_at + timedelta(hours=1)
    assert (f"{timezone.localtime(walked.came_at):%H:%M}", walked.state) == ("10:00", "seen")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (
            [("9:15", "phone", "debt"), ("1pm", "desk", "debt")],
            "cannot have happened in the future",
        ),
        ([("9:15", "phone", "debt"), ("25:99", "desk", "debt")], "Enter a time"),
        ([("9:15", "phone", "debt"), ("9:20", "desk", "")], "Select what it was about"),
        ([("9:15", "phone", "debt"), ("", "desk", "debt")], "Enter the time"),
        ([("9:15", "phone", "debt"), ("", "walk_in", "")], "Enter the time"),
        ([("9:15", "phone", "debt"), ("9:20", "owl", "debt")], "Select how it came"),
        ([], "Enter at least one line"),
    ],
)
def test_one_wrong_line_keeps_all_of_them_out(at_desk, lines, says):
    assert says in words(enter(at_desk, *lines))
    assert not Enquiry.objects.exists()


def test_another_day_but_not_too_long_ago(at_desk):
    day = {"day_day": "20", "day_month": "11", "day_year": "2026"}
    enter(at_desk, ("9:15", "walk_in", ""), **day)
    assert str(WalkIn.objects.get().day) == "2026-11-20"
    page = words(enter(at_desk, ("9:15", "phone", "debt"), **day | {"day_month": "10"}))
    assert "two weeks, not longer" in page
    page = words(enter(at_desk, ("9:15", "phone", "debt"), **day | {"day_day": "27"}))
    assert "must be today or in the past" in page
