"""A concern rings until it is decided, whoever has it and whatever became of them (0013)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine

from families.models import Family
from familyhubs.council.models import CouncilSettings
from familyhubs.notifications.models import Message
from familyhubs.pages.actions import close_day
from familyhubs.pages.people import actions as people
from hubs.models import Absence, DutyShift
from referrals import actions, tasks
from referrals.models import Concern, Referral
from tests.cast import somebody
from tests.factories.families import ConflictFactory
from tests.factories.hubs import LONG_AGO

MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)
FRIDAY_NIGHT = datetime(2026, 11, 6, 22, tzinfo=UTC)
SAID = {"who": "Tobi Okafor", "what": "A bruise", "is_now": "no", "family_knows": "no"}


def at(moment=MONDAY, **later):
    return time_machine.travel(moment + timedelta(**later), tick=False)


def raised(by, **changed):
    return actions.raise_concern(by=by, **SAID | changed)


def rung(kind="concern_undecided"):
    tasks.escalate_concerns_untaken()
    return [m.user for m in Message.objects.filter(kind=kind).order_by("recorded_at", "id")]


@pytest.fixture
def taken(front_desk, safeguarding_lead):
    with at():
        concern = raised(front_desk)
        actions.take(concern, by=safeguarding_lead)
    return concern


def test_who_forgets_is_reminded_then_the_leads_and_the_manager_then_above(
    taken, safeguarding_lead, manager
):
    other, service = somebody("safeguarding"), somebody("manager")
    with at(days=1):
        assert rung() == []
    with at(days=1, minutes=1):
        for _again in range(2):
            assert rung() == [safeguarding_lead]
        assert not taken.runs_day_and_night
    with at(days=1, hours=4, minutes=1):
        assert set(rung()) == {safeguarding_lead, other, manager}
        assert Concern.objects.visible_to(manager).get() == taken
    with at(days=2, hours=1):
        assert service in rung()
    with at(days=2, hours=2):
        taken.refresh_from_db()
        actions.take(taken, by=manager, instead_of=safeguarding_lead)
        before = len(rung())
    with at(days=2, hours=20):
        assert len(rung()) == before
    with at(days=3, hours=3):
        assert rung()[before:] == [manager]


@pytest.mark.parametrize("gone", ["away", "closed"])
def test_where_whoever_took_it_is_gone_the_others_hear_at_once(
    taken, safeguarding_lead, manager, gone
):
    other = somebody("safeguarding")
    if gone == "away":
        Absence.objects.create(
            user=safeguarding_lead, starts_at=LONG_AGO, ends_at=MONDAY + timedelta(days=30)
        )
    else:
        type(safeguarding_lead).objects.filter(pk=safeguarding_lead.pk).update(is_active=False)
    with at(days=1, minutes=1):
        assert set(rung()) == {other, manager}


def test_decided_it_rings_no_more(taken, safeguarding_lead):
    with at(hours=2):
        actions.decide_concern(taken, outcome="known", words="x", by=safeguarding_lead)
    with at(days=9):
        assert rung() == []


def test_what_happens_now_runs_day_and_night(front_desk, safeguarding_lead, manager):
    with at(FRIDAY_NIGHT):
        concern = raised(front_desk, is_now="yes")
        assert concern.due_at == FRIDAY_NIGHT + timedelta(hours=4)
    with at(FRIDAY_NIGHT, hours=5):
        assert manager in rung("concern_untaken")
        actions.take(concern, by=safeguarding_lead)
    concern.refresh_from_db()
    assert concern.decide_due_at == FRIDAY_NIGHT + timedelta(days=1, hours=5)


def test_out_of_hours_the_named_contact_and_the_duty_hear_of_what_happens_now(
    front_desk, safeguarding_lead, family
):
    CouncilSettings.objects.get_or_create()
    CouncilSettings.objects.update(out_of_hours_email="n@example.org", out_of_hours_name="Night")
    worker, barred = somebody("practitioner"), somebody("practitioner")
    ConflictFactory(family=family, user=barred)
    for user in (worker, barred, safeguarding_lead):
        DutyShift.objects.create(user=user, kind="out_of_hours", starts_at=MONDAY)
    with at(FRIDAY_NIGHT):
        raised(front_desk)
        assert not Message.objects.filter(kind="out_of_hours_concern").exists()
        concern = raised(front_desk, is_now="yes", family=Family.objects.get())
    (mail,) = Message.objects.filter(kind="out_of_hours_concern")
    assert mail.typed_address == "n@example.org"
    assert concern.reference in mail.words
    assert "bruise" not in mail.words
    (ring,) = Message.objects.filter(kind="concern_ring")
    assert (ring.user, set(ring.facts)) == (worker, {"reference"})
    assert [m.user for m in Message.objects.filter(kind="concern_now")] == [safeguarding_lead]


def test_in_the_daytime_the_leads_alone_hear(front_desk, safeguarding_lead):
    CouncilSettings.objects.get_or_create()
    CouncilSettings.objects.update(out_of_hours_email="n@example.org", out_of_hours_name="Night")
    with at():
        raised(front_desk, is_now="yes")
    assert {m.kind for m in Message.objects.all()} == {"concern_now"}


def test_a_leaver_orphans_no_concern_no_request_and_no_duty(
    client, taken, safeguarding_lead, received, triage_officer, administrator, manager
):
    other = somebody("safeguarding")
    with at(hours=1):
        request = received()
        actions.claim(request, by=safeguarding_lead)
        DutyShift.objects.create(user=safeguarding_lead, kind="safeguarding", starts_at=MONDAY)
        client.force_login(administrator)
        page = client.get(f"/people/{safeguarding_lead.pk}/close/")
        held = page.context["holdings"]
        assert (held.requests, held.concerns, held.chats, held.duties) == (1, 1, 0, 1)
        assert "Safeguarding concerns they have taken" in page.content.decode()
        people.close(safeguarding_lead, to=None, reason="Left", by=administrator)
    taken.refresh_from_db()
    assert (taken.taken_by, taken.decide_due_at) == (None, None)
    with at(hours=1, minutes=2):
        assert set(rung("concern_untaken")) == {other, manager}
    assert Referral.objects.get(pk=request.pk).held_by is None
    message = Message.objects.get(key__startswith="request-left:")
    assert message.user == triage_officer


def test_a_closed_day_moves_when_it_must_be_decided(taken, administrator):
    CouncilSettings.objects.get_or_create()
    with at(hours=1):
        close_day((MONDAY + timedelta(days=1)).date(), reason="Snow", by=administrator)
    taken.refresh_from_db()
    assert taken.decide_due_at == MONDAY + timedelta(days=2)
