"""The breach log: seventy-two hours, two decisions, closed by a second person (R065)."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from familyhubs.database.actor import SystemActor, acting_as
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from familyhubs.rights.registers import actions, tasks
from familyhubs.rights.registers.models import Breach, BreachFamily
from tests.cast import somebody
from tests.rights.copied import own_case
from tests.rights.registered import described, reported

pytestmark = pytest.mark.django_db


@pytest.fixture
def officers(db):
    return somebody("governance"), somebody("governance")


def told(kind):
    with acting_as(SystemActor.CLOCK):
        return list(Message.objects.filter(kind=kind))


def decided(breach, by, *, reported=True, tells_people=True):
    with acting_as(by):
        actions.decide_regulator(breach, to_regulator=reported, why="A safe address", by=by)
        day = timezone.localdate() if tells_people else None
        how = {"tells_people": tells_people, "told_on": day, "why": "Rang both"}
        actions.decide_people(breach, by=by, **how)
        return actions.learn(breach, lessons="Window envelopes", by=by)


def test_anybody_on_the_staff_begins_one_and_sees_no_more_of_it(officers, worker):
    breach = reported(worker)
    assert breach.report_by - breach.found_at == timedelta(hours=72)
    assert {message.user for message in told("breach_new")} == set(officers)
    with acting_as(worker):
        assert not Breach.objects.exists()
    with acting_as(officers[0]):
        assert Breach.objects.visible_to(officers[0]).get() == breach


def test_pressed_twice_it_is_one(officers, worker):
    said = {"said": "A lost bag", "found_at": timezone.now(), "key": uuid4(), "by": worker}
    for _time in range(2):
        with acting_as(worker):
            actions.report(**said)
    with acting_as(officers[0]):
        assert Breach.objects.count() == 1


def test_it_was_not_noticed_in_the_future(worker):
    with pytest.raises(Refused, match="now or in the past"):
        reported(worker, hours_ago=-2)


@pytest.mark.parametrize(("hours", "mark"), [(23, None), (25, 24), (49, 48), (61, 60), (80, 72)])
def test_officers_hear_at_each_mark_once_until_it_is_decided(officers, worker, hours, mark):
    breach = reported(worker, hours_ago=hours)
    for _time in range(2):
        tasks.remind_breaches()
    heard = told("breach_due")
    assert {message.user for message in heard} == (set(officers) if mark else set())
    assert {message.facts["count"] for message in heard} == ({mark} if mark else set())
    assert len(heard) == (2 if mark else 0)
    described(breach, officers[0])
    with acting_as(officers[0]):
        actions.decide_regulator(breach, to_regulator=True, why="Yes", by=officers[0])
        Breach.objects.update(found_at=timezone.now() - timedelta(hours=100))
    tasks.remind_breaches()
    assert len(told("breach_due")) == len(heard)


def test_closed_by_somebody_who_decided_nothing_of_it(officers, worker):
    one, other = officers
    breach = reported(worker)
    with acting_as(one), pytest.raises(Refused, match="Describe first"):
        actions.decide_regulator(breach, to_regulator=True, why="Yes", by=one)
    described(breach, one)
    with acting_as(other), pytest.raises(Refused, match="Decide first"):
        actions.close_breach(breach, by=other)
    decided(breach, one)
    with acting_as(one), pytest.raises(Refused, match="Somebody else"):
        actions.close_breach(breach, by=one)
    with acting_as(one), pytest.raises(IntegrityError, match="second_person"), transaction.atomic():
        Breach.objects.update(closed_at=timezone.now(), closed_by=one)
    with acting_as(other):
        assert actions.close_breach(breach, by=other).closed_by == other
        with pytest.raises(Refused, match="closed already"):
            actions.learn(breach, lessons="More", by=other)


def test_at_high_risk_the_regulator_and_the_people_are_told(officers, worker):
    one = officers[0]
    breach = described(reported(worker), one, harm="high")
    with acting_as(one):
        with pytest.raises(Refused, match="regulator must be told"):
            actions.decide_regulator(breach, to_regulator=False, why="No", by=one)
        with pytest.raises(Refused, match="told without delay"):
            actions.decide_people(breach, tells_people=False, why="No", by=one)
        with pytest.raises(Refused, match="Enter the day"):
            actions.decide_people(breach, tells_people=True, why="Yes", by=one)
        now = timezone.now()
        with pytest.raises(IntegrityError, match="high_risk"), transaction.atomic():
            Breach.objects.update(to_regulator=False, regulator_at=now, regulator_by=one)


def test_a_decision_is_not_left_behind_by_a_worse_risk(officers, worker):
    one = officers[0]
    breach = described(reported(worker), one, harm="unlikely")
    decided(breach, one, reported=False, tells_people=False)
    with pytest.raises(Refused, match="another risk"):
        described(breach, one, harm="high")


def test_families_are_named_within_a_case_and_once(officers, worker, family):
    one, other = officers
    breach = reported(worker)
    with acting_as(one), pytest.raises(Refused, match="Open a case"):
        actions.name_family(breach, family=family, by=one)
    own_case(family, one)
    with acting_as(one):
        assert actions.name_family(breach, family=family, by=one) == actions.name_family(
            breach, family=family, by=one
        )
    with acting_as(other):
        assert BreachFamily.objects.visible_to(other).count() == 1
    with acting_as(worker):
        assert not BreachFamily.objects.exists()
