"""What triage does with a request: every decision, its refusals and what follows from it."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from families.models import Agreement, Family, Grant, Involvement, TimelineEntry
from familyhubs.audit.models import Event
from familyhubs.notifications.models import Message
from familyhubs.refusals import Refused
from outcomes.models import Plan
from referrals import actions
from referrals.models import Decision, FamilyAgreement, Referral, Status
from tests.cast import somebody
from tests.factories.accounts import OrganisationFactory, PartnerFactory
from tests.factories.families import FamilyFactory
from tests.factories.hubs import HubFactory
from tests.factories.outcomes import PlanFactory

# Nothing is a holiday for weeks around it.
MONDAY = datetime(2026, 11, 2, 10, tzinfo=UTC)


def accepted(referral, lead, by, **changed):
    given = {"decision": Decision.EARLY_HELP, "level": 3, "lead": lead} | changed
    return actions.accept(referral, by=by, **given)


def kinds():
    return set(Message.objects.values_list("kind", flat=True))


def test_accepting_starts_the_record_gives_it_a_lead_and_opens_a_plan(
    request_in, triage_officer, lead
):
    done = accepted(request_in, lead, triage_officer)
    assert (done.status, done.decision, done.level) == (Status.DECIDED, "eha", 3)
    family = done.family
    assert family.name == "Okafor"
    assert {m.person.full_name: m.role for m in family.members.all()} == {
        "Ada Okafor": "parent",
        "Tobi": "child",
    }
    assert family.members.get(role="parent").person.contact_card == request_in.contact_card
    assert Involvement.objects.get(family=family, role="lead").user == lead
    assert Plan.objects.open().get(family=family).level == 3
    assert Agreement.objects.get(family=family).purpose == "support"
    assert TimelineEntry.objects.filter(family=family, kind="request").exists()
    assert Message.objects.get(user=lead, kind="request_accepted")
    assert {"family.started", "plan.opened", "referral.decided"} <= set(
        Event.objects.values_list("verb", flat=True)
    )


def test_accepting_for_a_known_family_joins_its_record(request_in, triage_officer, lead, family):
    done = accepted(request_in, lead, triage_officer, family=family)
    assert done.family == family
    assert Family.objects.count() == 1
    assert family.members.count() == 2


def test_joining_an_open_plan_leaves_its_lead(request_in, triage_officer, lead, family, worker):
    PlanFactory(family=family, hub=family.hub)
    done = accepted(request_in, lead, triage_officer, family=family, decision=Decision.ADD_TO_OPEN)
    assert done.family == family
    assert Plan.objects.count() == 1
    assert Involvement.objects.current().leads().get(family=family).user == worker
    assert Message.objects.get(kind="request_accepted").user == worker


@pytest.mark.parametrize(
    ("changed", "says"),
    [
        ({"decision": Decision.ADVICE}, "Select a decision"),
        ({"level": 5}, "Select level 2, 3 or 4"),
        ({"decision": Decision.ADD_TO_OPEN}, "no open plan to join"),
    ],
)
def test_what_cannot_be_accepted_is_refused_and_nothing_is_written(
    request_in, triage_officer, lead, changed, says
):
    with pytest.raises(Refused, match=says):
        accepted(request_in, lead, triage_officer, **changed)
    assert not Family.objects.exists()
    request_in.refresh_from_db()
    assert request_in.status == Status.WAITING


def test_a_request_is_decided_once(request_in, triage_officer, lead):
    accepted(request_in, lead, triage_officer)
    for again in (
        lambda: accepted(request_in, lead, triage_officer),
        lambda: actions.decline(
            request_in, decision=Decision.DUPLICATE, reason="x", by=triage_officer
        ),
        lambda: actions.ask_more(request_in, question="x", by=triage_officer),
        lambda: actions.screen(request_in, by=triage_officer),
    ):
        with pytest.raises(Refused, match="already been decided"):
            again()


def test_advice_and_declining_need_a_reason(request_in, triage_officer):
    with pytest.raises(Refused, match="Enter the reason"):
        actions.advise(request_in, decision=Decision.ADVICE, reason=" ", by=triage_officer)
    with pytest.raises(Refused, match="Select a decision"):
        actions.decline(request_in, decision=Decision.ADVICE, reason="x", by=triage_officer)
    done = actions.advise(
        request_in, decision=Decision.SIGNPOST, reason="Stay and play", by=triage_officer
    )
    assert done.status == Status.DECIDED
    assert done.screened_by == triage_officer


def test_a_flagged_request_is_screened_before_it_is_decided(received, triage_officer, lead):
    flagged = received(safety_flags=["harm"])
    with pytest.raises(Refused, match="safeguarding screen first"):
        accepted(flagged, lead, triage_officer)
    actions.screen(flagged, by=triage_officer)
    assert accepted(flagged, lead, triage_officer).was_accepted


def test_passing_on_tells_every_safeguarding_lead(received, triage_officer, safeguarding_lead):
    done = actions.escalate(received(safety_flags=["harm"]), reason="A bruise", by=triage_officer)
    assert done.decision == Decision.ESCALATE
    message = Message.objects.get(kind="request_escalated")
    assert message.user == safeguarding_lead
    assert "bruise" not in str(message.facts)


def test_giving_up_takes_three_tries_by_two_ways_over_ten_working_days(received, triage_officer):
    with time_machine.travel(MONDAY, tick=False):
        request_in = received()

    def give_up(at=MONDAY):
        with time_machine.travel(at, tick=False):
            said = {"reason": "No answer", "next_step": "Ring us", "by": triage_officer}
            return actions.decline(request_in, decision=Decision.NOT_CONTACTABLE, **said)

    def try_to_reach(channel, **later):
        with time_machine.travel(MONDAY + timedelta(**later), tick=False):
            given = {"channel": channel, "reached": False, "by": triage_officer}
            actions.record_attempt(request_in, **given)

    for _turn in range(3):
        with pytest.raises(Refused, match="at least 3 times, by 2 different ways"):
            give_up()
        try_to_reach("call", minutes=1)
    with pytest.raises(Refused, match="2 different ways"):
        give_up()
    try_to_reach("text", days=3)
    for too_soon in (timedelta(days=3), timedelta(days=14)):
        with pytest.raises(Refused, match="Go on trying until 16 Nov 2026"):
            give_up(MONDAY + too_soon)
    assert give_up(MONDAY + timedelta(days=14, minutes=1)).status == Status.DECIDED


def test_the_clock_stands_still_while_the_family_is_awaited(request_in, triage_officer):
    asked = timezone.now()
    due = request_in.decision_due_at
    actions.ask_more(request_in, question="Which school?", by=triage_officer, happened_at=asked)
    with pytest.raises(Refused, match="already"):
        actions.ask_more(request_in, question="Which school?", by=triage_officer)
    Referral.objects.update(paused_at=due - timedelta(hours=1))
    with pytest.raises(Refused, match="future"):
        actions.resume(request_in, by=triage_officer, happened_at=due + timedelta(days=30))


def test_a_request_can_be_passed_to_another_hub(request_in, triage_officer):
    other = HubFactory()
    theirs = somebody("triage", hub=other)
    actions.move_to_hub(request_in, hub=other, reason="They moved", by=triage_officer)
    assert not Referral.objects.visible_to(triage_officer).exists()
    assert Referral.objects.visible_to(theirs).get().hub == other
    assert Message.objects.filter(user=theirs, kind="request_new").exists()


def test_a_likely_family_is_shown_to_triage_until_the_decision(
    received, triage_officer, family, lead
):
    referral = received()
    assert [match.family for match in referral.matches.all()] == [family]
    assert Family.objects.visible_to(triage_officer).get() == family
    actions.advise(referral, decision=Decision.ADVICE, reason="x", by=triage_officer)
    assert not Family.objects.visible_to(triage_officer).exists()
    assert not Grant.objects.current().exists()


def test_a_restricted_family_looks_like_no_match_and_its_guardian_is_told(
    received, triage_officer, family, safeguarding_lead
):
    Family.objects.filter(pk=family.pk).update(is_restricted=True)
    referral = received()
    assert not Family.objects.visible_to(triage_officer).exists()
    assert not Grant.objects.exists()
    message = Message.objects.get(kind="request_restricted")
    assert message.user == safeguarding_lead
    assert message.about_id == referral.pk


def test_a_first_name_alone_matches_nobody(received, family):
    referral = received(
        contact_name="Ada", people=[{"full_name": "Ada", "is_child": False, "is_contact": True}]
    )
    assert not referral.matches.exists()


def test_the_referrer_is_told_when_the_drafted_answer_is_sent(received, triage_officer, school):
    teacher = PartnerFactory(organisation=school)
    referral = received(channel="professional", source="2A", referrer=teacher, organisation=school)
    actions.advise(referral, decision=Decision.ADVICE, reason="x", by=triage_officer)
    assert not Message.objects.filter(user=teacher).exists()
    actions.tell_referrer(referral, words="Thank you", by=triage_officer)
    assert Message.objects.get(user=teacher).kind == "request_decided"


def test_a_family_that_agrees_covers_itself_for_the_school_that_asked(
    received, triage_officer, lead
):
    school = OrganisationFactory()
    teacher = PartnerFactory(organisation=school)
    referral = received(
        channel="professional",
        source="2A",
        referrer=teacher,
        organisation=school,
        agreement=FamilyAgreement.AGREES,
        sharing=[{"organisation": school, "agrees": True}],
    )
    done = accepted(referral, lead, triage_officer)
    shared = Agreement.objects.filter(family=done.family, purpose="share", organisation=school)
    assert {a.person.full_name for a in shared} == {"Ada Okafor", "Tobi"}


def test_twins_told_of_as_baby_do_not_stop_an_acceptance(received, triage_officer, lead):
    unborn = {"full_name": "baby", "is_child": True, "is_unborn": True}
    people = [{"full_name": "Ada Okafor", "is_child": False, "is_contact": True}, unborn, unborn]
    done = accepted(received(people=people), lead, triage_officer)
    assert done.family.members.filter(role="unborn").count() == 2


def test_history_can_be_entered_and_the_future_cannot(received, triage_officer, lead):
    long_ago = timezone.now() - timedelta(days=400)
    referral = received(happened_at=long_ago)
    assert not Message.objects.exists()
    done = accepted(referral, lead, triage_officer, happened_at=long_ago + timedelta(days=1))
    assert done.decided_at == long_ago + timedelta(days=1)
    with pytest.raises(Refused, match="future"):
        received(happened_at=timezone.now() + timedelta(hours=1))
    with pytest.raises(Refused, match="before the request was received"):
        actions.screen(received(), by=triage_officer, happened_at=long_ago)


def test_the_officer_of_the_hub_is_told_of_a_new_request(received, triage_officer):
    received()
    received(safety_flags=["harm"])
    assert kinds() >= {"request_new", "request_flagged"}
    assert set(Message.objects.filter(user__isnull=False).values_list("user", flat=True)) == {
        triage_officer.pk
    }


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("referral_decision_is_whole", {"status": "decided"}),
        ("referral_accepted_iff_family", {"family": "new"}),
        ("referral_paused_says_why", {"status": "asked_family"}),
        ("referral_no_fixed_address_has_no_postcode", {"no_fixed_address": True}),
        ("referral_screened_by_somebody", {"screened_at": timezone.now()}),
        ("referral_professional_says_who", {"channel": "professional"}),
    ],
)
def test_the_database_refuses_half_a_truth(request_in, constraint, values):
    values = {k: FamilyFactory() if v == "new" else v for k, v in values.items()}
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Referral.objects.filter(pk=request_in.pk).update(**values)


def test_the_database_refuses_a_decision_without_its_reason(request_in, triage_officer):
    with pytest.raises(IntegrityError, match="referral_declined_says_why"), transaction.atomic():
        Referral.objects.filter(pk=request_in.pk).update(
            status="decided",
            decision="duplicate",
            decided_at=timezone.now(),
            decided_by=triage_officer,
        )
