"""A danger that is told of later is as red as one told of at once (0040, 0044)."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.urls import reverse

from familyhubs.audit.models import Event
from familyhubs.council.models import CouncilSettings
from familyhubs.database.actor import SystemActor
from familyhubs.notifications.models import Message
from hubs.models import DutyShift
from referrals import actions, tasks
from referrals.models import ProposedMatch, Referral
from tests.cast import somebody
from tests.factories.families import ConflictFactory, FamilyFactory
from tests.referrals.conftest import CARD

FRIDAY_NIGHT = datetime(2026, 11, 6, 22, tzinfo=UTC)
MONDAY = datetime(2026, 11, 9, 10, tzinfo=UTC)
DANGER = "He hits me and I am scared"
HARMLESS = "We have moved"


def at(moment):
    return time_machine.travel(moment, tick=False)


def messages(kind, **about):
    return list(Message.objects.filter(kind=kind, **about))


@pytest.fixture
def red_contact(db):
    CouncilSettings.objects.get_or_create()
    CouncilSettings.objects.update(out_of_hours_email="n@example.org", out_of_hours_name="Night")


@pytest.fixture
def screened(received, triage_officer):
    """A calm request of Friday evening that an officer has screened."""
    with at(FRIDAY_NIGHT - timedelta(hours=3)):
        referral = received(contact=CARD)
        actions.screen(referral, by=triage_officer)
    return referral


def add(referral, words):
    return actions.add_to_request(referral, words=words, by=SystemActor.PUBLIC)


def take_back(referral, words):
    return actions.take_request_back(referral, words=words, by=SystemActor.PUBLIC)


def asked_alone(referral, _words):
    officer = somebody("triage", hub=referral.hub)
    actions.record_enquiry(referral, told="abuse", by=officer)


LATER = [add, take_back, asked_alone]


@pytest.mark.parametrize("say", LATER)
def test_it_runs_day_and_night_from_now_and_a_screen_is_owed_anew(
    screened, say, red_contact, safeguarding_lead
):
    with at(FRIDAY_NIGHT):
        say(screened, DANGER)
    screened.refresh_from_db()
    assert screened.is_red
    assert screened.screen_due_at == FRIDAY_NIGHT + timedelta(hours=4)
    assert screened.decision_due_at == FRIDAY_NIGHT + timedelta(days=1)
    assert (screened.screened_at, screened.screened_by) == (None, None)
    (mail,) = messages("out_of_hours")
    assert screened.reference in mail.words
    assert len(messages("request_flagged", user=safeguarding_lead)) == 1
    with at(FRIDAY_NIGHT + timedelta(hours=5)):
        tasks.alert_screens_overdue()
    assert [m.user for m in messages("request_unscreened")] == [safeguarding_lead]
    assert len(messages("out_of_hours")) == 2


@pytest.mark.parametrize("say", [add, take_back])
def test_words_without_danger_change_no_clock(screened, say, red_contact, safeguarding_lead):
    before = Referral.objects.get(pk=screened.pk)
    with at(FRIDAY_NIGHT):
        assert say(screened, HARMLESS) == []
    after = Referral.objects.get(pk=screened.pk)
    for name in ("screen_due_at", "decision_due_at", "screened_at", "safety_flags", "status"):
        assert getattr(after, name) == getattr(before, name)
    assert not messages("out_of_hours")
    assert not messages("request_flagged")


def test_what_is_late_already_stays_late(received, triage_officer, safeguarding_lead):
    with at(FRIDAY_NIGHT - timedelta(days=4)):
        referral = received()
    dues = referral.screen_due_at, referral.decision_due_at
    with at(FRIDAY_NIGHT):
        add(referral, DANGER)
    referral.refresh_from_db()
    assert (referral.screen_due_at, referral.decision_due_at) == dues


@pytest.mark.parametrize("pause", ["asked", "prepared"])
def test_nothing_waits_for_a_family_that_tells_of_danger(screened, triage_officer, pause):
    with at(FRIDAY_NIGHT - timedelta(hours=2)):
        if pause == "asked":
            actions.ask_more(screened, question="Which school?", by=triage_officer)
        else:
            day = (FRIDAY_NIGHT + timedelta(days=20)).date()
            actions.prepare(screened, review_on=day, reason="x", by=triage_officer)
    with at(FRIDAY_NIGHT):
        add(screened, DANGER)
    screened.refresh_from_db()
    assert (screened.status, screened.paused_at, screened.review_on) == ("waiting", None, None)
    assert screened.decision_due_at == FRIDAY_NIGHT + timedelta(days=1)


def test_without_a_lead_the_manager_is_told_and_without_one_who_must_find_somebody(
    screened, manager, hub
):
    with at(FRIDAY_NIGHT):
        add(screened, DANGER)
    assert manager in {m.user for m in messages("request_flagged")}


def test_where_nobody_can_answer_the_watcher_hears_of_a_danger_not_of_lateness(
    screened, triage_officer
):
    watcher = somebody("administrator")
    triage_officer.is_active = False
    triage_officer.save()
    with at(FRIDAY_NIGHT):
        add(screened, DANGER)
    assert [m.user for m in messages("request_flagged_nobody")] == [watcher]
    assert not messages("request_flagged")


def test_a_flag_it_has_already_owes_no_new_screen(received, triage_officer, safeguarding_lead):
    with at(MONDAY):
        referral = received(safety_flags=["abuse"])
        actions.screen(referral, by=triage_officer)
        actions.record_enquiry(referral, told="abuse", by=triage_officer)
    referral.refresh_from_db()
    assert referral.screened_by == triage_officer


def test_after_acceptance_the_lead_is_told_and_no_screen_is_owed(
    screened, triage_officer, lead, safeguarding_lead
):
    with at(MONDAY):
        actions.accept(screened, decision="eha", level=3, lead=lead, by=triage_officer)
        add(screened, HARMLESS)
        add(screened, DANGER)
    assert {m.user for m in messages("request_added")} == {lead}
    assert {m.user for m in messages("request_flagged")} == {lead, safeguarding_lead}
    screened.refresh_from_db()
    assert screened.screened_by == triage_officer
    assert "words_harm" in screened.safety_flags


def test_on_duty_at_night_without_the_right_to_read_it_hears_the_reference_alone(screened):
    """A rota is planned before anybody knows of which hub a request will be (0044)."""
    elsewhere, barred = somebody("practitioner"), somebody("practitioner")
    # Kept apart from a request that may be about a family they know.
    family = FamilyFactory(hub=screened.hub)
    ConflictFactory(family=family, user=barred)
    ProposedMatch.objects.create(referral=screened, family=family, score=95)
    for user in (elsewhere, barred):
        DutyShift.objects.create(user=user, kind="out_of_hours", starts_at=FRIDAY_NIGHT)
    with at(FRIDAY_NIGHT):
        add(screened, DANGER)
    (message,) = messages("request_flagged_ring")
    assert message.user == elsewhere
    assert message.facts == {"reference": screened.reference}
    assert not messages("request_flagged", user=elsewhere)
    event = Event.objects.get(verb="referral.told_out_of_hours")
    assert event.facts["people"] == 1


def test_a_lead_who_returns_is_told_where_only_others_were(received, hub, manager):
    """A manager in a lead's place, or whoever is to find somebody, is no safeguarding lead."""
    somebody("triage", hub=hub)
    with at(MONDAY):
        received()
    with at(MONDAY + timedelta(hours=6)):
        tasks.alert_screens_overdue()
    assert [m.user for m in messages("request_unscreened")] == [manager]
    lead = somebody("safeguarding")
    with at(MONDAY + timedelta(hours=7)):
        tasks.alert_screens_overdue()
    assert lead in {m.user for m in messages("request_unscreened")}


