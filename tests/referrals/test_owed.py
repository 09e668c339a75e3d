"""Answers that are owed follow closed days and new targets, as deadlines of requests do."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from familyhubs.council.models import CouncilSettings
from familyhubs.pages import actions
from referrals.what_if import would_be_late
from tests.factories.outcomes import StepFactory
from tests.factories.referrals import ChatFactory, ConcernFactory, OutcomeNoticeFactory

# A Monday.
NINE = datetime(2026, 11, 2, 9, tzinfo=UTC)
TEN = NINE + timedelta(hours=1)


@pytest.fixture(autouse=True)
def monday(db):
    CouncilSettings.objects.get_or_create()
    with time_machine.travel(TEN, tick=False):
        yield


@pytest.fixture
def owed(hub, administrator):
    """One of each, asked on Monday at nine, with its due by the targets there are."""
    notice = OutcomeNoticeFactory(
        due_at=NINE + timedelta(days=3),
        referral__hub=hub, referral__status="decided", referral__decision="iag",
        referral__decision_reason="x", referral__decided_at=NINE, referral__happened_at=NINE,
        referral__decided_by=administrator,
    )  # fmt: skip
    question = ChatFactory(
        state="asked", hub=hub, asked_at=NINE, answer_due_at=NINE + timedelta(days=1)
    )
    passed = ConcernFactory(
        hub=hub, raised_at=NINE, taken_at=NINE, taken_by=administrator, outcome="passed_on",
        decided_at=NINE, decided_by=administrator, basis="duty", passed_on_at=NINE,
        acknowledge_due_at=NINE + timedelta(days=1),
    )  # fmt: skip
    step = StepFactory(
        plan__hub=hub, direction="up", from_level=2, to_level=3, reason="escalating",
        happened_at=NINE, due_at=NINE + timedelta(days=1),
    )  # fmt: skip
    return {
        notice: "due_at", question: "answer_due_at", passed: "acknowledge_due_at", step: "due_at"
    }  # fmt: skip


def dues(owed):
    for row in owed:
        row.refresh_from_db()
    return [getattr(row, name) for row, name in owed.items()]


def test_a_day_that_closes_adds_to_nobodys_lateness(owed, administrator):
    before = dues(owed)
    tuesday = (NINE + timedelta(days=1)).date()
    closure, moved = actions.close_day(tuesday, reason="Snow", by=administrator)
    assert moved == 4
    assert dues(owed) == [due + timedelta(days=1) for due in before]
    actions.open_day(closure, by=administrator)
    assert dues(owed) == before


def test_a_new_target_is_tried_first_and_then_holds_for_what_is_open(
    client, owed, administrator, hub
):
    now = CouncilSettings.objects.get()
    tried = CouncilSettings.objects.get()
    longer = {"tell_referrer_days": 4, "question_days": 2, "step_up_days": 2}
    for name, days in longer.items():
        setattr(tried, name, days)
    thursday = NINE + timedelta(days=3, hours=2)
    lines = {line.clock: line for line in would_be_late(now, tried, thursday)}
    for name, late in (("tell_referrer_days", 1), ("question_days", 1), ("step_up_days", 2)):
        assert lines[name].late_now == late
    assert lines["tell_referrer_days"].late_then == 0
    before = dues(owed)
    actions.change_settings(now, values=longer, by=administrator)
    assert dues(owed) == [due + timedelta(days=1) for due in before]
    saved = CouncilSettings.objects.get()
    shown = {line.clock: line.late_then for line in lines.values()}
    assert shown == {line.clock: line.late_now for line in would_be_late(saved, saved, thursday)}


def test_the_settings_lead_to_the_clocks_and_set_none_of_them(client, administrator):
    client.force_login(administrator)
    page = client.get(reverse("pages:settings"))
    assert reverse("pages:clocks") in page.content.decode()
    fields = page.context["form"].fields
    assert "screen_hours" not in fields
    assert "question_days" not in fields
    assert "draft_days" in fields
    assert "step_down_days" in client.get(reverse("pages:clocks")).context["form"].fields
