"""What-if: what another target would do is seen before it is saved, and is then what happens."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from familyhubs.audit.models import Event
from familyhubs.council.models import CouncilSettings
from familyhubs.pages import actions
from referrals import actions as front_door
from referrals import clocks
from referrals.models import Referral
from referrals.what_if import would_be_late
from tests.factories.referrals import ReferralFactory

# A Wednesday.
NOW = datetime(2026, 11, 4, 10, 30, tzinfo=UTC)
NINE = datetime(2026, 11, 2, 9, tzinfo=UTC)
TARGETS = {"screen_hours": 4, "triage_days": 1, "first_contact_days": 2}
TARGETS |= {"allocation_days": 5, "first_visit_days": 10, "tell_referrer_days": 3}
TARGETS |= {"question_days": 1, "step_up_days": 1, "step_down_days": 5}


@pytest.fixture(autouse=True)
def wednesday():
    with time_machine.travel(NOW, tick=False):
        yield


def asked(hub, received, **values):
    red = bool(values.get("safety_flags"))
    return ReferralFactory(
        hub=hub,
        happened_at=received,
        screen_due_at=clocks.screen_due(received, red=red),
        decision_due_at=clocks.decision_due(received, red=red),
        **values,
    )


def post(client, **values):
    version = CouncilSettings.objects.get().version
    return client.post(reverse("pages:clocks"), TARGETS | {"version": version} | values)


def test_what_would_be_late_is_shown_and_nothing_is_touched(client, hub, administrator):
    CouncilSettings.objects.get_or_create()
    for hours in range(4):
        asked(hub, NINE + timedelta(hours=24 * (hours % 2) + hours))
    before = list(Referral.objects.order_by("pk").values())
    client.force_login(administrator)
    page = post(client, triage_days=3)
    (line,) = page.context["lines"][1]["hubs"]
    assert (line.late_now, line.late_then) == (3, 0)
    assert (line.soon_now, line.soon_then) == (4, 2)
    assert list(Referral.objects.order_by("pk").values()) == before
    assert CouncilSettings.objects.get().triage_days == 1
    assert not Event.objects.filter(verb="council.changed").exists()


def test_saving_does_what_was_shown_and_says_who_did_it(client, hub, administrator):
    CouncilSettings.objects.get_or_create()
    waiting = asked(hub, NINE)
    client.force_login(administrator)
    assert post(client, triage_days=3, save="1").status_code == 302
    waiting.refresh_from_db()
    assert waiting.decision_due_at == NINE + timedelta(days=3)
    (event,) = Event.objects.filter(verb="council.changed")
    assert event.facts["triage_days"] == [1, 3]
    again = client.post(reverse("pages:clocks"), TARGETS | {"version": 0, "save": "1"})
    assert "Someone else has just changed" in again.content.decode()


@pytest.mark.parametrize("value", ["", "0", "-1", "x", "9" * 30, "21", "1.5"])
def test_a_target_that_cannot_be_is_refused(client, administrator, value):
    CouncilSettings.objects.get_or_create()
    client.force_login(administrator)
    page = post(client, triage_days=value, save="1")
    assert page.status_code == 200
    assert "lines" not in page.context
    assert CouncilSettings.objects.get().triage_days == 1


def test_only_administrators_set_the_clocks(client, manager, triage_officer):
    for user in (manager, triage_officer):
        client.force_login(user)
        assert client.get(reverse("pages:clocks")).status_code == 403


STATES = ["", "screened", "paused", "reached"]
received = st.lists(
    st.tuples(
        st.integers(0, 9 * 24),
        st.booleans(),
        st.sampled_from(STATES),
    ),
    max_size=6,
)


@pytest.mark.django_db
@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    requests=received,
    screen=st.integers(1, 40),
    triage=st.integers(1, 20),
    contact=st.integers(1, 20),
)
def test_what_was_shown_is_what_is_late_once_saved(
    administrator_and_hub, triage_by, requests, screen, triage, contact
):
    """The page's numbers before the saving are the numbers there are after it."""
    administrator, hub = administrator_and_hub
    Referral.objects.all().delete()
    with time_machine.travel(NOW, tick=False):
        CouncilSettings.objects.update(**TARGETS)
        for hours, red, state in requests:
            row = asked(hub, NOW - timedelta(hours=hours + 1), safety_flags=["fear"] * red)
            at = NOW - timedelta(minutes=30)
            if state == "screened":
                front_door.screen(row, by=triage_by, happened_at=at)
            elif state == "paused":
                front_door.ask_more(row, question="Which?", by=triage_by, happened_at=at)
            elif state == "reached":
                front_door.record_attempt(
                    row, channel="call", reached=True, by=triage_by, happened_at=at
                )
        now = CouncilSettings.objects.get()
        after = {"screen_hours": screen, "triage_days": triage, "first_contact_days": contact}
        tried = CouncilSettings.objects.get()
        for name, value in after.items():
            setattr(tried, name, value)
        shown = would_be_late(now, tried, NOW)
        saved, _moved = actions.change_settings(now, values=after, by=administrator)
        assert [(line.late_then, line.soon_then) for line in shown] == [
            (line.late_now, line.soon_now) for line in would_be_late(saved, saved, NOW)
        ]


@pytest.fixture
def administrator_and_hub(administrator, hub):
    CouncilSettings.objects.get_or_create()
    return administrator, hub


@pytest.fixture
def triage_by(triage_officer):
    return triage_officer