def test_a_page_drawn_before_the_danger_screens_nothing(client, received, triage_officer):
    """Whoever presses the button has not read what was told since."""
    with at(MONDAY):
        referral = received(contact=CARD)
        client.force_login(triage_officer)
        page = client.get(referral.get_absolute_url()).content.decode()
        seen = Referral.objects.get(pk=referral.pk).version
        assert f'name="seen" value="{seen}"' in page
    with at(MONDAY + timedelta(minutes=1)):
        add(referral, DANGER)
        screen = reverse("referrals:screen", args=[referral.pk])
        answer = client.post(screen, {"seen": seen}, follow=True).content.decode()
        assert "has changed since you opened the page" in answer
        assert Referral.objects.get(pk=referral.pk).screened_at is None
        now = Referral.objects.get(pk=referral.pk).version
        client.post(screen, {"seen": now})
        assert Referral.objects.get(pk=referral.pk).screened_by == triage_officer


def test_a_lead_who_may_not_read_it_any_more_is_nobody_who_knows(
    received, hub, manager, safeguarding_lead
):
    with at(MONDAY):
        referral = received()
    with at(MONDAY + timedelta(hours=6)):
        tasks.alert_screens_overdue()
        assert [m.user for m in messages("request_unscreened")] == [safeguarding_lead]
        family = FamilyFactory(hub=hub)
        ConflictFactory(family=family, user=safeguarding_lead)
        ProposedMatch.objects.create(referral=referral, family=family, score=95)
        tasks.alert_screens_overdue()
    assert {m.user for m in messages("request_unscreened")} == {safeguarding_lead, manager}
