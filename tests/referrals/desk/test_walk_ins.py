"""Walk-ins: tokens, turns, a place or a colleague the same day, and nothing kept after (R043)."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from familyhubs.audit.models import Event
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs.models import Booking
from referrals import actions, tasks
from referrals.models import FOLLOWS, Referral, WalkIn, WalkInState
from tests.cast import somebody
from tests.factories.accounts import UserFactory
from tests.factories.hubs import HubFactory
from tests.factories.referrals import WalkInFactory
from tests.factories.whats_on import ActivityFactory, SessionFactory
from tests.pages.at_once import second_comes_meanwhile
from tests.referrals.desk.conftest import words
from tests.referrals.test_pages import KEYED

LIST, DESK = reverse("desk:walk_ins"), reverse("desk:desk")


@pytest.fixture
def noon():
    with time_machine.travel("2026-11-26 12:00", tick=False):
        yield


def add(client, **told):
    once = told.pop("once", None) or client.get(LIST).context["form"]["once"].value()
    return client.post(LIST, {"once": once, **told}, follow=True)


def url(name, row):
    return reverse(f"desk:{name}", args=[row.pk])


def test_a_number_with_every_box_empty_and_the_next_one_r043(at_desk, hub):
    add(at_desk)
    page = add(at_desk, first_name="Ada", about="Letters")
    assert "Number 2. Tell them: we call you by Ada." in page.content.decode()
    assert [row.number for row in WalkIn.objects.in_turn()] == [1, 2]
    desk = words(at_desk.get(DESK))
    assert "2 people wait" in desk
    assert "2 Ada" in desk


def test_sent_twice_is_one_token(at_desk):
    once = at_desk.get(LIST).context["form"]["once"].value()
    for _ in range(2):
        add(at_desk, once=once, first_name="Ada")
    assert WalkIn.objects.count() == 1


def test_called_seen_and_undone(at_desk, hub):
    row = WalkInFactory(hub=hub)
    for state in ("called", "waiting", "called", "seen", "seen"):
        page = at_desk.post(url("move", row), {"state": state}, follow=True)
        assert "Somebody has just changed" not in page.content.decode()
    row.refresh_from_db()
    assert (row.state, row.ended_at is None) == ("seen", False)
    assert "0 people wait" in words(at_desk.get(DESK))
    page = at_desk.post(url("move", row), {"state": "left"}, follow=True)
    assert "Somebody has just changed this: Seen." in page.content.decode()
    at_desk.post(url("move", row), {"state": "nonsense"})
    row.refresh_from_db()
    assert row.state == "seen"


@given(steps=st.lists(st.sampled_from(WalkInState.values), max_size=8))
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_order_of_presses_breaks_a_token(hub, front_desk, steps):
    row = WalkInFactory(hub=hub)
    for state in steps:
        allowed = state == row.state or state in FOLLOWS[row.state]
        try:
            row = actions.move_walk_in(row, state, by=front_desk)
            assert allowed
        except Refused:
            assert not allowed
        row.refresh_from_db()
        assert row.is_here == (row.ended_at is None)
    row.delete()


def test_a_free_place_today_with_a_name_alone(noon, at_desk, hub, front_desk):
    now = timezone.now()
    activity = ActivityFactory(hub=hub, needs_booking=True, capacity=1, name="Benefits advice")
    soon = {"starts_at": now + timedelta(minutes=5), "ends_at": now + timedelta(hours=1)}
    session = SessionFactory(activity=activity, planned_on=timezone.localdate(), **soon)
    row = WalkInFactory(hub=hub)
    page = at_desk.get(url("walk_in", row))
    assert "Benefits advice" in words(page)
    once = page.context["place"]["once"].value()
    told = {"once": once, "name": "Ada", "phone": "", "session": session.pk}
    for _ in range(2):
        at_desk.post(url("place", row), told)
    booking = Booking.objects.get()
    assert (booking.name, booking.state, booking.card.may_text) == ("Ada", "booked", False)
    other = at_desk.post(url("place", row), told | {"session": "nonsense"})
    assert "Somebody has just taken this place" in other.content.decode()
    assert "No bookable session" in words(at_desk.get(url("walk_in", row)))


def test_a_time_with_a_colleague_once(noon, at_desk, hub, front_desk, colleague):
    one, two = WalkInFactory(hub=hub), WalkInFactory(hub=hub)
    page = at_desk.get(url("walk_in", one))
    at = page.context["slot"].fields["slot_at"].choices[0][0]
    told = {"with_whom": colleague.pk, "slot_at": at}
    at_desk.post(url("slot", one), told)
    one.refresh_from_db()
    assert one.with_whom == colleague
    page = at_desk.post(url("slot", two), told)
    assert "Somebody has just taken this time" in page.content.decode()
    actions.move_walk_in(one, "left", by=front_desk)
    assert at_desk.post(url("slot", two), told).status_code == 302
    with pytest.raises(Refused):
        actions.move_walk_in(one, "waiting", by=front_desk)
    ended = somebody("practitioner", hub=hub)
    type(ended).objects.filter(pk=ended.pk).update(access_ends_on="2026-11-25")
    stranger = UserFactory()
    page = at_desk.post(url("slot", two), told | {"with_whom": ended.pk})
    assert "Select a colleague from the list" in page.content.decode()
    page = at_desk.post(url("slot", two), told | {"with_whom": stranger.pk})
    assert "Select a colleague from the list" in page.content.decode()


def test_the_colleague_is_told_of_the_time_and_of_its_end(noon, hub, front_desk, colleague):
    """R043: somebody who waits is seen; whoever sees them knows, without a name."""
    row, at = WalkInFactory(hub=hub, first_name="Ada"), timezone.now() + timedelta(minutes=15)
    triage = somebody("triage", hub=hub)
    for _ in range(2):
        actions.give_slot(row, with_whom=colleague, slot_at=at, by=front_desk)
    told = Message.objects.get()
    assert (told.user, told.kind) == (colleague, "walk_in_slot")
    letter = write_letter(told.kind, told.facts)
    assert "12:15" in letter.body
    assert "Ada" not in letter.subject + letter.body
    assert letter.address.endswith(row.get_absolute_url())
    actions.give_slot(row, with_whom=triage, slot_at=at, by=front_desk)
    assert Message.objects.get(kind="walk_in_slot_off").user == colleague
    news = Message.objects.get(kind="walk_in_slot", user=triage)
    assert "link" not in news.facts, "whose page they cannot open"
    actions.move_walk_in(row, "left", by=front_desk)
    assert Message.objects.filter(kind="walk_in_slot_off", user=triage).count() == 1


def test_a_place_that_went_meanwhile_is_not_called_booked(noon, hub, front_desk):
    """Two colleagues see the last place; the second is asked for another one, and nobody waits."""
    now = timezone.now()
    activity = ActivityFactory(hub=hub, needs_booking=True, capacity=1)
    soon = {"starts_at": now + timedelta(minutes=5), "ends_at": now + timedelta(hours=1)}
    session = SessionFactory(activity=activity, planned_on=timezone.localdate(), **soon)

    def book(name):
        told = {"name": name, "contact": {"preferred": "in_person"}, "key": uuid4()}
        return actions.book_walk_in(WalkInFactory(hub=hub), session, by=front_desk, **told)

    book("Bea")
    with pytest.raises(Refused, match="Somebody has just taken this place"):
        book("Ada")
    assert [booking.name for booking in Booking.objects.all()] == ["Bea"]


def test_nobody_who_left_is_booked(noon, hub, front_desk):
    row = WalkInFactory(hub=hub)
    actions.move_walk_in(row, "left", by=front_desk)
    told = {"name": "Ada", "contact": {"preferred": "in_person"}, "key": uuid4()}
    with pytest.raises(Refused, match="not waiting any more"):
        actions.book_walk_in(row, SessionFactory(activity__hub=hub), by=front_desk, **told)


def test_a_walk_in_becomes_a_request_with_its_channel(at_desk, hub, northgate):
    row = WalkInFactory(hub=hub, topic="debt", first_name="Chloe")
    address = f"{reverse('referrals:new')}?walk_in={row.pk}"
    form = at_desk.get(address).context["form"]
    assert form["channel"].value() == "walk_in"
    assert (form["contact_name"].value(), form["topics"].value()) == ("Chloe", ["debt"])
    told = KEYED | {"once": form["once"].value(), "channel": "walk_in"}
    assert at_desk.post(address, told).status_code == 302
    assert Referral.objects.get().channel == "walk_in"
    row.refresh_from_db()
    assert row.state == "seen"


@pytest.mark.parametrize("channel", ["phone", "walk_in", "paper", "chat", "email"])
def test_every_way_becomes_the_same_request_with_its_channel_r041_r048(at_desk, northgate, channel):
    form = at_desk.get(reverse("referrals:new")).context["form"]
    told = KEYED | {"once": form["once"].value(), "channel": channel}
    at_desk.post(reverse("referrals:new"), told)
    row = Referral.objects.get()
    assert (row.channel, row.status, row.hub) == (channel, "waiting", northgate)


def test_when_the_day_is_over_names_and_words_are_gone(hub):
    yesterday = timezone.now() - timedelta(days=1)
    row = WalkInFactory(hub=hub, day=timezone.localtime(yesterday).date(), came_at=yesterday)
    today = WalkInFactory(hub=hub)
    tasks.forget_walk_ins()
    tasks.forget_walk_ins()
    row.refresh_from_db()
    today.refresh_from_db()
    assert (row.first_name, row.about, row.state) == ("", "", "left")
    assert today.first_name == "Ada"
    events = Event.objects.filter(verb="walk_in.forgotten", actor=SystemActor.CLOCK.value)
    assert events.count() == 1


def test_nobody_sees_another_hubs_list(client, hub, stranger, teacher, commissioner):
    row = WalkInFactory(hub=hub, first_name="Secretname")
    for user in (stranger, teacher, commissioner):
        client.force_login(user)
        for name in ("walk_in", "move", "slot", "place"):
            ask = client.get if name == "walk_in" else client.post
            assert ask(url(name, row)).status_code == 404
        assert "Secretname" not in client.get(LIST).content.decode()


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("walk_in_slot_is_with_somebody", {"slot_at": timezone.now()}),
        ("walk_in_ended_has_its_time", {"state": "seen"}),
        ("walk_in_called_has_its_time", {"state": "called"}),
        ("walk_in_not_in_the_future", {"came_at": timezone.now() + timedelta(days=1)}),
        ("walk_in_runs_forward", {"called_at": timezone.now() - timedelta(days=1)}),
    ],
)
def test_the_database_holds_past_the_actions(hub, name, values):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        WalkInFactory(hub=hub, **values)


def test_the_database_gives_a_number_once(hub, colleague):
    one = WalkInFactory(hub=hub, with_whom=colleague, slot_at=timezone.now())
    with pytest.raises(IntegrityError, match="walk_in_number_of_a_day"), transaction.atomic():
        WalkInFactory(hub=hub, number=one.number)
    with pytest.raises(IntegrityError, match="walk_in_one_person"), transaction.atomic():
        WalkInFactory(hub=hub, with_whom=colleague, slot_at=one.slot_at)


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_get_two_numbers():
    hub = HubFactory()
    outcomes = second_comes_meanwhile(
        lambda by: actions.walk_in(hub, key=uuid4(), by=by),
        lambda by: actions.walk_in(hub, key=uuid4(), by=by),
    )
    assert set(outcomes.values()) == {"done"}
    assert sorted(WalkIn.objects.values_list("number", flat=True)) == [1, 2]
