"""Places and the waiting list: given once, given back once, and told by the safe way (R022)."""

import pytest
import time_machine
from django.db import connection
from django.urls import reverse

from familyhubs.audit.models import Event
from familyhubs.contact.models import ContactCard
from familyhubs.notifications.letters import write_letter
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions
from hubs.models import Booking, BookingState
from tests.hubs.whats_on.conftest import PUBLIC, TEXT, ask, sessions_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(plan):
    return sessions_of(plan())[0]


def test_places_then_the_waiting_list_in_the_order_of_asking(session):
    rows = [ask(session, n) for n in range(4)]
    assert [row.place for row in rows] == [1, 2, None, None]
    assert [row.number for row in rows] == [1, 2, 3, 4]
    kinds = Message.objects.order_by("recorded_at").values_list("kind", flat=True)
    assert sorted(kinds) == ["booking_made"] * 2 + ["booking_waiting"] * 2


def test_the_same_form_sent_twice_is_one_booking(session):
    assert ask(session) == ask(session)
    assert Booking.objects.count() == Message.objects.count() == ContactCard.objects.count() == 1
    assert ask(session, name="Somebody else on the same screen") != ask(session)


def test_a_place_given_back_goes_to_the_first_who_waits_and_they_are_told(session):
    first, _second, third, fourth = [ask(session, n) for n in range(4)]
    actions.cancel_booking(first, by=PUBLIC)
    third.refresh_from_db()
    fourth.refresh_from_db()
    assert (third.place, fourth.place) == (1, None)
    message = Message.objects.get(kind="booking_place")
    assert message.card == third.card
    actions.cancel_booking(first, by=PUBLIC)
    assert Message.objects.filter(kind="booking_place").count() == 1


def test_who_moves_up_and_may_only_be_rung_is_rung_by_the_manager(session, manager):
    first, _second = ask(session, 1), ask(session, 2)
    waiting = ask(session, 3, contact={"phone": "+447700900123", "may_call": True})
    actions.cancel_booking(first, by=PUBLIC)
    message = Message.objects.get(kind="booking_by_hand")
    assert message.user == manager
    assert message.facts["link"] == reverse("sessions:session", args=[session.pk])
    actions.cancel_booking(waiting, by=PUBLIC)
    assert Message.objects.filter(kind="booking_by_hand").count() == 1


def test_who_asked_for_no_contact_is_left_alone(session, manager):
    first, _second = ask(session, 1), ask(session, 2)
    ask(session, 3, contact={"preferred": "in_person"})
    actions.cancel_booking(first, by=PUBLIC)
    assert not Message.objects.filter(kind="booking_by_hand").exists()
    done = actions.cancel_session(session, reason="Ill", by=manager)
    assert not done.by_hand


def test_leaving_the_waiting_list_gives_nobody_a_place(session):
    waiting = [ask(session, n) for n in range(4)][2]
    actions.cancel_booking(waiting, by=PUBLIC)
    assert not Message.objects.filter(kind="booking_place").exists()


def test_a_course_is_booked_as_a_whole_r017(plan):
    course = plan(is_course=True)
    rows = [ask(course, n) for n in range(3)]
    assert [row.place for row in rows] == [1, 2, None]
    with pytest.raises(Refused, match="do not need to book"):
        ask(sessions_of(course)[0], 9)


def test_without_a_limit_everybody_has_a_place(plan):
    session = sessions_of(plan(capacity=None))[0]
    assert [ask(session, n).place for n in range(5)] == [1, 2, 3, 4, 5]


def test_what_is_over_cancelled_or_open_to_all_is_not_booked(plan, session, manager):
    with pytest.raises(Refused, match="Just come along"):
        ask(sessions_of(plan(needs_booking=False))[0])
    with time_machine.travel(session.starts_at), pytest.raises(Refused, match="no longer"):
        ask(session)
    actions.cancel_session(session, reason="Ill", by=manager)
    with pytest.raises(Refused, match="no longer"):
        ask(session)


def test_a_cancelled_session_gives_its_places_to_nobody(session, manager):
    rows = [ask(session, n) for n in range(3)]
    actions.cancel_session(session, reason="Ill", by=manager)
    actions.cancel_booking(rows[0], by=PUBLIC)
    rows[2].refresh_from_db()
    assert rows[2].state == BookingState.WAITING


def test_nothing_personal_is_in_messages_log_or_table(session):
    booking = ask(
        session, name="Ada Okafor", access_needs="A ramp", emergency_contact="Nan, 07700 900123"
    )
    row = Booking.objects.filter(pk=booking.pk)
    stored = str(
        row.extra(
            select={"raw": "name || access_needs || children_ages || emergency_contact || token"}
        ).values()
    )
    facts = str([*Event.objects.values_list("facts", flat=True), *Message.objects.values("facts")])
    for secret in ("Ada", "ramp", "2 and 4", "900123", booking.token, "Baby play"):
        assert secret not in facts
    assert booking.token not in booking.token_hash
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(b)::text FROM hubs_booking b")
        (stored,) = cursor.fetchone()
    assert not [word for word in ("Ada", "ramp", "2 and 4", booking.token) if word in stored]


def test_the_message_says_when_and_holds_the_link_but_not_what_for(session):
    booking = ask(session)
    message = Message.objects.get()
    for sms in (True, False):
        letter = write_letter(message.kind, message.facts, sms=sms)
        assert f"/whats-on/booking/{booking.token}/" in letter.body
        assert "Baby play" not in letter.body
        assert "10am" in letter.body


def test_one_family_counts_once_however_often_it_books_r018(plan):
    rows = sessions_of(plan())
    same = {"contact": TEXT}
    assert ask(rows[0], 1, **same).booker_hash == ask(rows[1], 2, **same).booker_hash
    assert ask(rows[0], 3).booker_hash != ask(rows[1], 4).booker_hash
