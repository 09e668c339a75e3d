"""A duty that is offered to a colleague: one answer, both told, no gap and nobody twice."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.urls import reverse

from familyhubs.audit.models import Event
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from hubs import actions
from hubs.models import Absence, DutyShift, DutySwap
from hubs.rota import Rota, gaps_of
from tests.cast import somebody

NOW = datetime(2026, 11, 2, 10, tzinfo=UTC)
HOURS = timedelta(hours=1)


@pytest.fixture(autouse=True)
def monday():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def other(hub):
    return somebody("triage", hub=hub)


@pytest.fixture
def shift(hub, triage_officer):
    """On Monday from nine until five; it has begun."""
    times = {"starts_at": NOW - HOURS, "ends_at": NOW + 7 * HOURS}
    return DutyShift.objects.create(kind="triage", hub=hub, user=triage_officer, **times)


def on_duty(at=NOW):
    return [shift.user for shift in DutyShift.objects.answering_now("triage", at=at)]


def told():
    rows = Message.objects.order_by("recorded_at", "id")
    return [(message.kind, message.user) for message in rows]


def test_a_colleague_who_says_yes_has_it_at_once_and_without_a_gap(
    client, hub, shift, triage_officer, other
):
    client.force_login(triage_officer)
    page = reverse("duty:rotas")
    assert "Ask somebody to take it" in client.get(page).content.decode()
    offer = reverse("duty:offer", args=[shift.pk])
    assert client.post(offer, {"to": other.pk, "note": "The dentist"}).status_code == 302
    swap = DutySwap.objects.get()
    assert f"You asked {other}" in client.get(page).content.decode()
    assert on_duty() == [triage_officer]
    client.force_login(other)
    answer = reverse("duty:swap", args=[swap.pk])
    assert "The dentist" in client.get(answer).content.decode()
    assert client.post(answer, {"phone": "07700 900123", "yes": "1"}).status_code == 302
    assert on_duty() == [other]
    assert gaps_of(Rota("triage", hub), NOW, NOW + 7 * HOURS) == []
    swap.refresh_from_db()
    assert (swap.answer, swap.taken_as.user) == ("accepted", other)
    assert told() == [("duty_offered", other), ("duty_taken", triage_officer)]
    verbs = set(Event.objects.filter(verb__startswith="duty.").values_list("verb", flat=True))
    assert {"duty.offered", "duty.offer_accepted", "duty.handed_over"} <= verbs
    assert client.get(answer).status_code == 404, "answered"


@pytest.mark.parametrize("end", ["declined", "withdrawn"])
def test_a_no_and_a_change_of_mind_leave_it_where_it_was(shift, triage_officer, other, end):
    swap = actions.offer_duty(shift, to=other, by=triage_officer)
    with pytest.raises(Refused, match="already"):
        actions.offer_duty(shift, to=other, by=triage_officer)
    if end == "declined":
        actions.decline_duty(swap, by=other)
    else:
        actions.withdraw_offer(swap, by=triage_officer)
    with pytest.raises(Refused, match="meanwhile"):
        actions.take_duty(swap, by=other)
    assert on_duty() == [triage_officer]
    assert len(told()) == 2
    assert actions.offer_duty(shift, to=other, by=triage_officer)


def test_only_the_two_of_them_answer_and_only_who_can_do_it_is_asked(
    client, shift, triage_officer, other, worker, manager
):
    with pytest.raises(Refused, match="has no role for this duty"):
        actions.offer_duty(shift, to=worker, by=triage_officer)
    with pytest.raises(Refused, match="not yours"):
        actions.offer_duty(shift, to=other, by=manager)
    swap = actions.offer_duty(shift, to=other, by=triage_officer)
    for act in (actions.take_duty, actions.decline_duty, actions.withdraw_offer):
        with pytest.raises(Refused):
            act(swap, by=manager)
    client.force_login(manager)
    assert client.get(reverse("duty:swap", args=[swap.pk])).status_code == 404
    assert client.get(reverse("duty:offer", args=[shift.pk])).status_code == 403
    Absence.objects.create(user=other, starts_at=NOW, ends_at=NOW + 9 * HOURS)
    with pytest.raises(Refused, match="is away"):
        actions.take_duty(swap, by=other)
    assert on_duty() == [triage_officer]


def test_what_a_manager_did_meanwhile_stands(shift, triage_officer, other, manager):
    swap = actions.offer_duty(shift, to=other, by=triage_officer)
    actions.take_out(shift, by=manager)
    with pytest.raises(Refused, match="Look again"):
        actions.take_duty(swap, by=other)
    assert on_duty() == []
    assert not DutySwap.objects.open().exists()


def test_the_database_keeps_an_offer_whole(shift, triage_officer, other):
    row = {"shift": shift, "asked_by": triage_officer, "to": other}
    for broken in (
        row | {"to": triage_officer},
        row | {"answered_at": NOW},
        row | {"answered_at": NOW, "answer": "accepted"},
        row | {"answered_at": NOW, "answer": "declined", "taken_as": shift},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            DutySwap.objects.create(**broken)


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_press_at_once_one_has_it(hub):
    asker, other = somebody("triage", hub=hub), somebody("triage", hub=hub)
    times = {"starts_at": NOW, "ends_at": NOW + 7 * HOURS}
    shift = DutyShift.objects.create(kind="triage", hub=hub, user=asker, **times)
    swap = actions.offer_duty(shift, to=other, by=asker)

    def press(number):
        try:
            if number % 2:
                actions.withdraw_offer(swap, by=asker)
            else:
                actions.take_duty(swap, by=other)
        except Refused:
            return 0
        else:
            return 1
        finally:
            connection.close()

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(press, range(8))) == 1
    assert len(on_duty()) == 1
    swap.refresh_from_db()
    assert on_duty() == [other if swap.answer == "accepted" else asker]
